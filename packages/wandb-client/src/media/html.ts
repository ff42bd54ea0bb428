import { readFileSync } from "node:fs";
import { FileMedia, missingFile, type MediaFileSource } from "./media-file.ts";

const head =
  '<base target="_blank"><link rel="stylesheet" type="text/css" href="https://app.wandb.ai/normalize.css" />';

/**
 * A web page: its text, or a local file. W&B's style sheet is put into its head unless `inject` is false.
 */
export class Html extends FileMedia {
  readonly mediaType = "html-file" as const;
  readonly className = "Html";
  readonly folder = "html";

  constructor(
    content: string | { readonly path: string } | MediaFileSource,
    options: { readonly inject?: boolean; readonly caption?: string } = {},
  ) {
    super(htmlSource(content, options.inject ?? true), options.caption);
  }

  /** The page's text. */
  async text(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<string> {
    return new TextDecoder().decode(await this.bytes(options));
  }
}

function htmlSource(
  content: string | { readonly path: string } | MediaFileSource,
  inject: boolean,
): MediaFileSource {
  if (typeof content !== "string") {
    if ("kind" in content) return content;
    return inject
      ? bytesOf(injectHead(readPage(content.path)))
      : { kind: "path", path: content.path };
  }
  return bytesOf(inject ? injectHead(content) : content);
}

function bytesOf(text: string): MediaFileSource {
  return { kind: "bytes", bytes: new TextEncoder().encode(text), extension: ".html" };
}

function readPage(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw missingFile(path, error);
  }
}

/** Puts W&B's lines at the start of the head, making one where the page has none. */
function injectHead(html: string): string {
  for (const [mark, before, after] of [
    ["<head>", "<head>", ""],
    ["<html>", "<html><head>", "</head>"],
  ] as const) {
    const at = html.indexOf(mark);
    if (at >= 0)
      return (html.slice(0, at) + before + head + after + html.slice(at + mark.length)).trim();
  }
  return (head + html).trim();
}
