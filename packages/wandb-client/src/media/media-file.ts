import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import type { ArtifactEntry } from "../artifacts/artifact-entry.ts";
import { WandbClientError } from "../errors.ts";
import type { JsonObject } from "../util/json.ts";
import { baseNameOf, type ReferenceOptions } from "../references/options.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";

/** The file behind a media object: bytes made here, a local file, an entry of a logged artifact, or an address. */
export type MediaFileSource =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly extension: string }
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "entry"; readonly entry: ArtifactEntry }
  | {
      readonly kind: "reference";
      readonly uri: string;
      /** How the place is reached when its checksum is recorded. */
      readonly options?: MediaReferenceOptions | undefined;
    };

/** How the place that an address names is reached, and whether it is at all. */
export type MediaReferenceOptions = Omit<ReferenceOptions, "name" | "maxObjects">;

/** A media object that is one file with a few facts about it. */
export abstract class FileMedia extends WandbMedia {
  /** Folder below `media/`. */
  abstract readonly folder: string;
  readonly caption: string | undefined;
  readonly source: MediaFileSource;

  constructor(source: MediaFileSource, caption?: string) {
    super();
    this.source = source;
    this.caption = caption;
  }

  /** Suffix of the file, from its first dot on: `.png`, `.pts.json`. */
  get extension(): string {
    if (this.source.kind === "bytes") return this.source.extension;
    return extensionOf(pathOf(this.source));
  }

  /** Suffix of the file in a run: of a file that exists only what follows its last dot. */
  protected get runExtension(): string {
    return this.source.kind === "bytes" ? this.extension : extname(`file${this.extension}`);
  }

  /** The file's bytes; those of an artifact's entry are fetched and verified. */
  async bytes(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<Uint8Array> {
    if (this.source.kind === "bytes") return this.source.bytes;
    if (this.source.kind === "entry") return await this.source.entry.bytes(options);
    if (this.source.kind === "reference") throw notHere(this.className, this.source.uri);
    return await readMediaFile(this.source.path);
  }

  /** What the JSON says besides the file. */
  protected facts(_target: MediaTarget): Promise<JsonObject> {
    return Promise.resolve({});
  }

  override async toJson(target: MediaTarget): Promise<JsonObject> {
    return {
      ...(this.caption === undefined ? {} : { caption: this.caption }),
      ...(await this.storeFile(target)),
      _type: this.mediaType,
      ...(await this.facts(target)),
    };
  }

  /** SHA-256 and size of the file. */
  protected async fileFacts(): Promise<{ readonly sha256: string; readonly size: number }> {
    const { source } = this;
    if (source.kind === "path") {
      const { size } = await statMediaFile(source.path);
      return { sha256: await sha256OfFile(source.path), size };
    }
    const bytes = await this.bytes();
    return { sha256: createHash("sha256").update(bytes).digest("hex"), size: bytes.length };
  }

  /** Stores the file and tells its path, its SHA-256 and, in a run, its size. */
  protected async storeFile(target: MediaTarget): Promise<JsonObject> {
    const { source } = this;
    if (target.place === "artifact" && source.kind === "entry") {
      const entry = await target.addEntry(source.entry.path, source.entry);
      return { path: entry.path, sha256: await sha256OfStream(source.entry.stream()) };
    }
    if (target.place === "artifact" && source.kind === "reference") {
      // W&B's SDK takes the address for the content, which it does not know.
      const sha256 = createHash("sha256").update(source.uri).digest("hex");
      const path = `media/${this.folder}/${sha256.slice(0, 20)}/${baseNameOf(source.uri)}`;
      const entry = await target.addReference(path, source.uri, source.options ?? {});
      return { path: entry.path, sha256 };
    }
    if (target.place === "artifact" && source.kind === "path") {
      const sha256 = await sha256OfFile(source.path);
      const path = `media/${this.folder}/${sha256.slice(0, 20)}/${basename(source.path)}`;
      const entry = await target.addLocalFile(path, source.path);
      return { path: entry.path, sha256 };
    }
    if (target.place === "run" && source.kind === "path") {
      const { sha256, size } = await this.fileFacts();
      const path = target.runPath(this.folder, sha256, this.runExtension);
      await target.addLocalFile(path, source.path);
      return { path, sha256, size };
    }
    const bytes = await this.bytes();
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    if (target.place === "run") {
      const path = target.runPath(this.folder, sha256, this.runExtension);
      await target.addBytes(path, bytes);
      return { path, sha256, size: bytes.length };
    }
    const md5 = createHash("md5").update(bytes).digest("hex");
    const path = `media/${this.folder}/${md5.slice(0, 20)}${this.extension}`;
    await target.addBytes(path, bytes);
    return { path, sha256 };
  }
}

/** Path of the file, to tell its format by; of an address what stands before its query. */
export function pathOf(source: Exclude<MediaFileSource, { readonly kind: "bytes" }>): string {
  if (source.kind === "path") return source.path;
  if (source.kind === "entry") return source.entry.path;
  return source.uri.replace(/[?#].*$/s, "");
}

/** Whether a text is an address from which W&B takes pictures and sounds for artifacts. */
export function isMediaAddress(text: string): boolean {
  return /^(?:gs|s3|https?):\/\//.test(text);
}

/** Refuses to use content that is known by its address only. */
function notHere(className: string, uri: string): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_MEDIA",
    message: `the content of the ${className} at ${uri} is not here, and W&B takes it for artifacts only`,
    hint: "Add the object to an artifact, or download the file and use its path.",
    details: { uri },
  });
}

/** What follows the first dot of a file's name, with the dot. */
export function extensionOf(path: string): string {
  const name = basename(path);
  const dot = name.indexOf(".", 1);
  return dot < 0 ? "" : name.slice(dot);
}

/** The last part of an extension, lower case, without dot: `json` of `.pts.json`. */
export function formatOf(extension: string): string {
  return extension.slice(extension.lastIndexOf(".") + 1).toLowerCase();
}

async function statMediaFile(path: string): Promise<{ size: number }> {
  try {
    return await stat(path);
  } catch (error) {
    throw missingFile(path, error);
  }
}

async function readMediaFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw missingFile(path, error);
  }
}

/** Tells of a local file that cannot be read. */
export function missingFile(path: string, cause: unknown): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_FILE",
    message: `the media file ${path} cannot be read`,
    hint: "Check the path; relative ones start at the working directory.",
    details: { path },
    cause,
  });
}

async function sha256OfFile(path: string): Promise<string> {
  try {
    return await sha256OfStream(createReadStream(path, { highWaterMark: 1024 * 1024 }));
  } catch (error) {
    throw missingFile(path, error);
  }
}

async function sha256OfStream(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest("hex");
}

/** Refuses a kind of file that W&B does not show. */
export function unsupportedFormat(
  kind: string,
  format: string,
  supported: readonly string[],
): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_MEDIA",
    message: `${kind} cannot be of the format ${JSON.stringify(format)}`,
    hint: `Use one of: ${supported.join(", ")}.`,
    details: { kind, format, supported },
  });
}
