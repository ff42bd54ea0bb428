import type { AssetKey } from "../definitions/asset-key.ts";
import { assetKeyToUserString } from "../definitions/asset-key.ts";
import type { Fault } from "../definitions/fault.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import type { AssetGraph } from "../plan/asset-graph.ts";
import type { ExecutionPlan, PlanStep } from "../plan/plan.ts";
import {
  ResourcePlan,
  type PlannedResource,
  type ResourceScope,
} from "../resources/resource-plan.ts";
import type { StepResources } from "./run-services.ts";

/** Resources of all steps of a plan. */
export interface BoundResources {
  readonly all: readonly PlannedResource[];
  readonly byStep: ReadonlyMap<string, StepResources>;
  readonly faults: readonly Fault[];
  /** Plans the IO manager of any asset, for `loadAsset`. */
  readonly managerOf: (key: AssetKey) => PlannedResource | undefined;
}

/**
 * Finds the resource behind every key that the steps of a plan need.
 *
 * @param scope resources of the run: those of the job and of the definitions
 * @param fallback the IO manager for outputs that name none, when the scope has none
 */
export function bindResources(
  plan: ExecutionPlan,
  graph: AssetGraph,
  scope: ResourceScope,
  fallback: ResourceScope,
): BoundResources {
  const resources = new ResourcePlan();
  const byStep = new Map<string, StepResources>();
  const base: ResourceScope = { ...fallback, ...scope };
  for (const step of plan.steps) byStep.set(step.key, bindStep(step, resources, graph, base));
  const managerOf = (key: AssetKey): PlannedResource | undefined => {
    const node = graph.get(key);
    const managerKey =
      node?.spec?.ioManagerKey ??
      (node?.definition.kind === "source" ? node.definition.ioManagerKey : defaultIOManagerKey);
    return resources.require(
      { key: managerKey, requiredBy: `asset "${assetKeyToUserString(key)}"` },
      { ...base, ...node?.definition.bound },
    );
  };
  return { all: resources.all, byStep, faults: resources.faults, managerOf };
}

function bindStep(
  step: PlanStep,
  resources: ResourcePlan,
  graph: AssetGraph,
  base: ResourceScope,
): StepResources {
  const scope: ResourceScope = {
    ...base,
    ...step.assets?.bound,
    ...step.observes?.bound,
    ...step.op.bound,
  };
  const subject =
    step.check === undefined
      ? step.assets === undefined
        ? `op "${step.path.join(".")}"`
        : `asset "${assetKeyToUserString(step.assets.specs[0]?.key ?? [])}"`
      : `check "${step.key}"`;
  const location = step.op.location;
  const needs = new Map<string, PlannedResource>();
  for (const key of Object.keys(step.op.needs)) {
    const planned = resources.require({ key, requiredBy: subject, location }, scope);
    if (planned !== undefined) needs.set(key, planned);
  }
  const outputs = new Map<string, PlannedResource>();
  if (step.check === undefined && step.observes === undefined) {
    for (const output of step.outputs) {
      if (!output.selected) continue;
      const planned = resources.require(
        {
          key: output.definition.ioManagerKey,
          requiredBy: `output "${output.definition.name}" of ${subject}`,
          location,
        },
        scope,
      );
      if (planned !== undefined) outputs.set(output.definition.name, planned);
    }
  }
  const inputs = new Map<string, PlannedResource>();
  for (const input of step.inputs) {
    const planned = inputManager(step, input, resources, graph, base, scope, subject);
    if (planned !== undefined) inputs.set(input.definition.name, planned);
  }
  const hooks = new Map<string, PlannedResource>();
  for (const hook of step.hooks) {
    for (const key of Object.keys(hook.needs)) {
      const planned = resources.require(
        { key, requiredBy: `hook "${hook.name}"`, location: hook.location },
        scope,
      );
      if (planned !== undefined) hooks.set(key, planned);
    }
  }
  return { needs: few(needs), outputs: few(outputs), inputs: few(inputs), hooks: few(hooks) };
}

const nothing: ReadonlyMap<string, PlannedResource> = new Map();

/** Most steps have few resources: all empty maps are one. */
function few(map: ReadonlyMap<string, PlannedResource>): ReadonlyMap<string, PlannedResource> {
  return map.size === 0 ? nothing : map;
}

function inputManager(
  step: PlanStep,
  input: PlanStep["inputs"][number],
  resources: ResourcePlan,
  graph: AssetGraph,
  base: ResourceScope,
  scope: ResourceScope,
  subject: string,
): PlannedResource | undefined {
  const own = input.definition.inputManagerKey;
  const requiredBy = `input "${input.definition.name}" of ${subject}`;
  if (own !== undefined)
    return resources.require({ key: own, requiredBy, location: step.op.location }, scope);
  if (input.source.kind !== "asset") return undefined;
  const node = graph.get(input.source.key);
  const definition = node?.definition ?? input.dependency?.upstream;
  const key =
    node?.spec?.ioManagerKey ?? specKey(definition, input.source.key) ?? defaultIOManagerKey;
  return resources.require(
    { key, requiredBy, location: step.op.location },
    { ...base, ...definition?.bound },
  );
}

function specKey(
  definition: NonNullable<PlanStep["inputs"][number]["dependency"]>["upstream"],
  key: AssetKey,
): string | undefined {
  if (definition === undefined) return undefined;
  if (definition.kind === "source") return definition.ioManagerKey;
  return definition.specs.find((spec) => spec.key.join("\n") === key.join("\n"))?.ioManagerKey;
}
