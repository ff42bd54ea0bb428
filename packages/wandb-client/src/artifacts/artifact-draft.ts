import { basename, join, resolve } from "node:path";
import { WandbClientError } from "../errors.ts";
import { mostRowsPerTable, partition } from "../media/composite-tables.ts";
import type { WandbMedia } from "../media/media.ts";
import { rememberDraft, storedReference } from "../media/stored-media.ts";
import { Table } from "../media/table.ts";
import { mediaFileName, serializeMedia } from "../media/serialize.ts";
import { forEachConcurrent } from "../util/concurrency.ts";
import { randomId } from "../util/ids.ts";
import type { Artifact } from "./artifact.ts";
import type {
  AddDirOptions,
  AddFileOptions,
  ArtifactDraftOptions,
  DraftBase,
  DraftEntry,
  ReferencedEntry,
} from "./draft-options.ts";
import { statFile, temporaryName } from "./local-file.ts";
import { digestOfFile } from "./digest.ts";
import { DraftEntries } from "./draft-entries.ts";
import { DraftContent } from "./draft-content.ts";
import { walkFolder } from "./walk.ts";
import { normalizeEntryPath } from "./entry-path.ts";
import { manifestDigest, type ManifestEntry } from "./manifest.ts";
import { checkMetadata, type ArtifactMetadata } from "./metadata.ts";
import { checkArtifactName, checkArtifactType } from "./names.ts";
import { SharedObjects } from "./shared-objects.ts";
import type { EntryContent } from "./write-content.ts";
import type { ReferenceOptions } from "../references/options.ts";
import { artifactReference } from "../references/artifact-reference.ts";
import { resolveReference } from "../references/resolve.ts";

/**
 * An artifact under construction. Files are hashed when they are added and uploaded from where they
 * lie when the draft is logged; they must not change in between. Each method's promise may be awaited or
 * not: logging waits for all of them and reports their faults.
 *
 * @example
 * ```ts
 * const draft = new ArtifactDraft({ name: "my_data", type: "dataset" });
 * await draft.addFile("rows.csv");
 * await draft.newFile("note.txt", "made by hand");
 * const artifact = await run.logArtifact(draft, { aliases: ["best"] });
 * ```
 */
export class ArtifactDraft {
  /** What a reader of this output receives. Type only. */
  declare readonly "~delivers": Artifact;

  readonly type: string;
  /** Whether the type is one that W&B keeps for its own tools. */
  readonly isReservedType: boolean;
  description: string | undefined;
  metadata: ArtifactMetadata;
  readonly aliases: readonly string[];
  readonly tags: readonly string[];
  readonly ttlSeconds: number | "disabled" | undefined;
  readonly incremental: boolean;
  /** Names this version until the server gives it an id; a draft that is logged again after a failure keeps it. */
  readonly clientId: string = randomId(128);
  readonly sequenceClientId: string = randomId(128);
  readonly baseId: string | undefined;

  #name: string;
  #state: "draft" | "logging" | "logged" = "draft";
  #loggedOn: string | undefined;
  readonly #entries: DraftEntries;
  readonly #pending = new Set<Promise<unknown>>();
  readonly #faults: unknown[] = [];
  readonly #shared = new SharedObjects();
  /** Paths in the artifact of the local files that were added. */
  readonly #localPaths = new Map<string, string>();
  readonly #content: DraftContent;

  /** @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_METADATA` */
  constructor(options: ArtifactDraftOptions, base?: DraftBase) {
    this.#name = checkArtifactName(options.name);
    this.isReservedType = options.isReservedType ?? false;
    this.type = checkArtifactType(options.type, options.name, this.isReservedType);
    this.description = options.description;
    this.metadata = checkMetadata(options.metadata ?? {});
    this.aliases = [...(options.aliases ?? [])];
    this.tags = [...(options.tags ?? [])];
    this.ttlSeconds = options.ttlSeconds;
    this.incremental = options.incremental ?? false;
    this.#content = new DraftContent(options.temporaryDir);
    this.baseId = base?.id;
    this.#entries = new DraftEntries(() => this.#name, base);
  }

  /** Name of the collection. */
  get name(): string {
    return this.#name;
  }

  /** Renames the draft, as long as it is not logged. */
  set name(name: string) {
    this.#assertOpen();
    this.#name = checkArtifactName(name);
  }

  /** `draft`, `logging` or `logged`. */
  get state(): "draft" | "logging" | "logged" {
    return this.#state;
  }

  /** Address of the server that has it; undefined until it is logged. */
  get loggedOn(): string | undefined {
    return this.#loggedOn;
  }

  /** The entries so far, by path. */
  get entries(): ReadonlyMap<string, DraftEntry> {
    return this.#entries.all;
  }

