import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The repository's root folder. */
export const root: string = resolve(import.meta.dirname, "..");

/** One code block of a page. */
export interface CodeBlock {
  readonly language: string;
  readonly code: string;
  /** Line of the page on which the code begins, from 1. */
  readonly line: number;
  /** Name given by `<!-- file: name -->` or `<!-- shared file: name -->` before the block. */
  readonly file?: string;
  /** Whether the file is there for every page. */
  readonly shared: boolean;
  /** The ```text block that follows: what running the block prints. */
  readonly prints?: string;
}

/** Paths of all pages below `docs`, relative to the root. */
export function docsPages(): readonly string[] {
  return readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join("docs", path))
    .toSorted();
}

/** Reads the code blocks of a page in their order. */
export function codeBlocks(path: string): readonly CodeBlock[] {
  const text = readFileSync(join(root, path), "utf8");
  const pattern =
    /(?:<!-- (?<shared>shared )?file: (?<file>[\w./-]+) -->\n+)?^```(?<language>\w+)\n(?<code>.*?)^```$(?:\n+```text\n(?<prints>.*?)^```$)?/gms;
  return [...text.matchAll(pattern)].map((match) => {
    const { shared, file, language = "", code = "", prints } = match.groups ?? {};
    const start = match.index + match[0].indexOf("```");
    return {
      language,
      code,
      line: text.slice(0, start).split("\n").length + 1,
      shared: shared !== undefined,
      ...(file === undefined ? {} : { file }),
      ...(prints === undefined ? {} : { prints }),
    };
  });
}

/** A printed text as a pattern: `<word>` stands for what varies; columns may be wider. */
export function patternOf(text: string): RegExp {
  const source = text
    .trim()
    .split(/(<\w+>| {2,})/)
    .map((part) =>
      /^<\w+>$/.test(part)
        ? ".+?"
        : /^ {2,}$/.test(part)
          ? " +"
          : part.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`),
    )
    .join("");
  return new RegExp(`^${source}$`);
}
