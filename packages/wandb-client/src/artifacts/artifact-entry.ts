import type { ClientServices } from "../client/services.ts";
import type { Artifact } from "./artifact.ts";
import type { ReferencedEntry } from "./draft-options.ts";
import { downloadArtifact, type DownloadOptions } from "./download.ts";
import { EntryUrls } from "./entry-urls.ts";
import { openEntry } from "./entry-stream.ts";
import { parseArtifactReference } from "../references/artifact-reference.ts";
import { referenceError } from "../references/reference-error.ts";
import type { Manifest, ManifestEntry } from "./manifest.ts";
import { TargetFolder } from "./entry-path.ts";

/** A chain of references is longer than one step only where other tools wrote it. */
const mostSteps = 16;

/** An entry of a committed version. */
export class ArtifactEntry implements ReferencedEntry {
  readonly entry: ManifestEntry;
  readonly #services: ClientServices;
  readonly #artifact: Artifact;
  readonly #manifest: Manifest;

  /** Made by `artifact.entry(path)`. */
  constructor(
    services: ClientServices,
    artifact: Artifact,
    manifest: Manifest,
    entry: ManifestEntry,
  ) {
    this.#services = services;
    this.#artifact = artifact;
    this.#manifest = manifest;
    this.entry = entry;
  }

  /** The server that has it. */
  get host(): string {
    return this.#services.settings.host;
  }

  get artifactId(): string {
    return this.#artifact.id;
  }

  get path(): string {
    return this.entry.path;
  }

  /** Size in bytes, if known. */
  get size(): number | undefined {
    return this.entry.size;
  }

  get digest(): string {
    return this.entry.digest;
  }

  /** The address of a reference. */
  get ref(): string | undefined {
    return this.entry.ref;
  }

  /**
   * The entry that this one stands for: itself, or, when it refers to an entry of another version, that one, followed
   * to its end.
   *
   * @returns the entry and the version that has it
   * @throws WandbClientError `WANDB_CLIENT_REFERENCE` when references lead on without end
   */
  home(
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<{ readonly artifact: Artifact; readonly entry: ArtifactEntry }> {
    return this.#follow(mostSteps, options.signal);
  }

  /**
   * Downloads the entry and verifies it.
   *
   * @returns the local path
   */
  async download(options: Omit<DownloadOptions, "paths" | "prefix"> = {}): Promise<string> {
    const root = await downloadArtifact(this.#services, this.#artifact, {
      ...options,
      paths: [this.path],
    });
    return new TargetFolder(root).locate(this.path);
  }

  /**
   * The entry's bytes as they arrive. Digest and size are checked on the way: the last step throws when
   * they differ.
   */
  stream(options: { readonly signal?: AbortSignal | undefined } = {}): AsyncIterable<Uint8Array> {
    const urls = new EntryUrls(this.#services, this.#artifact, this.#manifest, [this.entry]);
    return openEntry(this.#services, urls, this.entry, options.signal);
  }

  /** The entry's bytes, verified. */
  async bytes(
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.stream(options)) chunks.push(chunk);
    const all = Buffer.concat(chunks);
    return new Uint8Array(all.buffer, all.byteOffset, all.byteLength);
  }

  /** The entry's text (UTF-8), verified. */
  async text(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<string> {
    return new TextDecoder().decode(await this.bytes(options));
  }

  async #follow(
    stepsLeft: number,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly artifact: Artifact; readonly entry: ArtifactEntry }> {
    const source = parseArtifactReference(this.ref ?? "");
    if (source === undefined) return { artifact: this.#artifact, entry: this };
    if (stepsLeft === 0)
      throw referenceError(this.ref ?? "", `leads on over more than ${mostSteps} versions`);
    const artifact = await this.#services.referenced.get(source.artifactId, signal);
    const next = await artifact.entry(source.path, { signal });
    return await next.#follow(stepsLeft - 1, signal);
  }
}
