import { didYouMean, listed } from "../definitions/fault.ts";
import { CoreError } from "../errors.ts";
import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import type { PreparedRun } from "./prepared-run.ts";
import { knownSteps, type KnownStep } from "./known-steps.ts";

/** Which steps run again. */
export type ReexecutionStrategy = "ALL_STEPS" | "FROM_FAILURE" | "FROM_ASSET_FAILURE";

/** The prepared run that repeats another one. */
export async function repeat(
  prepared: PreparedRun,
  parent: RunRecord,
  instance: Instance,
  what: ReexecutionStrategy | readonly string[],
  tags: Readonly<Record<string, string>> = {},
): Promise<PreparedRun> {
  const rootRunId = parent.rootRunId ?? parent.runId;
  const chain = {
    "dagster/parent_run_id": parent.runId,
    "dagster/root_run_id": rootRunId,
    ...(what === "ALL_STEPS"
      ? {}
      : { "dagster/is_resume_retry": what === "FROM_FAILURE" ? "true" : "false" }),
  };
  const again: PreparedRun = {
    ...prepared,
    tags: { ...prepared.tags, ...chain, ...tags },
    parent: { parentRunId: parent.runId, rootRunId },
  };
  if (what === "ALL_STEPS") return again;
  const known = await knownSteps(instance, parent);
  const reused =
    typeof what === "string"
      ? what === "FROM_FAILURE"
        ? known
        : await withAssets(known, prepared, instance, parent)
      : selected(known, prepared, what);
  return {
    ...again,
    known: reused,
    ...(typeof what === "string"
      ? {}
      : { stepSelection: what, tags: { ...again.tags, "dagster/step_selection": what.join(",") } }),
  };
}

function selected(
  known: ReadonlyMap<string, KnownStep>,
  prepared: PreparedRun,
  steps: readonly string[],
): ReadonlyMap<string, KnownStep> {
  const keys = prepared.plan.steps.map((step) => step.key);
  for (const step of steps) {
    const pattern = step.replace(/\[[^\]]*\]$/, "[?]");
    if (prepared.plan.stepsByKey.has(step) || prepared.plan.stepsByKey.has(pattern)) continue;
    throw new CoreError({
      code: "CORE_UNKNOWN_STEP",
      message: `"${step}" is no step of "${prepared.jobName}"`,
      hint: didYouMean(step, keys) ?? `Its steps are ${listed(keys)}.`,
      details: { step },
    });
  }
  const again = new Set(steps);
  const isAgain = (key: string): boolean =>
    again.has(key) || again.has(key.replace(/\[[^\]]*\]$/, "[?]"));
  const reused = new Map([...known].filter(([key]) => !isAgain(key)));
  for (const step of prepared.plan.steps) {
    if (!isAgain(step.key) && !reused.has(step.key) && step.mappedOver === undefined)
      reused.set(step.key, notSelected);
  }
  return reused;
}

/** Stands for a step that neither runs nor ran: it has no outputs, so what needs them is skipped. */
const notSelected: KnownStep = {
  runId: "",
  outcome: { status: "success", outputs: {}, blocked: [] },
};

/** The known steps without those whose assets the earlier run planned and did not make. */
async function withAssets(
  known: ReadonlyMap<string, KnownStep>,
  prepared: PreparedRun,
  instance: Instance,
  parent: RunRecord,
): Promise<ReadonlyMap<string, KnownStep>> {
  const made = new Set<string>();
  for await (const event of instance.allEvents({
    runId: parent.runId,
    types: ["ASSET_MATERIALIZATION"],
  }))
    made.add(event.data.assetKey.join("\n"));
  return new Map(
    [...known].filter(([key, step]) => {
      const assets =
        prepared.plan.stepsByKey
          .get(key)
          ?.outputs.filter((output) => output.asset !== undefined && output.selected) ?? [];
      return (
        step.runId !== parent.runId ||
        assets.every((output) => made.has(output.asset?.key.join("\n") ?? ""))
      );
    }),
  );
}
