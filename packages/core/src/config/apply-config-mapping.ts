import type { JobDefinition } from "../definitions/job.ts";
import { isPartitionedConfig } from "../definitions/partitioned-config.ts";
import type { ConfigEnvironment } from "./references.ts";
import { invalidConfig } from "./invalid-config.ts";
import { resolveValue } from "./resolve-value.ts";

/** The run config of a job with a config of its own: checked against that, and mapped. */
export async function applyConfigMapping(
  definition: JobDefinition,
  runConfig: unknown,
  environment: ConfigEnvironment,
): Promise<unknown> {
  const { config } = definition;
  if (
    config === undefined ||
    isPartitionedConfig(config) ||
    !("kind" in config) ||
    config.kind !== "config-mapping"
  )
    return runConfig;
  const mapping = config;
  const resolved = await resolveValue(mapping.schema, runConfig, [], environment);
  if (resolved.faults.length > 0) throw invalidConfig(definition.name, resolved.faults);
  try {
    return (mapping.map as (value: unknown) => unknown)(resolved.value);
  } catch (error) {
    throw invalidConfig(definition.name, [
      {
        reason: "FAILED_POST_PROCESSING",
        path: "root",
        message: `the config function failed: ${error instanceof Error ? error.message : String(error)}`,
      },
    ]);
  }
}
