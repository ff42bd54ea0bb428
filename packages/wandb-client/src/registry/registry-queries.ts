import type { Artifact } from "../artifacts/artifact.ts";
import type { ClientServices } from "../client/services.ts";
import type { ArtifactCollection } from "../collections/artifact-collection.ts";
import { WandbClientError } from "../errors.ts";
import { createRegistry, fetchRegistry, type CreateRegistryOptions } from "./change-registry.ts";
import { findOrganization, type Organization } from "./organization.ts";
import { Registry } from "./registry.ts";
import { searchRegistries, type RegistriesOptions } from "./list-registries.ts";
import {
  searchCollections,
  searchVersions,
  type RegistryCollectionsOptions,
  type RegistryVersionsOptions,
} from "./search.ts";

/** Of which organisation; default: the client's setting, else the only one of the account. */
export interface OrganizationOptions {
  /** Its display name, or the name of the entity that owns its registries. */
  readonly organization?: string | undefined;
}

/** The registries of organisations, and what is in them. */
export class RegistryQueries {
  readonly #services: ClientServices;

  constructor(services: ClientServices) {
    this.#services = services;
  }

  async registry(
    name: string,
    options: OrganizationOptions & { readonly signal?: AbortSignal | undefined },
  ): Promise<Registry> {
    const organization = await this.#organization(options);
    const fields = await fetchRegistry(this.#services, organization, name, options.signal);
    if (fields !== undefined) return new Registry(this.#services, organization, fields);
    throw new WandbClientError({
      code: "WANDB_CLIENT_NOT_FOUND",
      message: `the organisation ${organization.name} has no registry ${JSON.stringify(name)} that you can see`,
      hint: "Give the registry's name without `wandb-registry-`.",
      details: { organization: organization.name, name },
    });
  }

  async create(name: string, options: CreateRegistryOptions): Promise<Registry> {
    const organization = await this.#organization(options);
    const fields = await createRegistry(this.#services, organization, name, options);
    return new Registry(this.#services, organization, fields);
  }

  async *registries(
    options: OrganizationOptions & RegistriesOptions,
  ): AsyncGenerator<Registry, undefined> {
    return yield* searchRegistries(this.#services, await this.#organization(options), options);
  }

  async *collections(
    options: OrganizationOptions & RegistryCollectionsOptions,
  ): AsyncGenerator<ArtifactCollection, undefined> {
    return yield* searchCollections(this.#services, await this.#organization(options), options);
  }

  async *versions(
    options: OrganizationOptions & RegistryVersionsOptions,
  ): AsyncGenerator<Artifact, undefined> {
    return yield* searchVersions(this.#services, await this.#organization(options), options);
  }

  async #organization(
    options: OrganizationOptions & { readonly signal?: AbortSignal | undefined },
  ): Promise<Organization> {
    const { settings } = this.#services;
    return await findOrganization(
      this.#services,
      await this.#services.defaultEntity(options.signal),
      options.organization ?? settings.organization,
      options.signal,
    );
  }
}
