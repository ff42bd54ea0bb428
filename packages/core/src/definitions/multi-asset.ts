import type { AssetContext } from "../context/step-context.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import type { Requirements, ResourceRequirements, ResourceValues } from "../resources/resource.ts";
import type { DynamicOutput, Output } from "../results/output.ts";
import type { Schema } from "../schema/schema.ts";
import { assetKey, assetKeyToUserString, sameAssetKey, type AssetKeyLike } from "./asset-key.ts";
import { readChecks } from "./asset-check.ts";
import { readInputs } from "./asset-inputs.ts";
import { assetObject, outputOf } from "./asset.ts";
import type { Asset, AssetIns, AssetOptionsBase, InputValues, MultiAsset } from "./asset-types.ts";
import type { AssetsDefinition, AssetSpec, BackfillPolicy } from "./assets-definition.ts";
import { checkAssetLabels, checkKey } from "./check-asset.ts";
import { checkTags, FaultList } from "./check-options.ts";
import { listed } from "./fault.ts";
import type { Partitions } from "./partition-types.ts";
import { checkRetryPolicy } from "./retry-policy.ts";
import { SourceLocation } from "./source-location.ts";
import type { types } from "./types-symbol.ts";
import type { OmitAbsent, Produced, Settled, Simplify } from "./value-types.ts";

/** One output of a multi-asset. Made by {@link assetOut}. */
export interface AssetOut<out T = unknown, out IO = string, out Req = boolean> {
  readonly kind: "asset-out";
  readonly [types]: { readonly value: T; readonly ioManagerKey: IO; readonly required: Req };
  readonly options: AssetOutOptions<unknown, string, boolean>;
}

/** Options of {@link assetOut}. */
export interface AssetOutOptions<T, IO extends string, Req extends boolean> {
  /** Key of the asset. Default: the output's name, after the prefix. */
  readonly key?: AssetKeyLike;
  readonly keyPrefix?: AssetKeyLike;
  /** Type of the value; a schema is checked when it is produced. Default: inferred from the body. */
  readonly type?: Schema<T>;
  readonly description?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly ioManagerKey?: IO;
  /** Whether the step fails without it. Default true. */
  readonly required?: Req;
  /** Default: the group of the multi-asset. */
  readonly group?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly kinds?: readonly string[];
  readonly owners?: readonly string[];
  readonly codeVersion?: string;
  readonly backfillPolicy?: BackfillPolicy;
}

/** An output of a multi-asset with key, type, metadata or IO manager of its own. */
export function assetOut<
  T = unknown,
  const IO extends string = never,
  const Req extends boolean = true,
>(options: AssetOutOptions<T, IO, Req> = {}): AssetOut<Settled<T>, Settled<IO>, Settled<Req>> {
  return { kind: "asset-out", options } as unknown as AssetOut<
    Settled<T>,
    Settled<IO>,
    Settled<Req>
  >;
}

/** Outputs of a multi-asset by name. */
export type AssetOuts = Readonly<Record<string, AssetOut>>;

/** The declared type of an output. */
export type OutValue<O> = O extends AssetOut<infer T> ? T : unknown;
/** The IO manager keys of outputs. */
export type OutIO<Outs> = {
  [K in keyof Outs]: Outs[K] extends AssetOut<unknown, infer IO> ? IO & string : never;
}[keyof Outs];

type OptionalOuts<Outs> = {
  [K in keyof Outs]: Outs[K] extends AssetOut<unknown, string, infer Req>
    ? Req extends true
      ? never
      : K
    : never;
}[keyof Outs];

/** What the body of a multi-asset returns: every required output by name. */
export type OutValues<Outs> = Simplify<
  { readonly [K in Exclude<keyof Outs, OptionalOuts<Outs>>]: OutValue<Outs[K]> } & {
    readonly [K in OptionalOuts<Outs> & keyof Outs]?: OutValue<Outs[K]> | undefined;
  }
>;

/** An output that a generator may yield. */
export type NamedOutput<Outs> = {
  [K in keyof Outs & string]: Output<K, OutValue<Outs[K]>>;
}[keyof Outs & string];

/** The check of a body against the declared outputs. */
export type CheckedOuts<Return, Outs> = Return extends AsyncGenerator<infer Y> | Generator<infer Y>
  ? Extract<Y, Output | DynamicOutput> extends NamedOutput<Outs>
    ? unknown
    : `outputs must be ${keyof Outs & string}, with the declared types`
  : [Exclude<keyof Awaited<Return>, keyof Outs>] extends [never]
    ? Return extends PromiseLike<unknown>
      ? Promise<OutValues<Outs>>
      : OutValues<Outs>
    : `output "${Exclude<keyof Awaited<Return>, keyof Outs> & string}" is not declared in outs`;

