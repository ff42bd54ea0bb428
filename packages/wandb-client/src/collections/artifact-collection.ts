import type { Artifact } from "../artifacts/artifact.ts";
import type { ClientServices } from "../client/services.ts";
import {
  collectionAliasesOperation,
  type ArtifactCollectionFields,
} from "../operations/collections.ts";
import { paginate, type ListOptions } from "../queries/paginate.ts";
import { changeCollection, deleteCollection, type CollectionChanges } from "./change-collection.ts";
import { fetchCollectionById } from "./fetch-collection.ts";
import { listVersions, type VersionsOptions } from "./list-versions.ts";

/**
 * A collection of artifact versions: a sequence, in which versions are made, or a portfolio, into which
 * they are linked. It comes into being with its first version or link. Its data is what the server said when
 * it was read; `update` returns a fresh one.
 *
 * @example
 * ```ts
 * const collection = await client.artifactCollection("team/project/dataset");
 * await collection.update({ description: "Cleaned rows", tags: { add: ["reviewed"] } });
 * for await (const version of collection.versions({ filters: { "metadata.rows": { $gt: 100 } } }))
 *   console.log(version.name);
 * ```
 */
export class ArtifactCollection {
  /** The server's id. */
  readonly id: string;
  readonly entity: string;
  readonly project: string;
  readonly name: string;
  /** The type of its versions. */
  readonly type: string;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string | undefined;
  /** Whether versions are linked into it rather than made in it. */
  readonly isPortfolio: boolean;
  readonly #services: ClientServices;

  /** Made by the client; use `client.artifactCollection(...)`. */
  constructor(
    services: ClientServices,
    place: { readonly entity: string; readonly project: string },
    fields: ArtifactCollectionFields,
  ) {
    this.#services = services;
    this.entity = place.entity;
    this.project = place.project;
    this.id = fields.id;
    this.name = fields.name;
    this.type = fields.defaultArtifactType.name;
    this.description = fields.description ?? undefined;
    this.tags = fields.tags.edges.map(({ node }) => node.name);
    this.createdAt = fields.createdAt;
    this.updatedAt = fields.updatedAt ?? undefined;
    this.isPortfolio = fields.kind === "ArtifactPortfolio";
  }

  /** `entity/project/name`. */
  get qualifiedName(): string {
    return `${this.entity}/${this.project}/${this.name}`;
  }

  /** Every alias of its versions, read page by page. */
  async *aliases(options: ListOptions = {}): AsyncGenerator<string, undefined> {
    const pages = paginate(async (page) => {
      const { artifactCollection } = await this.#services.graphql.run(
        collectionAliasesOperation,
        { id: this.id, ...page },
        { signal: options.signal },
      );
      return artifactCollection?.aliases;
    }, options);
    for await (const { alias } of pages) yield alias;
    return undefined;
  }

  /** Its versions, committed ones unless the filters say otherwise, newest first. */
  versions(options: VersionsOptions = {}): AsyncGenerator<Artifact, undefined> {
    const { entity, project, name: collection } = this;
    return listVersions(this.#services, { entity, project, collection }, options);
  }

  /**
   * Changes its name, description, tags, or the type of its versions.
   *
   * @returns the collection as it is afterwards
   * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_ARTIFACT_STATE` when the type of a
   *   portfolio is to change
   * @throws WandbRequestError `WANDB_CLIENT_CONFLICT` when the new name is taken
   */
  async update(
    changes: CollectionChanges,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<ArtifactCollection> {
    await changeCollection(this.#services, this, changes, options.signal);
    const fields = await fetchCollectionById(this.#services, this.id, options.signal);
    return new ArtifactCollection(this.#services, this, fields);
  }

  /** Deletes the collection with all its versions; of a portfolio, all its links. There is no way back. */
  delete(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    return deleteCollection(this.#services, this, options.signal);
  }
}
