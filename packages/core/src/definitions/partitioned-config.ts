import type { RunConfig } from "./job.ts";
import type { Partitions, PartitionKeyText } from "./partition-types.ts";

/** Run config that follows from the partition of a run. Made by {@link partitionedConfig}. */
export interface PartitionedConfig {
  readonly kind: "partitioned-config";
  readonly partitions: Partitions;
  readonly configFor: (key: string) => RunConfig;
  readonly tagsFor: (key: string) => Readonly<Record<string, string>>;
}

/** What a function of a time partition gets. */
export interface PartitionedConfigKey<Key extends string> {
  readonly key: Key;
  /** The window of the key, for time partitions. */
  readonly window: { readonly start: Date; readonly end: Date } | undefined;
}

/**
 * Config of a partitioned job of ops: for each partition the run config of its run.
 *
 * @param partitions the partitions of the job
 * @param configFor gives the whole run config of a partition; what a run brings itself replaces it
 * @param options.tagsFor further tags of the run
 *
 * @example
 * ```ts
 * const byRegion = partitionedConfig(staticPartitions(["us-west-1", "eu-west-1"]),
 *   ({ key }) => ({ ops: { write: { config: { aws_region: key } } } }));
 * job({ name: "regions", config: byRegion }, () => { write(); });
 * ```
 */
export function partitionedConfig<P extends Partitions>(
  partitions: P,
  configFor: (partition: PartitionedConfigKey<PartitionKeyText<P>>) => RunConfig,
  options: {
    readonly tagsFor?: (key: PartitionKeyText<P>) => Readonly<Record<string, string>>;
  } = {},
): PartitionedConfig {
  return {
    kind: "partitioned-config",
    partitions,
    configFor: (key) => {
      const timed = partitions as unknown as {
        readonly timeWindowForPartitionKey?: (key: string) => {
          readonly start: Date;
          readonly end: Date;
        };
      };
      return configFor({
        key: key as PartitionKeyText<P>,
        window: partitions.kind === "time" ? timed.timeWindowForPartitionKey?.(key) : undefined,
      });
    },
    tagsFor: (key) => options.tagsFor?.(key as PartitionKeyText<P>) ?? {},
  };
}

/** Whether a job's config depends on the partition. */
export function isPartitionedConfig(config: unknown): config is PartitionedConfig {
  return (
    typeof config === "object" &&
    config !== null &&
    (config as { readonly kind?: unknown }).kind === "partitioned-config"
  );
}