type IsUnknown<T> = unknown extends T ? true : false;

/** The value of an output: as declared, or as the body returns it. */
export type ProducedOut<Return, K, Declared, Req> =
  IsUnknown<Declared> extends true
    ? Return extends AsyncGenerator<infer Y> | Generator<infer Y>
      ? Extract<Y, { readonly name: K }> extends Output<string, infer V>
        ? V
        : unknown
      : K extends keyof Awaited<Return>
        ? OmitAbsent<Produced<Awaited<Return>[K], true>, Req>
        : unknown
    : Declared;

type OutRequired<O> = O extends AssetOut<unknown, string, infer Req> ? Req : true;

/** The assets of a multi-asset by output name. */
export type OutAssets<Outs, Return, P, Needs> = {
  readonly [K in keyof Outs]: Asset<
    ProducedOut<Return, K, OutValue<Outs[K]>, OutRequired<Outs[K]>>,
    P,
    Requirements<Needs, OutIO<Outs>>
  >;
};

/** Options of {@link multiAsset}. */
export interface MultiAssetOptions<
  Outs extends AssetOuts,
  Ins extends AssetIns,
  P extends Partitions | undefined,
  Config,
  Input,
  Needs extends ResourceRequirements,
> extends AssetOptionsBase<Ins, P, Config, Input, Needs> {
  /** Name of the op. */
  readonly name: string;
  readonly outs: Outs;
  /** Whether a run may make only some of the assets; the body then looks at `context.selectedOutputNames`. Default false. */
  readonly canSubset?: boolean;
  /** Output name → keys it is made from, inputs and other outputs. Default: all inputs. */
  readonly internalDependencies?: {
    readonly [K in keyof Outs]?: readonly (Asset | AssetKeyLike)[];
  };
}

const optionNames: ReadonlySet<string> = new Set([
  "name",
  "outs",
  "canSubset",
  "internalDependencies",
  "ins",
  "deps",
  "description",
  "partitions",
  "config",
  "resources",
  "group",
  "opTags",
  "retryPolicy",
  "backfillPolicy",
  "pool",
  "timeoutMs",
  "hooks",
  "checks",
]);
const outOptionNames: ReadonlySet<string> = new Set([
  "key",
  "keyPrefix",
  "type",
  "description",
  "metadata",
  "ioManagerKey",
  "required",
  "group",
  "tags",
  "kinds",
  "owners",
  "codeVersion",
  "backfillPolicy",
]);

/**
 * Several assets of one computation.
 *
 * @param options name, outputs and what an asset takes
 * @param body returns a record with every required output, or yields {@link output} with `name`
 *
 * @example
 * ```ts
 * const split = multiAsset({ name: "split", ins: { rows }, outs: { train: assetOut(), test: assetOut() } },
 *   ({ rows }) => ({ train: rows.slice(0, 100), test: rows.slice(100) }));
 * split.outs.train; // an Asset like any other
 * ```
 */
export function multiAsset<
  const Outs extends AssetOuts,
  Return,
  const Ins extends AssetIns = {},
  P extends Partitions | undefined = undefined,
  Config = {},
  Input = unknown,
  const Needs extends ResourceRequirements = {},
