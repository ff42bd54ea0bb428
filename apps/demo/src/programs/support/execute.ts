import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import {
  allAssetsJobName,
  loadRunConfig,
  resolveSelection,
  type Definitions,
  type ExecuteInProcessOptions,
  type RunConfig,
  type RunResult,
} from "@heddle/core";
import { withProgress } from "../../show/progress.ts";
import type { ProgramContext } from "./demo-program.ts";

/** How a program runs a job. */
export interface ExecuteDemoOptions extends Pick<
  ExecuteInProcessOptions,
  "partitionKey" | "partitionRange" | "tags"
> {
  /** Name of a file in the demo's `config` folder, or undefined for none. Default `config.yaml`. */
  readonly config?: string | undefined;
  /** Assignments over the file, as the command line's `--set`. */
  readonly set?: readonly string[];
  /** Which assets, in the selection syntax. */
  readonly select?: string;
}

/** Runs a job of a program, with its config file and progress. */
export async function executeDemo(
  { instance, environment, say, signal }: ProgramContext,
  project: Definitions,
  jobName: string,
  { set = [], select, ...given }: ExecuteDemoOptions = {},
): Promise<RunResult> {
  const { config, ...options } = { config: "config.yaml", ...given };
  const runId = randomUUID();
  return await withProgress(instance, runId, say, async () =>
    project.getJob(jobName).executeInProcess({
      ...options,
      instance,
      runId,
      signal,
      environment,
      ...(config === undefined ? {} : { runConfig: await readConfig(config, set) }),
      ...(select === undefined ? {} : { assetSelection: selected(project, select) }),
    }),
  );
}

/** Makes assets of a program: all, or those of a selection. */
export async function materializeDemo(
  context: ProgramContext,
  project: Definitions,
  options: ExecuteDemoOptions = {},
): Promise<RunResult> {
  return await executeDemo(context, project, allAssetsJobName, options);
}

/** Makes one asset, a run per partition, as a backfill does. */
export async function materializePartitions(
  context: ProgramContext,
  project: Definitions,
  partitionKeys: readonly NonNullable<ExecuteDemoOptions["partitionKey"]>[],
  options: Omit<ExecuteDemoOptions, "partitionKey" | "partitionRange"> = {},
): Promise<void> {
  for (const partitionKey of partitionKeys) {
    await materializeDemo(context, project, { ...options, partitionKey });
  }
}

async function readConfig(name: string, set: readonly string[]): Promise<RunConfig> {
  const file = fileURLToPath(new URL(`../../../config/${name}`, import.meta.url));
  return await loadRunConfig([file], { set });
}

function selected({ graph }: Definitions, select: string): (readonly string[])[] {
  return [...resolveSelection(graph, select)].flatMap((text) => {
    const node = graph.nodes.get(text);
    return node?.spec === undefined ? [] : [node.key];
  });
}
