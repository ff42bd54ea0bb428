/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

/** What may stand in a template: everything but {@link Html} is escaped. */
export type HtmlValue = Html | string | number | null | undefined | readonly HtmlValue[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Writes HTML from a template; values are escaped, so names and contents from clients stay text. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return {
    html: parts
      .map((part, index) => (index < values.length ? part + render(values[index]) : part))
      .join(""),
  };
}

/** A link whose path segments are quoted. */
export function link(segments: readonly string[], text: string): Html {
  const path = segments.map(encodeURIComponent).join("/");
  return html`<a href="/${{ html: path.replaceAll("'", "%27") }}">${text}</a>`;
}

/** A table with one row per item. */
export function table(heads: readonly string[], rows: readonly (readonly HtmlValue[])[]): Html {
  if (rows.length === 0) return html`<p class="none">none</p>`;
  return html`<table>
    <thead>
      <tr>
        ${heads.map((head) => html`<th>${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") {
    return "html" in value ? value.html : value.map((item) => render(item)).join("");
  }
  return String(value).replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