  /** Size of all entries so far, in bytes. */
  get size(): number {
    let sum = 0;
    for (const entry of this.#entries.all.values()) sum += entry.size ?? 0;
    return sum;
  }

  /**
   * Adds a local file, which stays where it is.
   *
   * @param localPath path of an existing file; relative ones from the working directory
   * @returns the entry
   * @throws WandbClientError `WANDB_CLIENT_FILE`, `WANDB_CLIENT_ENTRY_EXISTS`, `WANDB_CLIENT_INVALID_PATH`
   */
  addFile(localPath: string, options: AddFileOptions = {}): Promise<ManifestEntry> {
    return this.#track(() => this.#addFile(localPath, options));
  }

  /**
   * Adds every file below a folder; symbolic links are followed.
   *
   * @param localPath path of an existing folder
   * @returns the entries, in the order of their paths
   */
  addDir(localPath: string, options: AddDirOptions = {}): Promise<ManifestEntry[]> {
    return this.#track(async () => {
      const root = resolve(localPath);
      const prefix =
        options.name === undefined || options.name === "" || options.name === "."
          ? ""
          : `${normalizeEntryPath(options.name)}/`;
      const files = await walkFolder(root);
      const added: ManifestEntry[] = Array.from({ length: files.length });
      await forEachConcurrent(files, 16, async (file, index) => {
        const { overwrite, signal } = options;
        added[index] = await this.#addFile(join(root, file), {
          name: prefix + file.replaceAll("\\", "/"),
          overwrite,
          signal,
        });
      });
      return added;
    });
  }

  /**
   * Adds content that is made here; large content goes through a temporary file.
   *
   * @param name path inside the artifact
   * @param content text, bytes, or a stream of them
   */
  newFile(
    name: string,
    content: EntryContent,
    options: { readonly overwrite?: boolean } = {},
  ): Promise<ManifestEntry> {
    return this.#track(async () => {
      const path = normalizeEntryPath(name);
      return this.#entries.put({ path, ...(await this.#content.keep(content)) }, options.overwrite);
    });
  }

  /**
   * Adds a media object such as a `Table` as `<name>.<type>.json`, with its companion files. One that was read from
   * a logged version, or was added to a draft that is logged by now, is not stored again: the entry refers to that
   * version's, as with W&B's SDK.
   *
   * @param media the object
   * @param name path inside the artifact, without the suffix
   * @param options `overwrite`: replace an entry of the same name, default false; `copy`: store the content again
   *   rather than refer to the version that has it, default false
   * @throws WandbClientError `WANDB_CLIENT_MEDIA` for kinds that W&B cannot store in artifacts
   */
  add(
    media: WandbMedia,
    name: string,
    options: { readonly overwrite?: boolean; readonly copy?: boolean } = {},
  ): Promise<ManifestEntry> {
    return this.#track(() => this.#addMedia(media, name, options));
  }

  /**
   * Adds a reference: nothing is uploaded, the address and its checksum are recorded. That of another version's entry
   * by its address (`wandb-artifact://…`, `wandb-client-artifact://…`) is found when the draft is logged.
   *
   * @param uri address with a scheme (http, https, s3, gs, file, wandb-artifact, …), or an entry of another artifact
   * @throws WandbClientError `WANDB_CLIENT_REFERENCE`
   */
  addReference(
    uri: string | URL | ReferencedEntry,
    options: ReferenceOptions & { readonly overwrite?: boolean } = {},
  ): Promise<ManifestEntry[]> {
    return this.#track(async () => {
      const found = await resolveReference(
        typeof uri === "string" || uri instanceof URL ? String(uri) : uri,
        options,
      );
      const host = typeof uri === "object" && "entry" in uri ? uri.host : undefined;
      return found.map((entry) =>
        this.#entries.put(
          { ...entry, path: normalizeEntryPath(entry.path) },
          options.overwrite,
          host,
        ),
      );
    });
  }

  /**
   * Removes an entry, or every entry below a path.
   *
   * @returns how many entries went
   * @throws WandbClientError `WANDB_CLIENT_ENTRY_MISSING`
   */
  remove(path: string): number {
    this.#assertOpen();
    const normalized = normalizeEntryPath(path);
    return this.#entries.remove(normalized);
  }

  /** The artifact's digest over all entries, equal to what W&B's SDK computes; waits for additions under way. */
  async digest(): Promise<string> {
    await this.settled();
    return manifestDigest(this.#entries.all.values());
  }

  /** Puts a reference whose checksum was found later in its place. */
  settleReference(entry: ManifestEntry): void {
    this.#entries.put(entry, true);
  }

  /** Stores the objects of this process themselves that only a version on another server has. */
  async storeFor(host: string): Promise<void> {
    for (const { media, name } of this.#shared.elsewhere(host, this.#entries.all))
      await this.#addMedia(media, name, { overwrite: true, copy: true });
  }

  /** Waits for all additions and throws the first fault among them. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
    if (this.#faults.length > 0) throw this.#faults[0];
  }

  /**
   * Marks the draft as being logged; only one log may be under way.
   *
   * @param host the server
   * @throws WandbClientError `WANDB_CLIENT_REFERENCE` when an entry stands for content of another server
   */
  beginLogging(host: string): void {
    this.#assertOpen();
    this.#entries.checkHost(host);
    this.#state = "logging";
  }

  /**
   * Ends logging: a logged draft is closed and its temporary files go, a failed one may be logged again.
   *
   * @param host the server that has it; undefined when logging failed
   */
  async endLogging(host: string | undefined): Promise<void> {
    this.#state = host === undefined ? "draft" : "logged";
    this.#loggedOn = host;
    if (host !== undefined) await this.dispose();
  }

  /** Removes temporary files. A draft that is logged does so itself. */
  async dispose(): Promise<void> {
    await this.#content.dispose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  #track<T>(task: () => Promise<T>): Promise<T> {
    if (this.#state !== "draft") return Promise.reject(this.#closedError());
    const promise = task();
    this.#pending.add(promise);
    promise.then(
      () => this.#pending.delete(promise),
      (error: unknown) => {
        this.#faults.push(error);
        this.#pending.delete(promise);
      },
    );
    return promise;
  }

  async #addFile(localPath: string, options: AddFileOptions): Promise<ManifestEntry> {
    const absolute = resolve(localPath);
    const facts = await statFile(absolute);
    const digest = await digestOfFile(absolute, facts.size, options.signal);
    const given = options.name ?? basename(absolute);
    const name = options.isTemporary === true ? temporaryName(given, digest) : given;
    const path = normalizeEntryPath(name);
    this.#localPaths.set(absolute, path);
    return this.#entries.put(
      {
        path,
        digest,
        size: facts.size,
        source: { kind: "file", path: absolute, mtimeMs: facts.mtimeMs, isTemporary: false },
      },
      options.overwrite,
    );
  }

  async #addMedia(
    given: WandbMedia,
    name: string,
    { overwrite, copy = false }: { readonly overwrite?: boolean; readonly copy?: boolean },
  ): Promise<ManifestEntry> {
    const stored = copy ? undefined : storedReference(given);
    const media =
      stored === undefined && given instanceof Table && given.rowCount > mostRowsPerTable
        ? partition(given, name)
        : given;
    const path = normalizeEntryPath(mediaFileName(name, media.mediaType));
    const existing = this.#entries.all.get(path);
    if (
      existing !== undefined &&
      (overwrite !== true || existing.digest === stored?.reference.digest)
    )
      return existing;
    // What a logged version holds is referred to, as W&B's SDK does, and not stored once more.
    if (stored !== undefined) {
      this.#shared.note(path, { media, name, stored });
      return this.#entries.put({ ...stored.reference, path }, overwrite, stored.host);
    }
    const json = await serializeMedia(media, name, {
      place: "artifact",
      addBytes: async (companion, bytes) =>
        this.#entries.put(
          { path: normalizeEntryPath(companion), ...(await this.#content.keep(bytes)) },
          true,
        ),
      addLocalFile: async (companion, local) =>
        this.#entryOf(local) ?? (await this.#addFile(local, { name: companion, overwrite: true })),
      addMedia: (inner, innerName) => this.#addMedia(inner, innerName, { copy }),
      addEntry: async (companion, entry) => {
        const content = copy
          ? await this.#content.keep(entry.stream())
          : artifactReference(entry, {});
        const host = copy ? undefined : entry.host;
        return this.#entries.put({ ...content, path: normalizeEntryPath(companion) }, true, host);
      },
      addReference: async (companion, uri, options) => {
        const place = normalizeEntryPath(companion);
        const [found] = await resolveReference(uri, { ...options, name: place });
        return this.#entries.put({ digest: uri, ref: uri, ...found, path: place }, true);
      },
      nameClasses: () => undefined,
      runPath: (folder, sha256, extension) => `media/${folder}/${sha256.slice(0, 20)}${extension}`,
    });
    const entry = this.#entries.put({ path, ...(await this.#content.keep(json)) }, overwrite);
    rememberDraft(given, this, entry.path);
    return entry;
  }

  /** The entry that a local file has already: media refer to it instead of adding the file again. */
  #entryOf(localPath: string): ManifestEntry | undefined {
    const path = this.#localPaths.get(resolve(localPath));
    return path === undefined ? undefined : this.#entries.all.get(path);
  }

  #assertOpen(): void {
    if (this.#state !== "draft") throw this.#closedError();
  }

  #closedError(): WandbClientError {
    return new WandbClientError({
      code: "WANDB_CLIENT_ARTIFACT_STATE",
      message: `the draft ${this.#name} is ${this.#state === "logging" ? "being logged" : "already logged"} and cannot change`,
      hint: "Make a new draft with `artifact.newDraft()`.",
      details: { name: this.#name, state: this.#state },
    });
  }
}
