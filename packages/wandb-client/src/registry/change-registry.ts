import { checkArtifactType, checkProjectName } from "../artifacts/names.ts";
import { requireFeature } from "../client/features.ts";
import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import {
  deleteRegistryOperation,
  registryOperation,
  renameRegistryOperation,
  upsertRegistryOperation,
  type RegistryFields,
  type UpsertRegistryInput,
} from "../operations/registries.ts";
import { registryPrefix, type Organization } from "./organization.ts";
import type { Registry, RegistryVisibility } from "./registry.ts";

/** How a registry is made. */
export interface CreateRegistryOptions {
  /** Display name of the organisation. Default: the client's setting, else the only one of the account. */
  readonly organization?: string | undefined;
  /** Default `"organization"`. */
  readonly visibility?: RegistryVisibility | undefined;
  readonly description?: string | undefined;
  /** Types of versions that may be linked. Default: all. */
  readonly artifactTypes?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What may change on a registry. Absent members stay as they are. */
export interface RegistryChanges {
  /** Without the prefix. */
  readonly name?: string;
  readonly description?: string;
  readonly visibility?: RegistryVisibility;
  readonly allowsAllArtifactTypes?: boolean;
  /** Types that may be linked besides those of before. */
  readonly artifactTypes?: { readonly add: readonly string[] };
}

const accessOf = { organization: "PRIVATE", restricted: "RESTRICTED" } as const;
const adminFeature = "INCLUDE_ARTIFACT_TYPES_IN_REGISTRY_CREATION";

/** Reads a registry; undefined when there is none. */
export async function fetchRegistry(
  services: ClientServices,
  organization: Organization,
  name: string,
  signal: AbortSignal | undefined,
): Promise<RegistryFields | undefined> {
  const { entity } = await services.graphql.run(
    registryOperation,
    { entity: organization.entity, name: projectOf(name) },
    { signal },
  );
  return entity?.project ?? undefined;
}

/** Makes a registry. */
export async function createRegistry(
  services: ClientServices,
  organization: Organization,
  name: string,
  options: CreateRegistryOptions,
): Promise<RegistryFields> {
  const { signal, artifactTypes = [] } = options;
  const input = {
    entityName: organization.entity,
    name: projectOf(name),
    description: options.description ?? null,
    access: accessOf[options.visibility ?? "organization"],
    allowAllArtifactTypesInRegistry: artifactTypes.length === 0,
    ...typesInput(artifactTypes),
  };
  await requireFeature(services, adminFeature, "making registries", signal);
  // The request would change one that is there.
  if ((await fetchRegistry(services, organization, name, signal)) !== undefined) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_CONFLICT",
      message: `the organisation ${organization.name} has a registry ${JSON.stringify(name)} already`,
      hint: "Choose another name, or change that one with `update`.",
      details: { organization: organization.name, name },
    });
  }
  return await upsert(services, input, signal);
}

/** Changes a registry. */
export async function changeRegistry(
  services: ClientServices,
  registry: Registry,
  changes: RegistryChanges,
  signal: AbortSignal | undefined,
): Promise<RegistryFields> {
  const added = changes.artifactTypes?.add ?? [];
  const allowsAll = changes.allowsAllArtifactTypes ?? registry.allowsAllArtifactTypes;
  if (added.length > 0 && allowsAll) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_REGISTRY",
      message: `the registry ${registry.name} takes versions of every type, so none can be added`,
      hint: "Pass `allowsAllArtifactTypes: false` with the types.",
      details: { registry: registry.name, artifactTypes: added },
    });
  }
  const name = projectOf(changes.name ?? registry.name);
  const input = {
    entityName: registry.entity,
    name: registry.fullName,
    description: changes.description ?? registry.description ?? null,
    access: accessOf[changes.visibility ?? registry.visibility],
    allowAllArtifactTypesInRegistry: allowsAll,
    ...typesInput(added),
  };
  await requireFeature(services, adminFeature, "changing registries", signal);
  const fields = await upsert(services, input, signal);
  if (name === registry.fullName) return fields;
  await services.graphql.run(
    renameRegistryOperation,
    {
      input: {
        entityName: registry.entity,
        oldProjectName: registry.fullName,
        newProjectName: name,
      },
    },
    { signal },
  );
  return { ...fields, name };
}

/** Deletes a registry. */
export async function deleteRegistry(
  services: ClientServices,
  { id }: Registry,
  signal: AbortSignal | undefined,
): Promise<void> {
  await services.graphql.run(deleteRegistryOperation, { id }, { signal });
}

async function upsert(
  services: ClientServices,
  input: UpsertRegistryInput,
  signal: AbortSignal | undefined,
): Promise<RegistryFields> {
  const { upsertModel } = await services.graphql.run(
    upsertRegistryOperation,
    { input },
    { signal },
  );
  const fields = upsertModel?.project;
  if (fields !== undefined && fields !== null) return fields;
  throw new WandbClientError({
    code: "WANDB_CLIENT_BAD_ANSWER",
    message: "upsertModel: the server answered without a registry",
    hint: "Check that the server supports registries.",
  });
}

function typesInput(types: readonly string[]): { artifactTypes?: { name: string }[] } {
  if (types.length === 0) return {};
  return { artifactTypes: types.map((type) => ({ name: checkArtifactType(type, "") })) };
}

function projectOf(name: string): string {
  return checkProjectName(`${registryPrefix}${name}`);
}
