import { didYouMean, listed } from "../definitions/fault.ts";
import { CoreError } from "../errors.ts";
import { upstreamSteps, type ExecutionPlan, type PlanStep } from "./plan.ts";

/**
 * The part of a plan that a selection of ops means: `op`, `graph.inner`, `*op` and `op*` with all upstream or downstream,
 * `+op`, `op++` with so many layers.
 *
 * @throws CORE_UNKNOWN_STEP with the nearest step
 */
export function selectOps(plan: ExecutionPlan, selection: readonly string[]): ExecutionPlan {
  const selected = new Set<string>();
  for (const text of selection) for (const key of select(plan, text)) selected.add(key);
  return keepSteps(plan, selected);
}

/** The plan with only some steps. */
export function keepSteps(plan: ExecutionPlan, keep: ReadonlySet<string>): ExecutionPlan {
  const steps = plan.steps
    .filter((step) => keep.has(step.key))
    .map((step) => ({
      ...step,
      after: step.after.filter((key) => keep.has(key)),
      gates: step.gates.filter((key) => keep.has(key)),
    }));
  return {
    ...plan,
    steps,
    stepsByKey: new Map(steps.map((step) => [step.key, step])),
    stepByAsset: new Map([...plan.stepByAsset].filter(([, producer]) => keep.has(producer.step))),
  };
}

function select(plan: ExecutionPlan, text: string): ReadonlySet<string> {
  const match = /^(\*|\++)?(.*?)(\*|\++)?$/.exec(text.trim());
  const name = match?.[2] ?? text;
  if (name === "" && match?.[1] === "*") return new Set(plan.steps.map((step) => step.key));
  const start = plan.steps
    .filter(
      (step) =>
        step.key === name ||
        step.key === `${name}[?]` ||
        step.path.join(".").startsWith(`${name}.`),
    )
    .map((step) => step.key);
  if (start.length === 0) {
    const keys = plan.steps.map((step) => step.path.join("."));
    throw new CoreError({
      code: "CORE_UNKNOWN_STEP",
      message: `"${name}" is no step of "${plan.jobName}"`,
      hint: didYouMean(name, keys) ?? `Its steps are ${listed(keys)}.`,
      details: { step: name },
    });
  }
  const up = match?.[1];
  const down = match?.[3];
  const result = new Set(start);
  if (up !== undefined)
    walk(
      result,
      start,
      up === "*" ? Infinity : up.length,
      (key) => upstreamSteps(plan.stepsByKey.get(key) as PlanStep),
      plan,
    );
  if (down !== undefined)
    walk(
      result,
      start,
      down === "*" ? Infinity : down.length,
      (key) => plan.steps.filter((step) => upstreamSteps(step).has(key)).map((step) => step.key),
      plan,
    );
  return result;
}

function walk(
  result: Set<string>,
  start: readonly string[],
  depth: number,
  next: (key: string) => Iterable<string>,
  plan: ExecutionPlan,
): void {
  let layer = start;
  const seen = new Set(start);
  for (let level = 0; level < depth && layer.length > 0; level += 1) {
    const following: string[] = [];
    for (const key of layer) {
      for (const other of next(key)) {
        if (seen.has(other) || !plan.stepsByKey.has(other)) continue;
        seen.add(other);
        result.add(other);
        following.push(other);
      }
    }
    layer = following;
  }
}
