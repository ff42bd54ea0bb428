import type { Partitions } from "../definition/partitions.ts";
import type { TimeWindowDefinition } from "../definition/time-window-definition.ts";
import { assetBaseName, encodePartitionKey, type ArtifactNameOptions } from "./artifact-name.ts";
import { decodeNamePart } from "./encode-name.ts";

/** An asset as far as its artifacts' names depend on it. */
export interface NamedAsset {
  readonly assetKey: readonly string[];
  readonly partitions?: Partitions | undefined;
}

/**
 * Whether an artifact of one asset could get the name of an artifact of the other: asset `a` with partition `b`, and asset `a/b`.
 * For definitions whose keys are not known in advance the answer is yes when a key could be such a text.
 */
export function artifactNamesCanMeet(
  left: NamedAsset,
  right: NamedAsset,
  options: ArtifactNameOptions = {},
): boolean {
  const leftBase = assetBaseName(left.assetKey, options);
  const rightBase = assetBaseName(right.assetKey, options);
  if (leftBase === rightBase) return sameBase(left.partitions, right.partitions, options);
  return (
    reaches(leftBase, left.partitions, rightBase, right.partitions, options) ||
    reaches(rightBase, right.partitions, leftBase, left.partitions, options)
  );
}

/** Assets with the same base name meet unless just one of them is partitioned. */
function sameBase(
  left: Partitions | undefined,
  right: Partitions | undefined,
  options: ArtifactNameOptions,
): boolean {
  if (left === undefined || right === undefined) return left === right;
  if (left.kind === "static" && right.kind === "static") {
    const names = new Set(
      left.keys.map((key) => encodePartitionKey(key, left, options.partitionNameStyle)),
    );
    return right.keys.some((key) =>
      names.has(encodePartitionKey(key, right, options.partitionNameStyle)),
    );
  }
  if (left.kind === "static")
    return left.keys.some((key) => couldBeKey(right, encodePartitionKey(key, left)));
  if (right.kind === "static")
    return right.keys.some((key) => couldBeKey(left, encodePartitionKey(key, right)));
  return true;
}

/** Whether a partition of the shorter-named asset could be named like the other asset or one of its partitions. */
function reaches(
  base: string,
  partitions: Partitions | undefined,
  longer: string,
  longerPartitions: Partitions | undefined,
  options: ArtifactNameOptions,
): boolean {
  if (partitions === undefined || !longer.startsWith(`${base}.`)) return false;
  const rest = longer.slice(base.length + 1);
  if (longerPartitions === undefined) return couldBeKey(partitions, rest, options);
  return couldStartKey(partitions, rest, longerPartitions, options);
}

/** Whether the encoded text could be a key, existing now or not. */
function couldBeKey(
  partitions: Partitions,
  encoded: string,
  options: ArtifactNameOptions = {},
): boolean {
  switch (partitions.kind) {
    case "static":
      return partitions.keys.some((key) => encodePartitionKey(key, partitions) === encoded);
    case "dynamic":
      return decodes(encoded) !== undefined;
    case "time": {
      const key = decodes(encoded);
      return key !== undefined && (partitions as TimeWindowDefinition).ordinalOf(key) !== undefined;
    }
    case "multi":
    default: {
      if (options.partitionNameStyle === "hyphen") return true;
      const segments = encoded.split(".");
      const parts = partitions.dimensionNames;
      return (
        segments.length === parts.length &&
        parts.every((name, index) =>
          couldBeKey(partitions.dimensions[name] as Partitions, segments[index] as string),
        )
      );
    }
  }
}

/** Whether some key could begin with the encoded text and a dot, and go on like a key of the other definition. */
function couldStartKey(
  partitions: Partitions,
  start: string,
  others: Partitions,
  options: ArtifactNameOptions,
): boolean {
  switch (partitions.kind) {
    case "static":
      return partitions.keys.some((key) => {
        const encoded = encodePartitionKey(key, partitions);
        return (
          encoded.startsWith(`${start}.`) &&
          couldBeKey(others, encoded.slice(start.length + 1), options)
        );
      });
    case "dynamic":
      return true;
    case "time":
      return partitions.format.includes(".");
    case "multi":
    default: {
      if (options.partitionNameStyle === "hyphen") return true;
      const segments = start.split(".");
      const names = partitions.dimensionNames;
      return (
        segments.length < names.length &&
        segments.every((segment, index) =>
          couldBeKey(partitions.dimensions[names[index] as string] as Partitions, segment),
        )
      );
    }
  }
}

function decodes(encoded: string): string | undefined {
  try {
    return decodeNamePart(encoded);
  } catch {
    // Not an encoded text, so no key has this name.
    return undefined;
  }
}
