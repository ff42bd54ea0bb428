import {
  allAssetsJobName,
  InvalidConfigError,
  type AssetNode,
  type Definitions,
  type ExecuteInProcessOptions,
} from "@heddle/core";
import { HeddleError } from "@heddle/errors";

type Partitions = NonNullable<AssetNode["partitions"]>;

/**
 * Checks a run config before anything runs. Where a run would need a partition and none was named, the first key stands
 * for all; assets that cannot be made in one run are checked one partitions definition after the other.
 *
 * @throws as the runs would, with the faults of all of them
 */
export async function checkRunConfig(
  definitions: Definitions,
  jobName: string,
  options: ExecuteInProcessOptions,
): Promise<void> {
  const problems: HeddleError["problems"][number][] = [];
  for (const run of runsOf(definitions, jobName, options)) {
    try {
      await definitions.dryRun(jobName, run);
    } catch (error) {
      if (!HeddleError.is(error) || error.code !== "CORE_INVALID_CONFIG") throw error;
      problems.push(...error.problems);
    }
  }
  const distinct = [
    ...new Map(problems.toReversed().map((problem) => [problem.path, problem])).values(),
  ].toReversed();
  if (distinct.length === 0) return;
  const faults = distinct.length === 1 ? "a fault" : `${String(distinct.length)} faults`;
  const list = distinct.map(({ path, message }) => `${path ?? ""}: ${message}`).join("; ");
  throw new InvalidConfigError({
    code: "CORE_INVALID_CONFIG",
    message: `the config of "${jobName}" has ${faults}: ${list}`,
    problems: distinct,
  });
}

function runsOf(
  definitions: Definitions,
  jobName: string,
  options: ExecuteInProcessOptions,
): readonly ExecuteInProcessOptions[] {
  if (options.partitionKey !== undefined || options.partitionRange !== undefined) return [options];
  if (jobName !== allAssetsJobName) {
    return keyed(options, definitions.getJob(jobName).definition.partitions);
  }
  const { graph } = definitions;
  const wanted = options.assetSelection?.map((key) => graph.get(key)) ?? [...graph.nodes.values()];
  const groups = Map.groupBy(
    wanted.filter((node) => node?.spec !== undefined),
    (node) => node?.partitions,
  );
  return [...groups].flatMap(([partitions, nodes]) =>
    keyed(
      {
        ...options,
        assetSelection: nodes.flatMap((node) => (node === undefined ? [] : [node.key])),
      },
      partitions,
    ),
  );
}

function keyed(
  options: ExecuteInProcessOptions,
  partitions: Partitions | undefined,
): readonly ExecuteInProcessOptions[] {
  if (partitions === undefined) return [options];
  const partitionKey = firstKey(partitions);
  return partitionKey === undefined ? [] : [{ ...options, partitionKey }];
}

function firstKey(partitions: Partitions): string | undefined {
  try {
    return partitions.getFirstPartitionKey();
  } catch {
    // Keys that are stored, not defined, are known to an instance only: their config is checked by the run.
    return undefined;
  }
}
