/** The name of the operation in a GraphQL body: the one that is asked for, else the document's own. */
export function operationNameOf(
  body: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  const name = body?.["operationName"];
  if (typeof name === "string" && name !== "") return name;
  const query = body?.["query"];
  if (typeof query !== "string") return undefined;
  return /(?:^|[\s}])(?:query|mutation)\s+(\w+)/.exec(query)?.[1];
}
