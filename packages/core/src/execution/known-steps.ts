import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import type { StepOutcome } from "./step-outcome.ts";

/** A step that an earlier run did, so that it need not run again. */
export interface KnownStep {
  /** The run that stored its outputs. */
  readonly runId: string;
  readonly outcome: Extract<StepOutcome, { readonly status: "success" }>;
}

/**
 * The steps that a run, or the runs that it repeats, did with success; a later failure of a step takes an earlier success back.
 *
 * @param run the newest run of the chain
 */
export async function knownSteps(
  instance: Instance,
  run: RunRecord,
): Promise<ReadonlyMap<string, KnownStep>> {
  const known = new Map<string, KnownStep>();
  const settled = new Set<string>();
  const visited = new Set<string>();
  for (
    let current: RunRecord | undefined = run;
    current !== undefined && !visited.has(current.runId);
  ) {
    visited.add(current.runId);
    const outputs = new Map<string, Record<string, readonly string[] | true>>();
    const started = new Set<string>();
    const succeeded = new Set<string>();
    const { runId } = current;
    for await (const event of instance.allEvents({
      runId,
      types: ["STEP_START", "STEP_RESTARTED", "STEP_OUTPUT", "STEP_SUCCESS"],
    })) {
      if (event.stepKey === undefined) continue;
      if (event.type === "STEP_SUCCESS") succeeded.add(event.stepKey);
      else if (event.type === "STEP_OUTPUT") addOutput(outputs, event.stepKey, event.data.output);
      else {
        started.add(event.stepKey);
        outputs.delete(event.stepKey);
      }
    }
    for (const stepKey of succeeded) {
      if (!settled.has(stepKey))
        known.set(stepKey, {
          runId,
          outcome: { status: "success", outputs: outputs.get(stepKey) ?? {}, blocked: [] },
        });
    }
    for (const stepKey of started) settled.add(stepKey);
    current =
      current.parentRunId === undefined ? undefined : await instance.getRun(current.parentRunId);
  }
  return known;
}

function addOutput(
  outputs: Map<string, Record<string, readonly string[] | true>>,
  stepKey: string,
  output: { readonly outputName: string; readonly mappingKey?: string },
): void {
  const own = outputs.get(stepKey) ?? {};
  const before = own[output.outputName];
  own[output.outputName] =
    output.mappingKey === undefined
      ? true
      : [...(Array.isArray(before) ? (before as readonly string[]) : []), output.mappingKey];
  outputs.set(stepKey, own);
}
