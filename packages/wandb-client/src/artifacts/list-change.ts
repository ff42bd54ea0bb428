/** How a list of names changes: the whole list afterwards, or what to add and remove. */
export type ListChange =
  | readonly string[]
  | { readonly add?: readonly string[]; readonly remove?: readonly string[] };

/**
 * What has to be added to a list and removed from it. Names to add and remove go as they were given: the
 * list that is known here may be older than the server's, and doing either twice changes nothing.
 */
export function difference(
  current: readonly string[],
  change: ListChange | undefined,
): { add: string[]; remove: string[] } {
  if (change === undefined) return { add: [], remove: [] };
  if (isList(change)) {
    return {
      add: change.filter((each) => !current.includes(each)),
      remove: current.filter((each) => !change.includes(each)),
    };
  }
  return { add: [...(change.add ?? [])], remove: [...(change.remove ?? [])] };
}

function isList(change: object): change is readonly string[] {
  return Array.isArray(change);
}
