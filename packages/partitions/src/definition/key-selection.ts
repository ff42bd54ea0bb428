import type { PartitionsContext } from "../context.ts";
import { PartitionsError } from "../errors.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import type { MultiDefinition } from "./multi-partitions.ts";
import type { Partitions } from "./partitions.ts";

/**
 * Reads a selection of keys as people write it: keys, ranges `a...b` or `[a...b]`, and wildcards such as `2023-01-*`, separated by
 * commas; for a multi definition such an item for each dimension, separated by `|`, or a range of whole keys.
 *
 * @param text `2023-01-01...2023-01-31`, `red,blue`, `red|2023-01-*`
 * @throws PARTITIONS_UNKNOWN_KEY that lists every unknown item, PARTITIONS_INVALID_RANGE for a reversed range
 */
export function selectPartitionKeys(
  text: string,
  partitions: Partitions,
  context?: PartitionsContext,
): PartitionsSubset {
  const pinned = { ...context, currentTime: context?.currentTime ?? Date.now() };
  const unknown: PartitionsError[] = [];
  let selected = partitions.emptySubset();
  for (const item of text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")) {
    try {
      selected = selected.union(selectItem(item, partitions, pinned));
    } catch (error) {
      if (!(error instanceof PartitionsError) || error.code !== "PARTITIONS_UNKNOWN_KEY")
        throw error;
      unknown.push(error);
    }
  }
  const [first] = unknown;
  if (unknown.length > 1 && first !== undefined) {
    throw new PartitionsError({
      code: "PARTITIONS_UNKNOWN_KEY",
      message: `${unknown.length} items select no key of ${partitions.describe()}`,
      hint: first.hint,
      problems: unknown.map(({ message, hint }) => ({
        message,
        ...(hint === undefined ? {} : { hint }),
      })),
    });
  }
  if (first !== undefined) throw first;
  return selected;
}

function selectItem(
  item: string,
  partitions: Partitions,
  context: PartitionsContext,
): PartitionsSubset {
  const open = item.startsWith("[") && item.endsWith("]") ? item.slice(1, -1) : item;
  const range = open.split("...");
  if (partitions.kind === "multi") {
    const width = partitions.dimensionNames.length;
    const wholeKeys = range.length === 2 && range.every((end) => end.split("|").length === width);
    if (!(wholeKeys && width > 1))
      return selectByDimension(item, partitions as unknown as MultiDefinition, context);
  }
  if (range.length === 2)
    return partitions.subsetInRange(
      { start: range[0] as string, end: range[1] as string },
      context,
    );
  if (range.length > 2) {
    throw new PartitionsError({
      code: "PARTITIONS_INVALID_RANGE",
      message: `"${item}" has more than two ends`,
      hint: "write one range as first...last",
    });
  }
  if (open === "*") return partitions.allSubset(context);
  return open.includes("*") && !partitions.hasPartitionKey(open, context)
    ? selectWildcard(open, partitions, context)
    : partitions.subsetWithKeys([open], context);
}

function selectByDimension(
  item: string,
  partitions: MultiDefinition,
  context: PartitionsContext,
): PartitionsSubset {
  const parts = item.split("|");
  if (parts.length !== partitions.dimensionNames.length) partitions.parseKey(item);
  return partitions.productSubset(
    Object.fromEntries(
      partitions.dimensionNames.map((name, index) => [
        name,
        selectItem(
          (parts[index] as string).trim(),
          partitions.dimensions[name] as Partitions,
          context,
        ),
      ]),
    ),
  );
}

function selectWildcard(
  pattern: string,
  partitions: Partitions,
  context: PartitionsContext,
): PartitionsSubset {
  const expression = new RegExp(
    `^${pattern
      .split("*")
      .map((literal) => literal.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
      .join(".*")}$`,
    "s",
  );
  const keys: string[] = [];
  for (const key of partitions.iteratePartitionKeys(context))
    if (expression.test(key)) keys.push(key);
  if (keys.length === 0) {
    throw new PartitionsError({
      code: "PARTITIONS_UNKNOWN_KEY",
      message: `"${pattern}" matches no key of ${partitions.describe()}`,
      hint: `keys go from "${partitions.getFirstPartitionKey(context) ?? ""}" to "${partitions.getLastPartitionKey(context) ?? ""}"`,
      details: { pattern },
    });
  }
  return partitions.subsetWithKeys(keys, context);
}
