/** How a list of names changes: the whole list afterwards, or what to add and remove. */
export type ListChange =
  | readonly string[]
  | { readonly add?: readonly string[]; readonly remove?: readonly string[] };

/** What has to be added to a list and removed from it. */
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
  return {
    add: (change.add ?? []).filter((each) => !current.includes(each)),
    remove: (change.remove ?? []).filter((each) => current.includes(each)),
  };
}

function isList(change: object): change is readonly string[] {
  return Array.isArray(change);
}
