import type { AliasRecord, MembershipRecord } from "../state/records.ts";
import { keyOf, type State } from "../state/state.ts";
import { checkAlias } from "./names.ts";

/** Gives a membership an alias; one that another membership of the collection holds moves. */
export function setAlias(state: State, membership: MembershipRecord, alias: string): AliasRecord {
  const held = state.aliasesByName.get(keyOf(membership.collectionId, alias));
  if (held !== undefined) {
    if (held.membershipId === membership.id) return held;
    return state.aliases.patch(held, { membershipId: membership.id });
  }
  return state.aliases.put({
    id: state.aliases.newId(),
    collectionId: membership.collectionId,
    membershipId: membership.id,
    alias,
  });
}

/** Gives several aliases, each once; the whole list is checked first. */
export function setAliases(
  state: State,
  membership: MembershipRecord,
  aliases: readonly string[],
): void {
  for (const alias of aliases) checkAlias(alias);
  for (const alias of new Set(aliases)) setAlias(state, membership, alias);
}

/** Takes an alias away; one that the membership does not hold is left where it is. */
export function removeAlias(state: State, membership: MembershipRecord, alias: string): void {
  const held = state.aliasesByName.get(keyOf(membership.collectionId, alias));
  if (held?.membershipId === membership.id) state.aliases.delete(held.id);
}
