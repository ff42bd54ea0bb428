import { html, link, type Html, type HtmlValue } from "./html.ts";

const style = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1d2430}
a{color:#0b57a4}table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #dde3ea;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600;color:#596273}pre{background:#f4f6f8;padding:.7rem;overflow:auto}.none{color:#596273}
nav{color:#596273}`;

/** One step of the way to a page. */
export interface Crumb {
  readonly path: readonly string[];
  readonly text: string;
}

/** A whole page. It runs no script and loads nothing from elsewhere. */
export function page(
  title: string,
  crumbs: readonly Crumb[],
  body: HtmlValue,
  status = 200,
): Response {
  const way: Html[] = [
    html`<a href="/">all projects</a>`,
    ...crumbs.map(({ path, text }) => link(path, text)),
  ];
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${{ html: style }}
        </style>
      </head>
      <body>
        <nav>${way.map((step, index) => (index === 0 ? step : html` / ${step}`))}</nav>
        <h1>${title}</h1>
        ${body}
      </body>
    </html>`;
  return new Response(document.html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      "cache-control": "no-store",
    },
  });
}

/** The page for what does not exist. */
export function missingPage(what: string): Response {
  return page("Not found", [], html`<p>There is no ${what}.</p>`, 404);
}

/** An instant as text. */
export function instant(ms: number): string {
  return new Date(ms).toISOString().replace("T", " ").slice(0, 19);
}
