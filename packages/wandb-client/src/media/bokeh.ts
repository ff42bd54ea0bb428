import type { JsonObject } from "../util/json.ts";
import { compactJson } from "./compact-json.ts";
import { FileMedia, unsupportedFormat, type MediaFileSource } from "./media-file.ts";
import { mediaError } from "./media-error.ts";

const extension = ".bokeh.json";

/** A Bokeh plot: the JSON of its document, a local `.bokeh.json` file, or what an artifact holds. */
export class Bokeh extends FileMedia {
  readonly mediaType = "bokeh-file" as const;
  readonly className = "Bokeh";
  readonly folder = "bokeh";

  /**
   * @param document the document as JSON, as Bokeh's `to_json` gives it, or where it is
   * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a file of another name
   */
  constructor(document: JsonObject | string | MediaFileSource) {
    super(sourceOf(document));
  }

  /**
   * The document as JSON.
   *
   * @throws WandbClientError `WANDB_CLIENT_MEDIA` when the file is not JSON
   */
  async document(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<JsonObject> {
    const text = new TextDecoder().decode(await this.bytes(options));
    try {
      return JSON.parse(text) as JsonObject;
    } catch (error) {
      throw mediaError("a Bokeh plot", "is not JSON", "Log the plot again.", error);
    }
  }

  protected override get runExtension(): string {
    return extension;
  }
}

function sourceOf(document: JsonObject | string | MediaFileSource): MediaFileSource {
  if (typeof document === "string") {
    if (!document.endsWith(extension))
      throw unsupportedFormat("a Bokeh plot", document, [extension.slice(1)]);
    return { kind: "path", path: document };
  }
  if (isSource(document)) return document;
  return { kind: "bytes", bytes: new TextEncoder().encode(compactJson(document)), extension };
}

function isSource(document: JsonObject | MediaFileSource): document is MediaFileSource {
  const { kind } = document;
  return kind === "bytes" || kind === "path" || kind === "entry" || kind === "reference";
}
