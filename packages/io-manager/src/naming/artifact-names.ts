import { artifactName, artifactNameCandidates } from "@heddle/partitions";
import type { ManagerSettings } from "../config/manager-config.ts";
import type { NamedPartition } from "./partition-of-run.ts";

/** What an artifact is named after: an asset key, or a name that the user chose. */
export type NameBase = { readonly assetKey: readonly string[] } | { readonly name: string };

/** How names are made. */
export interface NamingOptions extends Pick<
  ManagerSettings,
  "partitionNameStyle" | "assetKeyToArtifactName"
> {
  /** A scheme of the user's own for asset keys. */
  readonly custom: ((assetKey: readonly string[]) => string) | undefined;
}

/**
 * The name under which an artifact is written: base, a dot and the encoded partition key; at most 128
 * characters.
 */
export function writeName(
  base: NameBase,
  partition: NamedPartition | undefined,
  options: NamingOptions,
): string {
  const { key, style } = resolveBase(base, options);
  if (partition === undefined && !("assetKey" in base)) return base.name;
  return artifactName(
    { assetKey: key, partitionKey: partition?.key, partitions: partition?.definition },
    style,
  );
}

/** The names under which a reader looks: the configured style, the other one, Python's. */
export function readNames(
  base: NameBase,
  partition: NamedPartition | undefined,
  options: NamingOptions,
): readonly string[] {
  const { key, style } = resolveBase(base, options);
  if (partition === undefined && !("assetKey" in base)) return [base.name];
  const candidates = artifactNameCandidates(
    { assetKey: key, partitionKey: partition?.key, partitions: partition?.definition },
    style,
  );
  return candidates.map((candidate) => candidate.name);
}

/** The artifact name of an asset without its partition. */
export function assetName(assetKey: readonly string[], options: NamingOptions): string {
  return writeName({ assetKey }, undefined, options);
}

function resolveBase(
  base: NameBase,
  options: NamingOptions,
): {
  readonly key: readonly string[];
  readonly style: Pick<ManagerSettings, "partitionNameStyle" | "assetKeyToArtifactName">;
} {
  const { partitionNameStyle, assetKeyToArtifactName, custom } = options;
  if (!("assetKey" in base)) {
    return { key: [base.name], style: { partitionNameStyle, assetKeyToArtifactName: "all" } };
  }
  return custom === undefined
    ? { key: base.assetKey, style: { partitionNameStyle, assetKeyToArtifactName } }
    : {
        key: [custom(base.assetKey)],
        style: { partitionNameStyle, assetKeyToArtifactName: "all" },
      };
}
