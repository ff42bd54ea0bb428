import type {
  Asset,
  AssetIns,
  AssetOptionsBase,
  AssetValue,
  LoadableIns,
  MultiAsset,
} from "./asset-types.ts";
import type { AssetIn } from "./asset-in.ts";
import type { AssetOut, AssetOuts, OutIO } from "./multi-asset.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import type { Requirements } from "../resources/resource.ts";
import { assetKeyToUserString, assetOpName, type AssetKeyLike } from "./asset-key.ts";
import { readInputs } from "./asset-inputs.ts";
import { assetObject, keyOf } from "./asset.ts";
import type { AssetsDefinition, AssetSpec } from "./assets-definition.ts";
import { checkAssetLabels, checkKey } from "./check-asset.ts";
import { FaultList } from "./check-options.ts";
import { compose } from "./composition.ts";
import { listed } from "./fault.ts";
import type { Handle, Handles } from "./handle.ts";
import { readSpecs } from "./multi-asset.ts";
import type { GraphDefinition } from "./op-definition.ts";
import type { Partitions } from "./partition-types.ts";
import { SourceLocation } from "./source-location.ts";
import type { Delivered } from "./value-types.ts";

type Shared<Ins extends AssetIns, P extends Partitions | undefined> = Pick<
  AssetOptionsBase<Ins, P, unknown, unknown, {}>,
  "deps" | "description" | "partitions" | "group" | "backfillPolicy" | "hooks"
>;

/** Value types of the inputs of a graph of assets. */
export type GraphInputTypes<Ins> = {
  readonly [K in keyof Ins]: Ins[K] extends AssetIn<infer Value>
    ? Value
    : Ins[K] extends Asset
      ? Delivered<AssetValue<Ins[K]>>
      : never;
};

/** Options of {@link graphAsset}. */
export interface GraphAssetOptions<
  Ins extends AssetIns,
  P extends Partitions | undefined,
  IO extends string,
> extends Shared<Ins, P> {
  readonly name?: string;
  readonly keyPrefix?: AssetKeyLike;
  readonly key?: AssetKeyLike;
  readonly ins?: Ins & LoadableIns<NoInfer<Ins>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Resource key of the IO manager of the asset. */
  readonly ioManagerKey?: IO;
  readonly tags?: Readonly<Record<string, string>>;
  readonly kinds?: readonly string[];
  readonly owners?: readonly string[];
  readonly codeVersion?: string;
}

const optionNames: ReadonlySet<string> = new Set([
  "name",
  "keyPrefix",
  "key",
  "ins",
  "deps",
  "description",
  "metadata",
  "ioManagerKey",
  "partitions",
  "group",
  "tags",
  "kinds",
  "owners",
  "codeVersion",
  "backfillPolicy",
  "hooks",
]);

/**
 * An asset made by several ops. Step keys are `name.op`.
 *
 * @param options as for {@link asset}, without what belongs to a single body
 * @param body calls ops with handles of the inputs, and returns the handle of the asset's value; synchronous
 *
 * @example
 * ```ts
 * const cleaned = graphAsset({ name: "cleaned", ins: { rows } }, ({ rows }) => scale({ rows: clean({ rows }) }));
 * ```
 */
export function graphAsset<
  Value,
  const Ins extends AssetIns = {},
  P extends Partitions | undefined = undefined,
  const IO extends string = never,
>(
  options: GraphAssetOptions<Ins, P, IO>,
  body: (inputs: Handles<GraphInputTypes<Ins>>) => Handle<Value>,
): Asset<Value, P, Requirements<{}, IO>> {
  const location = SourceLocation.of(graphAsset);
  const key = keyOf(options);
  const list = new FaultList(`asset "${assetKeyToUserString(key)}"`, location);
  list.options(options, optionNames);
  checkKey(key, list);
  checkAssetLabels(options, list);
  const spec: AssetSpec = {
    key,
    outputName: "result",
    description: options.description,
    metadata: options.metadata ?? {},
    ioManagerKey: options.ioManagerKey ?? defaultIOManagerKey,
    partitions: options.partitions,
    group: options.group,
    tags: options.tags ?? {},
    kinds: options.kinds ?? [],
    owners: options.owners ?? [],
    codeVersion: options.codeVersion,
    required: true,
    backfillPolicy: options.backfillPolicy,
  };
  const definition = graphAssets(assetOpName(key), options, [spec], body, list, location);
  return assetObject(key, options.partitions, definition) as unknown as Asset<
    Value,
    P,
    Requirements<{}, IO>
  >;
}

/** Options of {@link graphMultiAsset}. */
export interface GraphMultiAssetOptions<
  Outs extends AssetOuts,
  Ins extends AssetIns,
  P extends Partitions | undefined,
> extends Shared<Ins, P> {
  readonly name: string;
  readonly outs: Outs;
  readonly ins?: Ins & LoadableIns<NoInfer<Ins>>;
}

type HandleValue<H> = H extends Handle<infer Value> ? Value : unknown;

/**
 * Several assets made by one graph of ops.
 *
 * @param body returns a record with a handle for every output
 */
export function graphMultiAsset<
  const Outs extends AssetOuts,
  Result extends {
    readonly [K in keyof Outs]: Handle<Outs[K] extends AssetOut<infer Value> ? Value : unknown>;
  },
  const Ins extends AssetIns = {},
  P extends Partitions | undefined = undefined,
>(
  options: GraphMultiAssetOptions<Outs, Ins, P>,
  body: (inputs: Handles<GraphInputTypes<Ins>>) => Result,
): MultiAsset<
  {
    readonly [K in keyof Outs]: Asset<
      K extends keyof Result ? HandleValue<Result[K]> : unknown,
      P,
      Requirements<{}, OutIO<Outs>>
    >;
  },
  Requirements<{}, OutIO<Outs>>
> {
  const location = SourceLocation.of(graphMultiAsset);
  const list = new FaultList(`multi-asset "${options.name}"`, location);
  list.options(options, new Set([...optionNames, "outs"]));
  list.name("name", options.name);
  const specs = readSpecs(options.outs, options, list);
  const definition = graphAssets(options.name, options, specs, body, list, location);
  const outs = Object.fromEntries(
    specs.map((spec) => [spec.outputName, assetObject(spec.key, spec.partitions, definition)]),
  );
  return { kind: "multi-asset", outs, definition } as never;
}

function graphAssets(
  name: string,
  options: Shared<AssetIns, Partitions | undefined> & { readonly ins?: AssetIns },
  specs: readonly AssetSpec[],
  body: (inputs: never) => unknown,
  list: FaultList,
  location: SourceLocation,
): AssetsDefinition {
  const { inputs, dependencies } = readInputs(options.ins ?? {}, options.deps ?? [], list);
  const composed = compose(
    name,
    inputs.map((input) => input.name),
    body,
    list,
  );
  const missing = specs
    .filter((spec) => composed.outputs[spec.outputName] === undefined)
    .map((spec) => spec.outputName);
  if (missing.length > 0)
    list.add(
      "CORE_INVALID_WIRING",
      `the body gives no handle for ${listed(missing)}`,
      "Return the handle of an op called in the body.",
    );
  const node: GraphDefinition = {
    kind: "graph",
    name,
    description: options.description,
    inputs,
    nodes: composed.nodes,
    outputs: composed.outputs,
    configMapping: undefined,
    tags: {},
    hooks: options.hooks ?? [],
    bound: {},
    faults: [],
    location,
  };
  return {
    kind: "assets",
    node,
    specs,
    dependencies,
    checks: [],
    canSubset: false,
    internalDependencies: {},
    bound: {},
    faults: list.faults,
    location,
  };
}
