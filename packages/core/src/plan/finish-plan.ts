import { CoreError } from "../errors.ts";
import { orderSteps } from "./order-steps.ts";
import { sourceSteps, type ExecutionPlan, type PlanStep } from "./plan.ts";

/**
 * Orders steps and finds out which of them are mapped over a dynamic output.
 *
 * @throws CORE_CYCLE with one full circle
 */
export function finishPlan(
  jobName: string,
  steps: readonly PlanStep[],
  stepByAsset: ExecutionPlan["stepByAsset"],
): ExecutionPlan {
  const sorted = orderSteps(steps);
  if ("cycle" in sorted) {
    throw new CoreError({
      code: "CORE_CYCLE",
      message: `steps of "${jobName}" need each other: ${sorted.cycle.join(" → ")}`,
      hint: "Take one of them out of the circle.",
      details: { cycle: sorted.cycle },
    });
  }
  const byKey = new Map<string, PlanStep>();
  const renamed = new Map<string, string>();
  const ordered: PlanStep[] = [];
  for (const step of sorted.ordered) {
    const mappedOver = mappingOf(step, byKey, renamed);
    const key = mappedOver === undefined ? step.key : `${step.key}[?]`;
    if (key !== step.key) renamed.set(step.key, key);
    const final =
      mappedOver === undefined && renamed.size === 0
        ? step
        : rename({ ...step, key, mappedOver }, renamed);
    ordered.push(final);
    byKey.set(final.key, final);
  }
  return { jobName, steps: ordered, stepsByKey: byKey, stepByAsset };
}

function mappingOf(
  step: PlanStep,
  byKey: ReadonlyMap<string, PlanStep>,
  renamed: ReadonlyMap<string, string>,
): PlanStep["mappedOver"] {
  let found: PlanStep["mappedOver"];
  for (const input of step.inputs) {
    for (const source of sourceSteps(input.source)) {
      if (source.collect) continue;
      const upstream = byKey.get(renamed.get(source.step) ?? source.step);
      const dynamic =
        upstream?.outputs.find((output) => output.definition.name === source.output)?.definition
          .dynamic === true;
      const over =
        dynamic && upstream !== undefined
          ? { step: upstream.key, output: source.output }
          : upstream?.mappedOver;
      if (over === undefined) continue;
      if (found !== undefined && (found.step !== over.step || found.output !== over.output)) {
        throw new CoreError({
          code: "CORE_INVALID_WIRING",
          message: `step "${step.key}" takes values of two dynamic outputs, "${found.step}.${found.output}" and "${over.step}.${over.output}"`,
          hint: "Collect one of them first.",
        });
      }
      if (dynamic && upstream?.mappedOver !== undefined) {
        throw new CoreError({
          code: "CORE_INVALID_WIRING",
          message: `step "${step.key}" maps over "${source.step}", which is mapped itself`,
          hint: "Collect the outer one first.",
        });
      }
      found = over;
    }
  }
  return found;
}

function rename(step: PlanStep, renamed: ReadonlyMap<string, string>): PlanStep {
  const source = (
    from: PlanStep["inputs"][number]["source"],
  ): PlanStep["inputs"][number]["source"] =>
    from.kind === "step"
      ? { ...from, step: renamed.get(from.step) ?? from.step }
      : from.kind === "list"
        ? { ...from, items: from.items.map(source) }
        : from;
  return {
    ...step,
    inputs: step.inputs.map((input) => ({ ...input, source: source(input.source) })),
    after: step.after.map((key) => renamed.get(key) ?? key),
  };
}
