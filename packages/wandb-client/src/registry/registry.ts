import type { Artifact } from "../artifacts/artifact.ts";
import type { ClientServices } from "../client/services.ts";
import type { ArtifactCollection } from "../collections/artifact-collection.ts";
import { addMembersOperation, removeMembersOperation } from "../operations/registry-members.ts";
import type { RegistryFields } from "../operations/registries.ts";
import { changeRegistry, deleteRegistry, type RegistryChanges } from "./change-registry.ts";
import {
  changeMembers,
  changeRole,
  listMembers,
  type MemberNames,
  type RegistryMembers,
  type RegistryRole,
} from "./members.ts";
import { registryPrefix, type Organization } from "./organization.ts";
import {
  searchCollections,
  searchVersions,
  type RegistryCollectionsOptions,
  type RegistryVersionsOptions,
} from "./search.ts";

/** Who sees a registry: everybody in the organisation, or invited members only. */
export type RegistryVisibility = "organization" | "restricted";

/**
 * A registry of an organisation: a place for collections into which versions of its teams are linked. Its data
 * is what the server said when it was read; `update` returns a fresh one.
 *
 * @example
 * ```ts
 * const registry = await client.createRegistry("plots", { artifactTypes: ["figure"] });
 * await registry.addMembers({ teams: ["weavers"] });
 * for await (const version of registry.versions({ filters: { alias: "production" } }))
 *   console.log(version.qualifiedName);
 * ```
 */
export class Registry {
  /** The server's id. */
  readonly id: string;
  /** Its name without the prefix. */
  readonly name: string;
  /** Display name of its organisation. */
  readonly organization: string;
  /** The entity that owns the organisation's registries. */
  readonly entity: string;
  readonly description: string | undefined;
  readonly visibility: RegistryVisibility;
  /** Whether versions of every type may be linked, or only of `artifactTypes`. */
  readonly allowsAllArtifactTypes: boolean;
  readonly artifactTypes: readonly string[];
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string | undefined;
  readonly #services: ClientServices;

  /** Made by the client; use `client.registry(...)`. */
  constructor(services: ClientServices, organization: Organization, fields: RegistryFields) {
    this.#services = services;
    this.organization = organization.name;
    this.entity = organization.entity;
    this.id = fields.id;
    this.name = fields.name.startsWith(registryPrefix)
      ? fields.name.slice(registryPrefix.length)
      : fields.name;
    this.description = fields.description ?? undefined;
    this.visibility = fields.access === "RESTRICTED" ? "restricted" : "organization";
    this.allowsAllArtifactTypes = fields.allowAllArtifactTypes ?? true;
    this.artifactTypes = (fields.artifactTypes?.edges ?? []).flatMap(({ node }) =>
      node === null ? [] : [node.name],
    );
    this.createdAt = fields.createdAt;
    this.updatedAt = fields.updatedAt ?? undefined;
  }

  /** The name of its project: `wandb-registry-<name>`. */
  get fullName(): string {
    return `${registryPrefix}${this.name}`;
  }

  /** Its collections. */
  collections(
    options: Omit<RegistryCollectionsOptions, "registryFilters"> = {},
  ): AsyncGenerator<ArtifactCollection, undefined> {
    return searchCollections(this.#services, this.#organization, {
      ...options,
      registryFilters: this.#filters,
    });
  }

  /** The versions in its collections, as seen there. */
  versions(
    options: Omit<RegistryVersionsOptions, "registryFilters"> = {},
  ): AsyncGenerator<Artifact, undefined> {
    return searchVersions(this.#services, this.#organization, {
      ...options,
      registryFilters: this.#filters,
    });
  }

  /**
   * Changes its name, description, visibility or accepted types. A type that was accepted once cannot be
   * taken back.
   *
   * @returns the registry as it is afterwards
   * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_REGISTRY` when types are added to a registry
   *   that takes all, `WANDB_CLIENT_UNSUPPORTED`
   */
  async update(
    changes: RegistryChanges,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Registry> {
    const fields = await changeRegistry(this.#services, this, changes, options.signal);
    return new Registry(this.#services, this.#organization, fields);
  }

  /** Deletes it with all its collections; the linked versions stay where they were made. */
  delete(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    return deleteRegistry(this.#services, this, options.signal);
  }

  /** The users and teams that were invited, with their roles. */
  members(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<RegistryMembers> {
    return listMembers(this.#services, this, options.signal);
  }

  /**
   * Invites users and teams, by name.
   *
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND` naming who does not exist
   */
  addMembers(
    members: MemberNames,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    return changeMembers(this.#services, this, addMembersOperation, members, options.signal);
  }

  /** Takes users and teams out again; see {@link Registry.addMembers}. */
  removeMembers(
    members: MemberNames,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    return changeMembers(this.#services, this, removeMembersOperation, members, options.signal);
  }

  /**
   * Gives a member another role.
   *
   * @param member one user or one team, by name
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
   */
  changeRole(
    member: { readonly user: string } | { readonly team: string },
    role: RegistryRole,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    return changeRole(this.#services, this, member, role, options.signal);
  }

  get #organization(): Organization {
    return { name: this.organization, entity: this.entity };
  }

  get #filters(): { readonly name: string } {
    return { name: this.fullName };
  }
}
