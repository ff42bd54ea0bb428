import type { ClientServices, RunPlace } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import type { ArtifactFields, MembershipFields } from "../operations/artifact-fields.ts";
import { linkedArtifactsOperation } from "../operations/artifact-read.ts";
import { paginate, type ListOptions } from "../queries/paginate.ts";
import { readMedia } from "../media/read.ts";
import type { WandbMedia } from "../media/media.ts";
import { mediaFileName } from "../media/serialize.ts";
import { mediaTypes } from "../media/types.ts";
import { ArtifactDraft } from "./artifact-draft.ts";
import { isSamePlace, placeOf, type Place } from "./artifact-place.ts";
import { ArtifactEntry } from "./artifact-entry.ts";
import { ArtifactFacts } from "./artifact-facts.ts";
import { changeArtifact, deleteArtifact, type ArtifactChanges } from "./change.ts";
import { downloadArtifact, type DownloadOptions } from "./download.ts";
import { fetchArtifactById, fetchMembership, missingArtifactError } from "./fetch-artifact.ts";
import { creatorOf, usersOf } from "./lineage.ts";
import { linkArtifact, unlinkArtifact } from "./link.ts";
import { fetchManifest } from "./fetch-manifest.ts";
import type { Manifest } from "./manifest.ts";
import { verifyFolder } from "./verify.ts";

/**
 * A committed version of an artifact. Its data is what the server said when it was read; methods that
 * change something return a fresh one. Content is fetched when asked for.
 */
export class Artifact extends ArtifactFacts {
  readonly #services: ClientServices;
  #manifest: Promise<Manifest> | undefined;

  /** Made by the client; use `client.artifact(...)`. */
  constructor(services: ClientServices, fields: ArtifactFields, place: Place) {
    super(services.settings.appUrl, fields, place);
    this.#services = services;
  }

  /** Reads a version by its id. */
  static async byId(services: ClientServices, id: string, signal?: AbortSignal): Promise<Artifact> {
    return Artifact.fromFields(services, await fetchArtifactById(services, id, signal));
  }

  /** Makes a version from the server's description of it in its own collection. */
  static fromFields(services: ClientServices, fields: ArtifactFields): Artifact {
    const source = placeOf(fields.artifactSequence);
    if (source === undefined) {
      throw new WandbClientError({
        code: "WANDB_CLIENT_NOT_FOUND",
        message: `the artifact ${fields.id} has no collection that you can see`,
        hint: "Ask for access to its project.",
        details: { id: fields.id },
      });
    }
    return Artifact.inCollection(services, fields, source, fields.versionIndex ?? undefined);
  }

  /** Makes a version from the server's description of it, as seen through a collection that holds it. */
  static inCollection(
    services: ClientServices,
    fields: ArtifactFields,
    place: { readonly entity: string; readonly project: string; readonly collection: string },
    versionIndex: number | undefined,
  ): Artifact {
    const aliases = (fields.aliases ?? []).flatMap(({ alias, artifactCollection }) =>
      artifactCollection === undefined || isSamePlace(artifactCollection, place) ? [alias] : [],
    );
    return new Artifact(services, fields, {
      ...place,
      versionIndex: versionIndex ?? fields.versionIndex ?? 0,
      aliases,
    });
  }

  /** Makes a version from its membership in a collection. */
  static fromMembership(
    services: ClientServices,
    membership: MembershipFields,
  ): Artifact | undefined {
    const place = placeOf(membership.artifactCollection);
    if (membership.artifact === null || place === undefined) return undefined;
    return new Artifact(services, membership.artifact, {
      ...place,
      versionIndex: membership.versionIndex ?? membership.artifact.versionIndex ?? 0,
      aliases: membership.aliases.map((each) => each.alias),
    });
  }

  /**
   * Reads a version by its path `[[entity/]project/]collection[:version or alias]`.
   *
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
   */
  static async byPath(
    services: ClientServices,
    path: string,
    signal?: AbortSignal,
    base?: { readonly entity: string; readonly project: string },
  ): Promise<Artifact> {
    const found = await Artifact.findByPath(services, path, signal, base);
    if (found !== undefined) return found;
    throw await missingArtifactError(services, path, signal, base);
  }

  /** As {@link Artifact.byPath}, but undefined when there is none. */
  static async findByPath(
    services: ClientServices,
    path: string,
    signal?: AbortSignal,
    base?: { readonly entity: string; readonly project: string },
  ): Promise<Artifact | undefined> {
    const membership = await fetchMembership(services, path, signal, base);
    return membership === undefined ? undefined : Artifact.fromMembership(services, membership);
  }

