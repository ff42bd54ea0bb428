import type {
  AssetCheckDefinition,
  AssetDependency,
  AssetsDefinition,
  AssetSpec,
  SourceAssetDefinition,
} from "../definitions/assets-definition.ts";
import type { Hook } from "../definitions/hook.ts";
import type { InputDefinition } from "../definitions/op-definition.ts";
import type { RetryPolicy } from "../definitions/retry-policy.ts";
import type { AssetGraph } from "./asset-graph.ts";
import { assetKeyText } from "./asset-graph.ts";
import { flattenGraph, type OuterInput } from "./flatten-graph.ts";
import { finishPlan } from "./finish-plan.ts";
import { priorityOf } from "./priority.ts";
import type { ExecutionPlan, InputSource, PlanInput, PlanStep } from "./plan.ts";

/** What a plan over assets is made with. */
export interface PlanAssetsOptions {
  readonly jobName: string;
  /** Texts of the keys to make or observe; all others are loaded. */
  readonly selected: ReadonlySet<string>;
  readonly hooks?: readonly Hook[];
  readonly retryPolicy?: RetryPolicy | undefined;
  /** Whether the checks of the selected assets are evaluated. Default true. */
  readonly checks?: boolean;
}

/**
 * The plan that makes selected assets of a graph. Values of assets outside the selection are loaded by their IO managers.
 * Linear in assets and edges.
 */
export function planAssets(graph: AssetGraph, options: PlanAssetsOptions): ExecutionPlan {
  const steps: PlanStep[] = [];
  const stepByAsset = new Map<string, { readonly step: string; readonly output: string }>();
  const chosen: AssetsDefinition[] = [];
  for (const definition of graph.definitions) {
    if (!definition.specs.some((spec) => options.selected.has(assetKeyText(spec.key)))) continue;
    chosen.push(definition);
    for (const [text, step, output] of producersOf(definition)) {
      if (options.selected.has(text)) stepByAsset.set(text, { step, output });
    }
  }
  const shared = { hooks: options.hooks ?? [], tags: {}, after: [] };
  for (const definition of chosen) {
    const source = (dependency: AssetDependency): InputSource => {
      const producer = stepByAsset.get(assetKeyText(dependency.key));
      const own =
        producer !== undefined &&
        definition.specs.some((spec) => assetKeyText(spec.key) === assetKeyText(dependency.key));
      return producer === undefined || own
        ? { kind: "asset", key: dependency.key }
        : { kind: "step", ...producer, collect: false };
    };
    const after = orderOnly(definition.dependencies, stepByAsset, definition);
    steps.push(
      ...stepsOfDefinition(definition, source, after, options, steps.length, shared.hooks),
    );
  }
  for (const definition of graph.sources) {
    if (definition.observe !== undefined && options.selected.has(assetKeyText(definition.key))) {
      steps.push(observeStep(definition, steps.length, shared.hooks));
    }
  }
  if (options.checks !== false) {
    const gates = new Map<string, string[]>();
    for (const check of graph.checks) {
      const text = assetKeyText(check.spec.asset);
      if (!options.selected.has(text)) continue;
      const step = checkStep(check, stepByAsset, steps.length, shared.hooks);
      steps.push(step);
      if (check.spec.blocking) gates.set(text, [...(gates.get(text) ?? []), step.key]);
    }
    if (gates.size > 0)
      return finishPlan(
        options.jobName,
        steps.map((step) => withGates(step, gates, graph, options.selected)),
        stepByAsset,
      );
  }
  return finishPlan(options.jobName, steps, stepByAsset);
}

function* producersOf(
  definition: AssetsDefinition,
): Generator<readonly [text: string, step: string, output: string]> {
  const { node } = definition;
  if (node.kind === "op") {
    for (const spec of definition.specs) yield [assetKeyText(spec.key), node.name, spec.outputName];
    return;
  }
  const flat = flattenGraph(node, [node.name], new Map(), { hooks: [], tags: {}, after: [] });
  for (const spec of definition.specs) {
    const output = flat.outputs[spec.outputName];
    if (output?.kind === "step") yield [assetKeyText(spec.key), output.step, output.output];
  }
}

