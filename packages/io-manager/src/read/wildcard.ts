import { emptyEntry, type ReadEntryConfiguration } from "../configuration/read-entry.ts";

/**
 * The settings that hold for one partition: its own entry over the one of `"*"`. Each concern is
 * inherited by itself: what is delivered (`get`, `get_path`, `as`), which version (`version`,
 * `alias`), and each further setting. So the guide's `blue: { alias: "special_alias" }` still reads
 * the table that `"*"` names.
 *
 * @param key the partition key as the user knows it
 * @param mode `replace`: an own entry replaces the wildcard wholly, as the Python integration does
 * @returns the settings; what came from `"*"` is marked as inherited
 */
export function partitionSettings(
  partitions: ReadonlyMap<string, ReadEntryConfiguration | null> | undefined,
  key: string,
  mode: "merge" | "replace" = "merge",
): ReadEntryConfiguration {
  const own = partitions?.get(key);
  if (own === null) return emptyEntry;
  const wildcard = inherited(partitions?.get("*") ?? emptyEntry);
  if (own === undefined) return wildcard;
  if (mode === "replace") return own;
  return {
    what: own.what ?? wildcard.what,
    which: own.which ?? wildcard.which,
    onMissing: own.onMissing ?? wildcard.onMissing,
    policy: own.policy ?? wildcard.policy,
    allow: own.allow ?? wildcard.allow,
    trust: own.trust ?? wildcard.trust,
  };
}

function inherited(entry: ReadEntryConfiguration): ReadEntryConfiguration {
  const { what } = entry;
  return what === undefined || what.kind === "whole"
    ? entry
    : { ...entry, what: { ...what, inherited: true } };
}
