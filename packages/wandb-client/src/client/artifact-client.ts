import { Artifact } from "../artifacts/artifact.ts";
import type { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import type { ArtifactEntry } from "../artifacts/artifact-entry.ts";
import { placeAt } from "../artifacts/entry-at.ts";
import { logArtifact, type LogArtifactOptions } from "../artifacts/log-artifact.ts";
import { parseArtifactPath } from "../artifacts/names.ts";
import { ArtifactCollection } from "../collections/artifact-collection.ts";
import { findCollection, missingCollectionError } from "../collections/fetch-collection.ts";
import type { CollectionsOptions } from "../collections/list-collections.ts";
import type { VersionsOptions } from "../collections/list-versions.ts";
import type { WandbMedia } from "../media/media.ts";
import { readStoredMedia, type ReadMediaOptions } from "../media/read-address.ts";
import type { ListOptions } from "../queries/paginate.ts";
import {
  ProjectQueries,
  type ArtifactTypeRecord,
  type ProjectOptions,
} from "../queries/project-queries.ts";
import type { CreateRegistryOptions } from "../registry/change-registry.ts";
import type { Registry } from "../registry/registry.ts";
import { RegistryQueries, type OrganizationOptions } from "../registry/registry-queries.ts";
import type { RegistriesOptions } from "../registry/list-registries.ts";
import type { RegistryCollectionsOptions, RegistryVersionsOptions } from "../registry/search.ts";
import type { WandbSettings } from "../settings/settings.ts";
import { ClientConnection } from "./client-connection.ts";

/** A client's artifacts: versions, collections and registries. */
export class ArtifactClient extends ClientConnection {
  readonly #queries: ProjectQueries;
  readonly #registries: RegistryQueries;

  /**
   * @throws WandbClientError `WANDB_CLIENT_SETTINGS` with every fault, `WANDB_CLIENT_NOT_LOGGED_IN`
   */
  constructor(settings: WandbSettings) {
    super(settings);
    this.#queries = new ProjectQueries(this.services);
    this.#registries = new RegistryQueries(this.services);
  }

  /**
   * Reads an artifact version.
   *
   * @param path `[[entity/]project/]collection[:version or alias]`; `latest` by default
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
   */
  artifact(
    path: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Artifact> {
    return Artifact.byPath(this.services, path, options.signal);
  }

  /** As {@link WandbClient.artifact}, but undefined when there is none. */
  findArtifact(
    path: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Artifact | undefined> {
    return Artifact.findByPath(this.services, path, options.signal);
  }

  /** Whether there is an artifact version of this path; see {@link WandbClient.artifact}. */
  async artifactExists(
    path: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<boolean> {
    return (await this.findArtifact(path, options)) !== undefined;
  }

  /**
   * Reads the version of a collection that has a digest.
   *
   * @param path `[[entity/]project/]collection`
   * @param digest lower-case hex, as `draft.digest()` gives it
   * @returns undefined when no committed version has it
   */
  async artifactByDigest(
    path: string,
    digest: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Artifact | undefined> {
    const { entity, project, collection } = parseArtifactPath(path);
    if (!(await this.artifactCollectionExists(path, options))) return undefined;
    for await (const version of this.#queries.versions(collection, {
      entity,
      project,
      signal: options.signal,
    })) {
      if (version.digest === digest) return version;
    }
    return undefined;
  }

  /** Reads an artifact version by the server's id. */
  artifactById(
    id: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Artifact> {
    return Artifact.byId(this.services, id, options.signal);
  }

  /**
   * Finds the entry that an address names, such as those in a run's history: `wandb-artifact://…`, or
   * `wandb-client-artifact://…` by the id that the maker of a version or, with `:latest`, of a collection gave it.
   *
   * @throws WandbClientError `WANDB_CLIENT_REFERENCE` for other addresses and for what was never logged,
   *   `WANDB_CLIENT_NOT_FOUND`, `WANDB_CLIENT_ENTRY_MISSING`
   */
  async artifactEntry(
    address: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<ArtifactEntry> {
    const { artifact, path } = await placeAt(this.services, address, options.signal);
    return await artifact.entry(path, options);
  }

  /**
   * Reads a table or media object that a run logged, by what its history or summary keeps of it.
   *
   * @param value the value under the object's key, or its `artifact_path`
   * @param options `latest`: what the newest version has instead (`_latest_artifact_path`), default false
   * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a value that no artifact has, `WANDB_CLIENT_REFERENCE`,
   *   `WANDB_CLIENT_NOT_FOUND`, `WANDB_CLIENT_ENTRY_MISSING`
   * @example
   * ```ts
   * for await (const row of (await client.getRun("train-7")).scanHistory({ keys: ["predictions"] }))
   *   console.log((await client.readMedia(row["predictions"])) as Table);
   * ```
   */
  readMedia(value: unknown, options: ReadMediaOptions = {}): Promise<WandbMedia> {
    return readStoredMedia(this.services, value, options);
  }

  /** The types of artifacts in a project. */
  artifactTypes(
    options: ProjectOptions & ListOptions = {},
  ): AsyncGenerator<ArtifactTypeRecord, undefined> {
    return this.#queries.artifactTypes(options);
  }

  /** The artifact collections of a project: all, of one type, or those that filters let through. */
  artifactCollections(
    options: ProjectOptions & CollectionsOptions = {},
  ): AsyncGenerator<ArtifactCollection, undefined> {
    return this.#queries.collections(options);
  }

  /**
   * Reads an artifact collection, to list its versions, change or delete it.
   *
   * @param path `[[entity/]project/]collection`; a project `wandb-registry-…` is a registry
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
   */
  async artifactCollection(
    path: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<ArtifactCollection> {
    const { place, fields } = await findCollection(this.services, path, options.signal);
    if (fields !== undefined) return new ArtifactCollection(this.services, place, fields);
    const { entity, project, collection } = place;
    throw missingCollectionError(this.services, `${entity}/${project}/${collection}`);
  }

  /**
   * Whether there is an artifact collection of this path.
   *
   * @param options `type`: and it is of this type
   */
  async artifactCollectionExists(
    path: string,
    options: { readonly type?: string; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<boolean> {
    const { fields } = await findCollection(this.services, path, options.signal);
    if (fields === undefined) return false;
    return options.type === undefined || fields.defaultArtifactType.name === options.type;
  }

  /**
   * The committed versions of a collection, newest first.
   *
   * @param options `order`, `filters` in W&B's Mongo-like form, `tags` that a version must carry
   */
  artifactVersions(
    collection: string,
    options: ProjectOptions & VersionsOptions = {},
  ): AsyncGenerator<Artifact, undefined> {
    return this.#queries.versions(collection, options);
  }

  /**
   * Reads a registry of an organisation.
   *
   * @param name without the prefix `wandb-registry-`
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`, `WANDB_CLIENT_REGISTRY` when the organisation is not clear
   */
  registry(
    name: string,
    options: OrganizationOptions & { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Registry> {
    return this.#registries.registry(name, options);
  }

  /**
   * Makes a registry.
   *
   * @param name without the prefix `wandb-registry-`; unique in the organisation
   * @throws WandbClientError `WANDB_CLIENT_CONFLICT` when it exists, `WANDB_CLIENT_INVALID_NAME`,
   *   `WANDB_CLIENT_REGISTRY`, `WANDB_CLIENT_UNSUPPORTED`
   */
  createRegistry(name: string, options: CreateRegistryOptions = {}): Promise<Registry> {
    return this.#registries.create(name, options);
  }

  /** The registries of an organisation, filtered and ordered by the server. */
  registries(
    options: OrganizationOptions & RegistriesOptions = {},
  ): AsyncGenerator<Registry, undefined> {
    return this.#registries.registries(options);
  }

  /** The collections in an organisation's registries. */
  registryCollections(
    options: OrganizationOptions & RegistryCollectionsOptions = {},
  ): AsyncGenerator<ArtifactCollection, undefined> {
    return this.#registries.collections(options);
  }

  /**
   * Searches the versions in an organisation's registries, by registry, collection, alias, tag, metadata and date.
   *
   * @example
   * ```ts
   * const filters = { alias: "production", "metadata.accuracy": { $gt: 0.9 } };
   * for await (const version of client.registryVersions({ registryFilters: { name: "model" }, filters }))
   *   console.log(version.qualifiedName);
   * ```
   */
  registryVersions(
    options: OrganizationOptions & RegistryVersionsOptions = {},
  ): AsyncGenerator<Artifact, undefined> {
    return this.#registries.versions(options);
  }

  /**
   * Logs a draft that no run made.
   *
   * @param options `entity` and `project`: default those of the client
   */
  async logArtifact(
    draft: ArtifactDraft,
    options: LogArtifactOptions & { readonly entity?: string; readonly project?: string } = {},
  ): Promise<Artifact> {
    const entity = options.entity ?? (await this.services.defaultEntity(options.signal));
    return await logArtifact(
      this.services,
      { entity, project: options.project ?? this.services.settings.project },
      draft,
      options,
    );
  }
}
