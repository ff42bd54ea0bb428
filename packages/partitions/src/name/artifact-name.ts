import { createHash } from "node:crypto";
import type { Partitions } from "../definition/partitions.ts";
import { PartitionsError } from "../errors.ts";
import { decodeNamePart, encodeNamePart } from "./encode-name.ts";

/** Longest artifact name. */
export const artifactNameLimit = 128;
const digestLength = 32;

/** What an artifact of an asset is named after. */
export interface ArtifactNameParts {
  /** The asset key's components. */
  readonly assetKey: readonly string[];
  /** The partition key's text (a multi key's record prints as it); absent for an unpartitioned asset. */
  readonly partitionKey?: string | { toString(): string } | undefined;
  /** The asset's definition; tells a multi key from a single key that contains `|`. */
  readonly partitions?: Partitions | undefined;
}

/** How names are written. */
export interface ArtifactNameOptions {
  /**
   * `dot` joins dimensions by a dot and escapes dots inside them; `hyphen` writes a hyphen for the `|` between dimensions, as
   * Python does. Default: `dot`.
   */
  readonly partitionNameStyle?: "dot" | "hyphen" | undefined;
  /** `all` joins the components of the asset key by dots; `first` keeps the first one, as Python does. Default: `all`. */
  readonly assetKeyToArtifactName?: "all" | "first" | undefined;
}

/** A name that may have been used for writing. */
export interface ArtifactNameCandidate {
  readonly name: string;
  /** Which rule gives the name: the configured one, the other style, or Python's. */
  readonly origin: "configured" | "other-style" | "python";
}

/**
 * The name of the artifact that holds an asset or one of its partitions.
 *
 * Names of up to 128 characters are reversible and differ for different keys; a longer one is cut and ends in `-` and 32 hex digits
 * of the SHA-256 of the whole.
 *
 * @example
 * ```ts
 * artifactName({ assetKey: ["events"], partitionKey: "2023-01-01-13:00" }); // "events.2023-01-01-13_x3A00"
 * ```
 */
export function artifactName(parts: ArtifactNameParts, options: ArtifactNameOptions = {}): string {
  return limited(wholeName(parts, options));
}

/**
 * The names to try when reading, best first and without repetition: the configured style, the other style, Python's name.
 */
export function artifactNameCandidates(
  parts: ArtifactNameParts,
  options: ArtifactNameOptions = {},
): readonly ArtifactNameCandidate[] {
  const other = options.partitionNameStyle === "hyphen" ? "dot" : "hyphen";
  const all: readonly ArtifactNameCandidate[] = [
    { origin: "configured", name: artifactName(parts, options) },
    { origin: "other-style", name: artifactName(parts, { ...options, partitionNameStyle: other }) },
    {
      origin: "python",
      name: artifactName(parts, { partitionNameStyle: "hyphen", assetKeyToArtifactName: "first" }),
    },
  ];
  return all.filter(
    ({ name }, index) => all.findIndex((earlier) => earlier.name === name) === index,
  );
}

/** The encoded form of a partition key, without the asset: what stands after the asset's name and a dot. */
export function encodePartitionKey(
  key: string,
  partitions: Partitions | undefined,
  style: "dot" | "hyphen" = "dot",
): string {
  if (partitions?.kind !== "multi") return encodeNamePart(key);
  const parts = key.split("|");
  return style === "hyphen"
    ? parts.map((part) => encodeNamePart(part)).join("-")
    : parts.map((part) => encodeNamePart(part, { dots: "escape" })).join(".");
}

/**
 * The partition key that was encoded in `dot` style.
 *
 * @throws PARTITIONS_INVALID_NAME for a text that is not an encoded key of the definition, or was hashed
 */
export function decodePartitionKey(encoded: string, partitions: Partitions | undefined): string {
  if (partitions?.kind !== "multi") return decodeNamePart(encoded);
  const parts = encoded.split(".");
  if (parts.length !== partitions.dimensionNames.length) {
    throw new PartitionsError({
      code: "PARTITIONS_INVALID_NAME",
      message: `"${encoded}" has ${parts.length} dimensions, not ${partitions.dimensionNames.length}`,
      hint: "read the original key from the artifact's metadata",
    });
  }
  return parts.map(decodeNamePart).join("|");
}

/** The name of an asset without partition, not limited in length. */
export function assetBaseName(
  assetKey: readonly string[],
  options: ArtifactNameOptions = {},
): string {
  const components = options.assetKeyToArtifactName === "first" ? assetKey.slice(0, 1) : assetKey;
  return components.map((component) => encodeNamePart(component)).join(".");
}

function wholeName(parts: ArtifactNameParts, options: ArtifactNameOptions): string {
  const base = assetBaseName(parts.assetKey, options);
  if (parts.partitionKey === undefined) return base;
  return `${base}.${encodePartitionKey(String(parts.partitionKey), parts.partitions, options.partitionNameStyle)}`;
}

function limited(name: string): string {
  if (name.length <= artifactNameLimit) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, digestLength);
  return `${name.slice(0, artifactNameLimit - digestLength - 1)}-${digest}`;
}
