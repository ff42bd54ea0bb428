import type { StoredAsset, StoredAssetFault } from "@heddle/core";
import { artifactNamesCanMeet } from "@heddle/partitions";
import { configurationKey, legacyConfigurationKey } from "../configuration/keys.ts";
import { isRecord } from "../configuration/spelling.ts";
import { assetName, type NamingOptions } from "./artifact-names.ts";

/**
 * Finds assets whose artifacts could get the same name in the same project: asset `a` with a
 * partition `b`, and asset `a/b`; or two keys that a scheme of names makes equal.
 *
 * @param assets what one IO manager stores
 */
export function assetsThatMeet(
  assets: readonly StoredAsset[],
  options: NamingOptions,
): readonly StoredAssetFault[] {
  const named = assets.map((asset) => ({
    asset,
    place: placeOf(asset),
    name: assetName(asset.key, options),
  }));
  const byName = new Map<string, (typeof named)[number][]>();
  const faults: StoredAssetFault[] = [];
  for (const one of named) {
    const known = byName.get(`${one.place}/${one.name}`);
    if (known === undefined) byName.set(`${one.place}/${one.name}`, [one]);
    else known.push(one);
  }
  for (const one of named) {
    for (const name of prefixes(one.name)) {
      for (const other of byName.get(`${one.place}/${name}`) ?? []) {
        if (other === one || (name === one.name && named.indexOf(other) > named.indexOf(one))) {
          continue;
        }
        if (!meet(one.asset, other.asset, one.name, other.name, options)) continue;
        faults.push({
          asset: one.asset,
          message: `its artifact "${one.name}" could get the name of one of asset "${other.asset.key.join("/")}"`,
          hint: "Rename one of the two assets or its partition keys.",
        });
      }
    }
  }
  return faults;
}

/** Reads the scheme of names out of a config whose references are not resolved yet. */
export function namingOfConfig(config: unknown, custom: NamingOptions["custom"]): NamingOptions {
  const given = isRecord(config) ? config : {};
  const setting = (snake: string, camel: string): unknown => given[snake] ?? given[camel];
  return {
    partitionNameStyle:
      setting("partition_name_style", "partitionNameStyle") === "hyphen" ? "hyphen" : "dot",
    assetKeyToArtifactName:
      setting("asset_key_to_artifact_name", "assetKeyToArtifactName") === "first" ? "first" : "all",
    custom,
  };
}

function meet(
  one: StoredAsset,
  other: StoredAsset,
  oneName: string,
  otherName: string,
  options: NamingOptions,
): boolean {
  if (options.custom === undefined) {
    return artifactNamesCanMeet(toNamed(one), toNamed(other), options);
  }
  const asKeys = [
    { assetKey: [oneName], partitions: one.partitions },
    { assetKey: [otherName], partitions: other.partitions },
  ] as const;
  return artifactNamesCanMeet(...asKeys, {
    partitionNameStyle: options.partitionNameStyle,
    assetKeyToArtifactName: "all",
  });
}

function toNamed(asset: StoredAsset): Parameters<typeof artifactNamesCanMeet>[0] {
  return { assetKey: asset.key, partitions: asset.partitions };
}

/** The name itself and what stands before each of its dots. */
function prefixes(name: string): readonly string[] {
  const found = [name];
  for (let at = name.indexOf("."); at >= 0; at = name.indexOf(".", at + 1)) {
    found.push(name.slice(0, at));
  }
  return found;
}

/** Entity and project that the asset's own configuration writes to. */
function placeOf(asset: StoredAsset): string {
  const raw = asset.metadata[configurationKey] ?? asset.metadata[legacyConfigurationKey];
  return isRecord(raw) ? JSON.stringify([raw["entity"], raw["project"]]) : "[null,null]";
}