>(
  options: MultiAssetOptions<Outs, Ins, P, Config, Input, Needs>,
  body: (
    inputs: Simplify<InputValues<Ins, P>>,
    context: AssetContext<Config, ResourceValues<Needs>, P>,
  ) => Return & CheckedOuts<Return, Outs>,
): MultiAsset<OutAssets<Outs, Return, P, Needs>, Requirements<Needs, OutIO<Outs>>> {
  const location = SourceLocation.of(multiAsset);
  const list = new FaultList(`multi-asset "${options.name}"`, location);
  list.options(options, optionNames);
  list.name("name", options.name);
  checkTags(options.opTags, list, "op tag");
  list.faults.push(...checkRetryPolicy(options.retryPolicy, list.subject, location));
  const { inputs, dependencies } = readInputs(options.ins ?? {}, options.deps ?? [], list);
  const specs = readSpecs(options.outs, options, list);
  const definition: AssetsDefinition = {
    kind: "assets",
    node: {
      kind: "op",
      name: options.name,
      description: options.description,
      inputs,
      outputs: specs.map((spec) => outputOf(spec, options.outs[spec.outputName]?.options.type)),
      config: options.config,
      fixed: undefined,
      needs: options.resources ?? {},
      bound: {},
      tags: options.opTags ?? {},
      codeVersion: undefined,
      retryPolicy: options.retryPolicy,
      pool: options.pool,
      timeoutMs: options.timeoutMs,
      hooks: options.hooks ?? [],
      body: body,
      faults: [],
      location,
    },
    specs,
    dependencies,
    checks: readChecks(options.checks ?? [], undefined),
    canSubset: options.canSubset ?? false,
    internalDependencies: readInternal(
      options.internalDependencies ?? {},
      specs,
      dependencies.map((dependency) => dependency.key),
      list,
    ),
    bound: {},
    faults: list.faults,
    location,
  };
  const outs = Object.fromEntries(
    specs.map((spec) => [spec.outputName, assetObject(spec.key, spec.partitions, definition)]),
  );
  return { kind: "multi-asset", outs, definition } as unknown as MultiAsset<
    OutAssets<Outs, Return, P, Needs>,
    Requirements<Needs, OutIO<Outs>>
  >;
}

/** The specs of named outputs. */
export function readSpecs(
  outs: AssetOuts,
  shared: {
    readonly partitions?: Partitions | undefined;
    readonly group?: string;
    readonly backfillPolicy?: BackfillPolicy;
  },
  list: FaultList,
): readonly AssetSpec[] {
  if (Object.keys(outs).length === 0)
    list.add("CORE_INVALID_OPTION", "outs is empty", "Declare at least one output.");
  return Object.entries(outs).map(([outputName, out]) => {
    list.name("output", outputName);
    if (outputName === "result") {
      list.add(
        "CORE_INVALID_NAME",
        'an output is named "result", the name of the output of a single asset',
        "Choose another name.",
      );
    }
    const options = out.options;
    for (const key of Object.keys(options)) {
      if (!outOptionNames.has(key))
        list.add(
          "CORE_INVALID_OPTION",
          `unknown option "${key}" in assetOut of "${outputName}"`,
          `the options are ${listed(outOptionNames, 40)}`,
        );
    }
    if (options.key !== undefined && options.keyPrefix !== undefined) {
      list.add(
        "CORE_INVALID_OPTION",
        `output "${outputName}" has key and keyPrefix`,
        "Give one of them.",
      );
    }
    checkAssetLabels(options, list);
    const key =
      options.key === undefined
        ? [...(options.keyPrefix === undefined ? [] : assetKey(options.keyPrefix)), outputName]
        : assetKey(options.key);
    checkKey(key, list);
    return {
      key,
      outputName,
      description: options.description,
      metadata: options.metadata ?? {},
      ioManagerKey: options.ioManagerKey ?? defaultIOManagerKey,
      partitions: shared.partitions,
      group: options.group ?? shared.group,
      tags: options.tags ?? {},
      kinds: options.kinds ?? [],
      owners: options.owners ?? [],
      codeVersion: options.codeVersion,
      required: options.required ?? true,
      backfillPolicy: options.backfillPolicy ?? shared.backfillPolicy,
    };
  });
}

function readInternal(
  given: Readonly<Record<string, readonly (Asset | AssetKeyLike)[] | undefined>>,
  specs: readonly AssetSpec[],
  inputs: readonly (readonly string[])[],
  list: FaultList,
): Readonly<Record<string, readonly (readonly string[])[]>> {
  const known = [...specs.map((spec) => spec.key), ...inputs];
  const result: Record<string, readonly (readonly string[])[]> = {};
  for (const [name, keys] of Object.entries(given)) {
    if (!specs.some((spec) => spec.outputName === name)) {
      list.add(
        "CORE_INVALID_OPTION",
        `internalDependencies names "${name}", which is no output`,
        `the outputs are ${listed(specs.map((spec) => spec.outputName))}`,
      );
      continue;
    }
    result[name] = (keys ?? []).map((key) =>
      typeof key === "object" && "kind" in key ? key.key : assetKey(key),
    );
    for (const key of result[name]) {
      if (!known.some((one) => sameAssetKey(one, key))) {
        list.add(
          "CORE_INVALID_OPTION",
          `internalDependencies of "${name}" names "${assetKeyToUserString(key)}", which is neither an input nor an output`,
          `they are ${listed(known.map(assetKeyToUserString))}`,
        );
      }
    }
  }
  return result;
}
