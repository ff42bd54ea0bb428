import type { Partitions } from "@heddle/partitions";
import type { JobDefinition } from "../definitions/job.ts";
import { isPartitionedConfig } from "../definitions/partitioned-config.ts";
import { didYouMean, listed } from "../definitions/fault.ts";
import { mergeRunConfig, type PlainRunConfig } from "../config/run-config-files.ts";
import { CoreError } from "../errors.ts";
import type { ExecuteOptions } from "./execute-options.ts";

/** The run config of a run: its own, else the job's for its partition, else the job's. */
export function jobRunConfig(
  definition: JobDefinition | undefined,
  options: ExecuteOptions,
  partitions: Partitions | undefined,
): { readonly runConfig: unknown; readonly tags: Readonly<Record<string, string>> } {
  const given = withPreset(definition, options);
  const config = definition?.config;
  if (isPartitionedConfig(config)) {
    const key =
      options.partitionKey === undefined || partitions === undefined
        ? undefined
        : keyText(partitions, options.partitionKey);
    if (key === undefined) return { runConfig: given, tags: {} };
    const known = config.partitions.checkPartitionKey(
      key,
      options.currentTime === undefined ? undefined : { currentTime: options.currentTime },
    );
    return { runConfig: given ?? config.configFor(known), tags: config.tagsFor(known) };
  }
  if (config !== undefined && "kind" in config && config.kind === "config-mapping")
    return { runConfig: given, tags: {} };
  return { runConfig: given ?? config, tags: {} };
}

function keyText(partitions: Partitions, key: string | Readonly<Record<string, string>>): string {
  if (typeof key === "string") return key;
  return partitions.kind === "multi" ? partitions.key(key).toString() : JSON.stringify(key);
}

/** The run's own config over the preset that it names. */
function withPreset(definition: JobDefinition | undefined, options: ExecuteOptions): unknown {
  const { preset, runConfig } = options;
  if (preset === undefined) return runConfig;
  const presets = definition?.presets ?? {};
  const found = Object.hasOwn(presets, preset) ? presets[preset] : undefined;
  if (found === undefined) {
    throw new CoreError({
      code: "CORE_INVALID_INVOCATION",
      message: `job "${definition?.name ?? ""}" has no preset "${preset}"`,
      hint:
        didYouMean(preset, Object.keys(presets)) ??
        `Its presets are ${listed(Object.keys(presets))}.`,
    });
  }
  return mergeRunConfig(found as PlainRunConfig, (runConfig ?? {}) as PlainRunConfig);
}
