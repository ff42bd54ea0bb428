import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import {
  allAssetsJobName,
  loadRunConfig,
  resolveSelection,
  type Definitions,
  type ExecuteInProcessOptions,
  type RunResult,
} from "@heddle/core";
import { withProgress } from "../../show/progress.ts";
import type { ProgramContext } from "./demo-program.ts";

/** How a program runs a job. */
export interface ExecuteDemoOptions extends Pick<
  ExecuteInProcessOptions,
  "partitionKey" | "partitionRange" | "tags"
> {
  /** Name of a file in the demo's `config` folder. Default `config.yaml`. */
  readonly config?: string;
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
  { config = "config.yaml", set = [], select, ...options }: ExecuteDemoOptions = {},
): Promise<RunResult> {
  const file = fileURLToPath(new URL(`../../../config/${config}`, import.meta.url));
  const runConfig = await loadRunConfig([file], { set });
  const runId = randomUUID();
  return await withProgress(instance, runId, say, () =>
    project.getJob(jobName).executeInProcess({
      ...options,
      instance,
      runId,
      signal,
      environment,
      runConfig,
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

function selected({ graph }: Definitions, select: string): (readonly string[])[] {
  return [...resolveSelection(graph, select)].flatMap((text) => {
    const node = graph.nodes.get(text);
    return node?.spec === undefined ? [] : [node.key];
  });
}
