import type {
  AssetCheckSpec,
  AssetDependency,
  AssetsDefinition,
  AssetSpec,
  SourceAssetDefinition,
} from "../definitions/assets-definition.ts";
import { assetKeyToUserString, type AssetKey } from "../definitions/asset-key.ts";
import type { Hook } from "../definitions/hook.ts";
import type {
  InputDefinition,
  OpDefinition,
  OutputDefinition,
} from "../definitions/op-definition.ts";
import type { RetryPolicy } from "../definitions/retry-policy.ts";

/** Where the value of an input comes from. */
export type InputSource =
  /** An output of a step of this plan. */
  | {
      readonly kind: "step";
      readonly step: string;
      readonly output: string;
      readonly collect: boolean;
    }
  /** Several sources, as a list. */
  | { readonly kind: "list"; readonly items: readonly InputSource[] }
  /** The stored value of an asset that this plan does not make. */
  | { readonly kind: "asset"; readonly key: AssetKey }
  /** Run config, `inputs.<name>.value`. */
  | { readonly kind: "config"; readonly path: readonly string[] }
  | { readonly kind: "default" }
  /** The input manager that the input names. */
  | { readonly kind: "manager" };

/** An input of a step. */
export interface PlanInput {
  readonly definition: InputDefinition;
  readonly source: InputSource;
  /** The asset that the input reads, with mapping and shape. */
  readonly dependency: AssetDependency | undefined;
}

/** An output of a step. */
export interface PlanOutput {
  readonly definition: OutputDefinition;
  readonly asset: AssetSpec | undefined;
  /** False for the outputs of a subset that this run leaves out. */
  readonly selected: boolean;
}

/** One step. */
export interface PlanStep {
  /** Dotted path of node names; a step that runs once per value of a dynamic output ends in `[?]` until it is known. */
  readonly key: string;
  readonly path: readonly string[];
  readonly op: OpDefinition;
  readonly inputs: readonly PlanInput[];
  readonly outputs: readonly PlanOutput[];
  /** Keys of the steps that must have ended well before this one starts, for order only. */
  readonly after: readonly string[];
  /** The dynamic output over which the step is mapped. */
  readonly mappedOver: { readonly step: string; readonly output: string } | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly hooks: readonly Hook[];
  readonly retryPolicy: RetryPolicy | undefined;
  /** Tag `dagster/priority`; higher first. */
  readonly priority: number;
  /** Position of the definition; ties are broken by it. */
  readonly index: number;
  readonly assets: AssetsDefinition | undefined;
  /** The external asset that this step observes. */
  readonly observes: SourceAssetDefinition | undefined;
  /** The check that this step evaluates. */
  readonly check: AssetCheckSpec | undefined;
  /** Checks whose failure stops this step, when they are evaluated in this plan. */
  readonly gates: readonly string[];
}

/** What is to be run: steps and how they hang together. A pure value. */
export interface ExecutionPlan {
  readonly jobName: string;
  /** In an order in which every step comes after what it needs. */
  readonly steps: readonly PlanStep[];
  readonly stepsByKey: ReadonlyMap<string, PlanStep>;
  /** Step that makes an asset, by the text of its key. */
  readonly stepByAsset: ReadonlyMap<string, { readonly step: string; readonly output: string }>;
}

/** A plan as plain data, for printing and storing. */
export interface PlanSnapshot {
  readonly jobName: string;
  readonly steps: readonly {
    readonly key: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: readonly string[];
    readonly assets?: readonly string[];
    readonly after?: readonly string[];
    readonly tags?: Readonly<Record<string, string>>;
  }[];
}

/** The plan as plain data. Equal plans give equal data. */
export function planSnapshot(plan: ExecutionPlan): PlanSnapshot {
  return {
    jobName: plan.jobName,
    steps: plan.steps.map((step) => {
      const assets = step.outputs
        .filter((output) => output.selected && output.asset !== undefined)
        .map((output) => assetKeyToUserString(output.asset?.key ?? []));
      return {
        key: step.key,
        inputs: Object.fromEntries(
          step.inputs.map((input) => [input.definition.name, sourceSnapshot(input.source)]),
        ),
        outputs: step.outputs
          .filter((output) => output.selected)
          .map((output) => output.definition.name),
        ...(assets.length === 0 ? {} : { assets }),
        ...(step.after.length === 0 ? {} : { after: step.after }),
        ...(Object.keys(step.tags).length === 0 ? {} : { tags: step.tags }),
      };
    }),
  };
}

function sourceSnapshot(source: InputSource): unknown {
  switch (source.kind) {
    case "step":
      return `${source.step}.${source.output}${source.collect ? " (collected)" : ""}`;
    case "list":
      return source.items.map(sourceSnapshot);
    case "asset":
      return { asset: assetKeyToUserString(source.key) };
    case "config":
      return { config: source.path.join(".") };
    default:
      return source.kind;
  }
}

/** The steps whose outputs a source reads. */
export function sourceSteps(
  source: InputSource,
): readonly { readonly step: string; readonly output: string; readonly collect: boolean }[] {
  if (source.kind === "step") return [source];
  return source.kind === "list" ? source.items.flatMap(sourceSteps) : [];
}

/** Keys of the steps that a step waits for. */
export function upstreamSteps(step: PlanStep): ReadonlySet<string> {
  const keys = new Set(step.after);
  for (const input of step.inputs)
    for (const { step: key } of sourceSteps(input.source)) keys.add(key);
  for (const gate of step.gates) keys.add(gate);
  if (step.mappedOver !== undefined) keys.add(step.mappedOver.step);
  return keys;
}