function stepsOfDefinition(
  definition: AssetsDefinition,
  source: (dependency: AssetDependency) => InputSource,
  after: readonly string[],
  options: PlanAssetsOptions,
  index: number,
  hooks: readonly Hook[],
): readonly PlanStep[] {
  const { node } = definition;
  const byInput = new Map(
    definition.dependencies
      .filter((dependency) => dependency.inputName !== undefined)
      .map((dependency) => [dependency.inputName as string, dependency]),
  );
  const inputOf = (input: InputDefinition): PlanInput => {
    const dependency = byInput.get(input.name);
    return {
      definition: input,
      source: dependency === undefined ? { kind: "default" } : source(dependency),
      dependency,
    };
  };
  if (node.kind === "op") {
    const byOutput = new Map(definition.specs.map((spec) => [spec.outputName, spec]));
    return [
      {
        key: node.name,
        path: [node.name],
        op: node,
        inputs: node.inputs.map(inputOf),
        outputs: node.outputs.map((output) => {
          const asset = byOutput.get(output.name);
          return {
            definition: output,
            asset,
            selected: asset === undefined || options.selected.has(assetKeyText(asset.key)),
          };
        }),
        after,
        mappedOver: undefined,
        tags: node.tags,
        hooks: [...hooks, ...node.hooks],
        retryPolicy: node.retryPolicy ?? options.retryPolicy,
        priority: priorityOf(node.tags),
        index,
        assets: definition,
        observes: undefined,
        check: undefined,
        gates: [],
      },
    ];
  }
  const outer = new Map<string, OuterInput>(
    node.inputs.map((input) => {
      const made = inputOf(input);
      return [
        input.name,
        { source: made.source, dependency: made.dependency, definition: made.definition },
      ];
    }),
  );
  const flat = flattenGraph(node, [node.name], outer, { hooks, tags: {}, after });
  const assetOf = new Map<string, AssetSpec>();
  for (const spec of definition.specs) {
    const output = flat.outputs[spec.outputName];
    if (output?.kind === "step") assetOf.set(`${output.step}\n${output.output}`, spec);
  }
  return flat.nodes.map((inner, offset) => {
    const key = inner.path.join(".");
    return {
      key,
      path: inner.path,
      op: inner.op,
      inputs: inner.inputs,
      outputs: inner.op.outputs.map((output) => {
        const asset = assetOf.get(`${key}\n${output.name}`);
        const defined =
          asset === undefined
            ? output
            : {
                ...output,
                metadata: { ...output.metadata, ...asset.metadata },
                ioManagerKey: asset.ioManagerKey,
              };
        return {
          definition: defined,
          asset,
          selected: asset === undefined || options.selected.has(assetKeyText(asset.key)),
        };
      }),
      after: inner.after,
      mappedOver: undefined,
      tags: inner.tags,
      hooks: inner.hooks,
      retryPolicy: inner.retryPolicy ?? options.retryPolicy,
      priority: priorityOf(inner.tags),
      index: index + offset,
      assets: definition,
      observes: undefined,
      check: undefined,
      gates: [],
    };
  });
}

function orderOnly(
  dependencies: readonly AssetDependency[],
  stepByAsset: ReadonlyMap<string, { readonly step: string }>,
  own: AssetsDefinition | undefined,
): readonly string[] {
  const keys = new Set<string>();
  for (const dependency of dependencies) {
    if (dependency.inputName !== undefined) continue;
    const text = assetKeyText(dependency.key);
    if (own?.specs.some((spec) => assetKeyText(spec.key) === text) === true) continue;
    const producer = stepByAsset.get(text);
    if (producer !== undefined) keys.add(producer.step);
  }
  return [...keys];
}

function observeStep(
  definition: SourceAssetDefinition,
  index: number,
  hooks: readonly Hook[],
): PlanStep {
  const op = definition.observe as NonNullable<SourceAssetDefinition["observe"]>;
  return {
    key: op.name,
    path: [op.name],
    op,
    inputs: [],
    outputs: op.outputs.map((output) => ({ definition: output, asset: undefined, selected: true })),
    after: [],
    mappedOver: undefined,
    tags: op.tags,
    hooks,
    retryPolicy: op.retryPolicy,
    priority: 0,
    index,
    assets: undefined,
    observes: definition,
    check: undefined,
    gates: [],
  };
}

function checkStep(
  check: AssetCheckDefinition,
  stepByAsset: ReadonlyMap<string, { readonly step: string; readonly output: string }>,
  index: number,
  hooks: readonly Hook[],
): PlanStep {
  const { node } = check;
  const inputs = node.inputs.map((definition): PlanInput => {
    const dependency = check.dependencies.find((one) => one.inputName === definition.name);
    if (dependency === undefined) return { definition, source: { kind: "default" }, dependency };
    const producer = stepByAsset.get(assetKeyText(dependency.key));
    return {
      definition,
      source:
        producer === undefined
          ? { kind: "asset", key: dependency.key }
          : { kind: "step", ...producer, collect: false },
      dependency,
    };
  });
  return {
    key: node.name,
    path: [node.name],
    op: node,
    inputs,
    outputs: node.outputs.map((output) => ({
      definition: output,
      asset: undefined,
      selected: true,
    })),
    after: orderOnly(check.dependencies, stepByAsset, undefined),
    mappedOver: undefined,
    tags: node.tags,
    hooks,
    retryPolicy: node.retryPolicy,
    priority: 0,
    index,
    assets: undefined,
    observes: undefined,
    check: check.spec,
    gates: [],
  };
}

function withGates(
  step: PlanStep,
  gates: ReadonlyMap<string, readonly string[]>,
  graph: AssetGraph,
  selected: ReadonlySet<string>,
): PlanStep {
  if (step.assets === undefined || step.check !== undefined) return step;
  const keys = new Set<string>();
  for (const dependency of step.assets.dependencies) {
    const text = assetKeyText(dependency.key);
    if (selected.has(text) && graph.nodes.has(text))
      for (const gate of gates.get(text) ?? []) keys.add(gate);
  }
  return keys.size === 0 ? step : { ...step, gates: [...keys] };
}
