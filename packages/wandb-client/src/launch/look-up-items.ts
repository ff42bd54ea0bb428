import type { GraphqlTransport } from "../transport/graphql.ts";
import { operation, type Operation } from "../transport/operation.ts";
import type { ItemFields } from "./launch-operations.ts";
import type { LaunchCallOptions } from "./launch-place.ts";
import { itemViewOf, type QueueItemView } from "./queue-item.ts";

const mostAtOnce = 50;

interface ItemsVariables {
  projectName: string;
  entityName: string;
  runQueue: string;
  [id: `id${number}`]: string;
}

interface ItemsResult {
  readonly project: {
    readonly runQueue: Readonly<Record<string, ItemFields | null>> | null;
  } | null;
}

const plainFields = "id state associatedRunId";
const fieldsWithError = `${plainFields} error { message stage filePaths }`;

function itemsText(count: number, fields: string): string {
  const ids = Array.from({ length: count }, (_, index) => `id${String(index)}`);
  return `query GetRunQueueItemsById($projectName: String!, $entityName: String!, $runQueue: String!, ${ids.map((id) => `$${id}: ID!`).join(", ")}) {
  project(name: $projectName, entityName: $entityName) {
    runQueue(name: $runQueue) {
      ${ids.map((id) => `${id}: runQueueItem(id: $${id}) { ${fields} }`).join("\n      ")}
    }
  }
}`;
}

// Declared for the check against the schema; the others differ from it only in how often the field stands there.
const oneItem = operation<ItemsResult, ItemsVariables>(itemsText(1, fieldsWithError));

function itemsOperation(count: number, fields: string): Operation<ItemsResult, ItemsVariables> {
  return { ...oneItem, text: itemsText(count, fields) };
}

/**
 * Looks items up by their ids, fifty to a request.
 *
 * @returns those that the queue has, by id
 */
export async function lookUpItems(
  graphql: GraphqlTransport,
  place: Omit<ItemsVariables, `id${number}`>,
  ids: readonly string[],
  options: LaunchCallOptions,
): Promise<ReadonlyMap<string, QueueItemView>> {
  const found = new Map<string, QueueItemView>();
  for (let start = 0; start < ids.length; start += mostAtOnce) {
    const chunk = ids.slice(start, start + mostAtOnce);
    const variables = {
      ...place,
      ...Object.fromEntries(chunk.map((id, index) => [`id${String(index)}`, id])),
    };
    const ask = (fields: string) =>
      graphql.run(itemsOperation(chunk.length, fields), variables, options);
    const answer = await ask(fieldsWithError).catch((error: unknown) => {
      // Servers differ in what they tell of a failure; what the SDK reads they all have.
      if (!String(error).includes("Cannot query field")) throw error;
      return ask(plainFields);
    });
    for (const fields of Object.values(answer.project?.runQueue ?? {}))
      if (fields !== null) found.set(fields.id, itemViewOf(fields));
  }
  return found;
}
