import { difference, type ListChange } from "../artifacts/list-change.ts";
import {
  checkArtifactName,
  checkArtifactType,
  checkPortfolioName,
  checkTag,
} from "../artifacts/names.ts";
import { tagBatches } from "../artifacts/tag-batches.ts";
import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import {
  addCollectionTagsOperation,
  deleteCollectionTagsOperation,
  deletePortfolioOperation,
  deleteSequenceOperation,
  moveSequenceOperation,
  updatePortfolioOperation,
  updateSequenceOperation,
} from "../operations/collections.ts";
import type { ArtifactCollection } from "./artifact-collection.ts";

/** What may change on a collection. Absent members stay as they are. */
export interface CollectionChanges {
  readonly name?: string;
  readonly description?: string;
  /** The whole list afterwards, or what to add and remove. */
  readonly tags?: ListChange;
  /** Another type for all versions; only of a sequence. */
  readonly type?: string;
}

/** Changes a collection. */
export async function changeCollection(
  services: ClientServices,
  collection: ArtifactCollection,
  changes: CollectionChanges,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { id, isPortfolio } = collection;
  const name = changes.name ?? collection.name;
  const type = changes.type ?? collection.type;
  if (changes.name !== undefined) (isPortfolio ? checkPortfolioName : checkArtifactName)(name);
  const tags = difference(collection.tags, changes.tags);
  tags.add.forEach(checkTag);
  if (type !== collection.type) checkTypeChange(collection, type, name);
  const isRenamed = name !== collection.name;
  if (isRenamed || changes.description !== undefined) {
    const named = { name, description: changes.description ?? collection.description ?? null };
    if (isPortfolio) {
      const input = { artifactPortfolioID: id, ...named };
      await services.graphql.run(updatePortfolioOperation, { input }, { signal });
    } else {
      const input = { artifactSequenceID: id, ...named };
      await services.graphql.run(updateSequenceOperation, { input }, { signal });
    }
  }
  if (type !== collection.type) {
    const input = { artifactSequenceID: id, destinationArtifactTypeName: type };
    await services.graphql.run(moveSequenceOperation, { input }, { signal });
  }
  const place = {
    entityName: collection.entity,
    projectName: collection.project,
    artifactCollectionName: name,
  };
  for (const [list, operation] of [
    [tags.add, addCollectionTagsOperation],
    [tags.remove, deleteCollectionTagsOperation],
  ] as const) {
    for (const some of tagBatches(list))
      await services.graphql.run(operation, { input: { ...place, tags: some } }, { signal });
  }
}

function checkTypeChange(collection: ArtifactCollection, type: string, name: string): void {
  if (collection.isPortfolio) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_ARTIFACT_STATE",
      message: `${collection.qualifiedName} is a portfolio, whose type is that of its links`,
      hint: "Change the type of the collection in which the versions are made.",
      details: { collection: collection.qualifiedName, type },
    });
  }
  checkArtifactType(type, name);
  checkArtifactType(collection.type, collection.name);
}

/** Deletes a collection with all that is in it. */
export async function deleteCollection(
  services: ClientServices,
  { id, isPortfolio }: ArtifactCollection,
  signal: AbortSignal | undefined,
): Promise<void> {
  const operation = isPortfolio ? deletePortfolioOperation : deleteSequenceOperation;
  await services.graphql.run(operation, { id }, { signal });
}
