import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import {
  addAliasesOperation,
  deleteAliasesOperation,
  deleteArtifactOperation,
  updateArtifactOperation,
  type CollectionAliasInput,
  type UpdateArtifactInput,
} from "../operations/artifact-write.ts";
import type { Artifact } from "./artifact.ts";
import { difference, type ListChange } from "./list-change.ts";
import { checkMetadata, type ArtifactMetadata } from "./metadata.ts";
import { checkAlias, checkTag } from "./names.ts";
import { tagBatches } from "./tag-batches.ts";

/** What may change on a committed version. Absent members stay as they are. */
export interface ArtifactChanges {
  /** The whole list afterwards, or what to add and remove. `latest` moves by itself. */
  readonly aliases?: ListChange;
  readonly tags?: ListChange;
  readonly description?: string;
  readonly metadata?: ArtifactMetadata;
  /** Seconds; `"disabled"` for no end; `"inherited"` for the collection's rule. */
  readonly ttlSeconds?: number | "disabled" | "inherited";
}

const ttlCodes = { inherited: -1, disabled: -2 } as const;

/** Changes a committed version. */
export async function changeArtifact(
  services: ClientServices,
  artifact: Artifact,
  changes: ArtifactChanges,
  signal: AbortSignal | undefined,
): Promise<void> {
  const aliases = difference(artifact.aliases, changes.aliases);
  // A list of aliases says nothing of the one that moves by itself.
  if (Array.isArray(changes.aliases))
    aliases.remove = aliases.remove.filter((alias) => alias !== "latest");
  const tags = difference(artifact.tags, changes.tags);
  aliases.add.forEach(checkAlias);
  tags.add.forEach(checkTag);
  if (changes.metadata !== undefined) checkMetadata(changes.metadata);
  const ttl = changes.ttlSeconds;
  if (typeof ttl === "number" && !(Number.isInteger(ttl) && ttl > 0)) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_METADATA",
      message: `the life time of ${artifact.name} is ${ttl} seconds`,
      hint: "Give a whole number of seconds above 0.",
    });
  }
  const inputs = (list: readonly string[]): CollectionAliasInput[] =>
    list.map((alias) => ({
      entityName: artifact.entity,
      projectName: artifact.project,
      artifactCollectionName: artifact.collection,
      alias,
    }));
  if (aliases.add.length > 0)
    await services.graphql.run(
      addAliasesOperation,
      { artifactID: artifact.id, aliases: inputs(aliases.add) },
      { signal },
    );
  if (aliases.remove.length > 0)
    await services.graphql.run(
      deleteAliasesOperation,
      { artifactID: artifact.id, aliases: inputs(aliases.remove) },
      { signal },
    );
  const update = {
    ...(changes.description === undefined ? {} : { description: changes.description }),
    ...(changes.metadata === undefined ? {} : { metadata: JSON.stringify(changes.metadata) }),
    ...(ttl === undefined
      ? {}
      : { ttlDurationSeconds: typeof ttl === "number" ? ttl : ttlCodes[ttl] }),
  };
  const updates: Omit<UpdateArtifactInput, "artifactID">[] = [update];
  for (const [index, tagsToAdd] of tagBatches(tags.add).entries())
    updates[index] = { ...updates[index], tagsToAdd };
  for (const [index, tagsToDelete] of tagBatches(tags.remove).entries())
    updates[index] = { ...updates[index], tagsToDelete };
  for (const each of updates) {
    if (Object.keys(each).length === 0) continue;
    const input = { artifactID: artifact.id, ...each };
    await services.graphql.run(updateArtifactOperation, { input }, { signal });
  }
}

/** Deletes a version. */
export async function deleteArtifact(
  services: ClientServices,
  artifact: Artifact,
  options: { readonly deleteAliases?: boolean; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  await services.graphql.run(
    deleteArtifactOperation,
    { artifactID: artifact.id, deleteAliases: options.deleteAliases ?? false },
    { signal: options.signal },
  );
}