  /** The list of its entries; fetched once. */
  manifest(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<Manifest> {
    if (this.#manifest === undefined) {
      const loading = fetchManifest(this.#services, this, options.signal);
      this.#manifest = loading;
      loading.catch(() => {
        this.#manifest = undefined;
      });
    }
    return this.#manifest;
  }

  /** All entries, in the order of the manifest. */
  async entries(
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<ArtifactEntry[]> {
    const manifest = await this.manifest(options);
    return [...manifest.entries.keys()].map((path) => this.#entry(manifest, path));
  }

  /**
   * One entry, to download, stream or read.
   *
   * @throws WandbClientError `WANDB_CLIENT_ENTRY_MISSING` with the first entries there are
   */
  async entry(
    path: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<ArtifactEntry> {
    return this.#entry(await this.manifest(options), path);
  }

  /** Whether the artifact has an entry of this path. */
  async has(
    path: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<boolean> {
    return (await this.manifest(options)).entries.has(path);
  }

  /**
   * Downloads one entry.
   *
   * @param path the entry's path
   * @returns the local path
   * @throws WandbClientError `WANDB_CLIENT_ENTRY_MISSING`
   */
  async getPath(
    path: string,
    options: Omit<DownloadOptions, "paths" | "prefix"> = {},
  ): Promise<string> {
    return await (await this.entry(path, options)).download(options);
  }

  /**
   * Reads a media object that was stored with `draft.add(object, name)`. Its own JSON and the files it
   * needs are fetched, nothing else.
   *
   * @param name the name given then, with or without the suffix `.table.json` …
   * @returns the object, or undefined when there is none of that name
   */
  async get(
    name: string,
    options: Omit<DownloadOptions, "paths" | "prefix"> = {},
  ): Promise<WandbMedia | undefined> {
    const manifest = await this.manifest(options);
    for (const type of mediaTypes) {
      const path = mediaFileName(name, type);
      if (manifest.entries.has(path))
        return await readMedia(type, path, { artifact: this, options });
    }
    return undefined;
  }

  /**
   * Downloads the artifact, or a part of it, and verifies every byte.
   *
   * @returns the folder
   */
  download(options: DownloadOptions = {}): Promise<string> {
    return downloadArtifact(this.#services, this, options);
  }

  /**
   * Checks a folder against the manifest: every entry there, with its digest, and no other file.
   *
   * @param root the folder; default the download folder
   * @throws WandbIntegrityError `WANDB_CLIENT_INTEGRITY` with every difference
   */
  verify(
    root?: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    return verifyFolder(this, root ?? this.defaultRoot, options.signal);
  }

  /** Where `download` puts it unless told otherwise: `<artifactDir>/<collection>:<version>`, with `-` on Windows. */
  get defaultRoot(): string {
    const separator = process.platform === "win32" ? "-" : ":";
    return `${this.#services.settings.artifactDir}/${this.sourceCollection}${separator}v${this.sourceVersionIndex}`;
  }

  /**
   * A draft with this version's entries, to add to and remove from; only new content is uploaded.
   *
   * @param options what differs from this version
   */
  async newDraft(
    options: { readonly signal?: AbortSignal | undefined; readonly temporaryDir?: string } = {},
  ): Promise<ArtifactDraft> {
    const manifest = await this.manifest(options);
    const { temporaryDir } = options;
    return new ArtifactDraft(
      {
        name: this.sourceCollection,
        type: this.type,
        description: this.description,
        metadata: this.metadata,
        temporaryDir,
      },
      { id: this.id, host: this.#services.settings.host, entries: manifest.entries.values() },
    );
  }

  /**
   * Links this version into a registry or portfolio.
   *
   * @param target `[[organisation or entity/]project/]collection`; a project `wandb-registry-…` is a registry
   * @param options aliases of the link
   * @returns the version as seen through the link
   */
  async link(
    target: string,
    options: {
      readonly aliases?: readonly string[] | undefined;
      readonly signal?: AbortSignal | undefined;
    } = {},
  ): Promise<Artifact> {
    const path = await linkArtifact(this.#services, this, target, options);
    return await Artifact.byPath(this.#services, path, options.signal);
  }

  /** This version as seen through each of its links, in portfolios and registries. */
  async *links(options: ListOptions = {}): AsyncGenerator<Artifact, undefined> {
    const pages = paginate(async (page) => {
      const { artifact } = await this.#services.graphql.run(
        linkedArtifactsOperation,
        { id: this.id, ...page },
        { signal: options.signal },
      );
      return artifact?.artifactMemberships;
    }, options);
    for await (const membership of pages) {
      const seen = Artifact.fromMembership(this.#services, membership);
      if (seen?.isLink === true) yield seen;
    }
    return undefined;
  }

  /** This version as seen where it was made. */
  source(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<Artifact> {
    return Artifact.byId(this.#services, this.id, options.signal);
  }

  /** Removes the link through which this version was found. */
  unlink(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    return unlinkArtifact(this.#services, this, options.signal);
  }

  /**
   * Changes aliases, tags, description, metadata or life time.
   *
   * @returns the version as it is afterwards
   */
  async update(
    changes: ArtifactChanges,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Artifact> {
    await changeArtifact(this.#services, this, changes, options.signal);
    return await Artifact.byPath(this.#services, this.qualifiedName, options.signal);
  }

  /** Deletes this version; one that holds aliases only with `deleteAliases`. */
  delete(
    options: { readonly deleteAliases?: boolean; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    return deleteArtifact(this.#services, this, options);
  }

  /** The runs that used this version. */
  usedBy(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<RunPlace[]> {
    return usersOf(this.#services, this.id, options);
  }

  /** The run that made this version; undefined when none did. */
  loggedBy(
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<RunPlace | undefined> {
    return creatorOf(this.#services, this.id, options);
  }

  #entry(manifest: Manifest, path: string): ArtifactEntry {
    const entry = manifest.entries.get(path);
    if (entry !== undefined) return new ArtifactEntry(this.#services, this, manifest, entry);
    const known = [...manifest.entries.keys()];
    throw new WandbClientError({
      code: "WANDB_CLIENT_ENTRY_MISSING",
      message: `${this.qualifiedName} has no entry ${JSON.stringify(path)}`,
      hint: `It has ${known.length === 0 ? "no entries" : known.slice(0, 20).join(", ")}${known.length > 20 ? `, … (${known.length} in all)` : ""}.`,
      details: {
        artifact: this.qualifiedName,
        path,
        entries: known.slice(0, 20),
        entryCount: known.length,
      },
    });
  }
}
