import type { StepContext } from "../context/step-context.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import type { ResourceRequirements, ResourceValues } from "../resources/resource.ts";
import type { AssetCheckResult } from "../results/asset-check-result.ts";
import type { Schema } from "../schema/schema.ts";
import {
  assetKey,
  assetKeyToUserString,
  assetOpName,
  sameAssetKey,
  type AssetKey,
  type AssetKeyLike,
} from "./asset-key.ts";
import { readInputs } from "./asset-inputs.ts";
import type { Asset, AssetIns, InputValues, LoadableIns } from "./asset-types.ts";
import type { AssetCheckDefinition, AssetCheckSpec } from "./assets-definition.ts";
import { FaultList } from "./check-options.ts";
import type { RetryPolicy } from "./retry-policy.ts";
import { SourceLocation } from "./source-location.ts";
import type { Awaitable, Simplify } from "./value-types.ts";

/** A check that a body reports on itself. */
export interface AssetCheckSpecOptions {
  readonly name: string;
  /** Needed in a multi-asset. */
  readonly asset?: Asset | AssetKeyLike;
  /** Whether a failure of severity ERROR stops what is downstream in the same run. Default false. */
  readonly blocking?: boolean;
  readonly description?: string;
}

/** A check of an asset. Made by {@link assetCheck}. */
export interface AssetCheck {
  readonly kind: "asset-check";
  readonly definition: AssetCheckDefinition;
}

/** Options of {@link assetCheck}. */
export interface AssetCheckOptions<
  Ins extends AssetIns,
  Config,
  Input,
  Needs extends ResourceRequirements,
> {
  readonly asset: Asset | AssetKeyLike;
  readonly name: string;
  /** Values to load, e.g. `{ rows }` for the checked asset itself. */
  readonly ins?: Ins & LoadableIns<NoInfer<Ins>>;
  readonly blocking?: boolean;
  readonly description?: string;
  readonly config?: Schema<Config, Input>;
  readonly resources?: Needs;
  readonly retryPolicy?: RetryPolicy;
}

const optionNames: ReadonlySet<string> = new Set([
  "asset",
  "name",
  "ins",
  "blocking",
  "description",
  "config",
  "resources",
  "retryPolicy",
]);

/**
 * A check that runs after its asset was made.
 *
 * @param body gets the inputs, and says whether the check passed
 *
 * @example
 * ```ts
 * const filled = assetCheck({ asset: rows, name: "filled", ins: { rows }, blocking: true },
 *   ({ rows }) => assetCheckResult({ passed: rows.length > 0, metadata: { rows: rows.length } }));
 * ```
 */
export function assetCheck<
  const Ins extends AssetIns = {},
  Config = {},
  Input = unknown,
  const Needs extends ResourceRequirements = {},
>(
  options: AssetCheckOptions<Ins, Config, Input, Needs>,
  body: (
    inputs: Simplify<InputValues<Ins, undefined>>,
    context: StepContext<Config, ResourceValues<Needs>>,
  ) => Awaitable<AssetCheckResult | boolean>,
): AssetCheck {
  const location = SourceLocation.of(assetCheck);
  const key = checkedKey(options.asset);
  const list = new FaultList(
    `asset check "${assetKeyToUserString(key)}:${options.name}"`,
    location,
  );
  list.options(options, optionNames);
  list.name("check", options.name);
  const { inputs, dependencies } = readInputs(options.ins ?? {}, [], list);
  const checked = dependencies.some((dependency) => sameAssetKey(dependency.key, key))
    ? dependencies
    : [
        ...dependencies,
        {
          key,
          inputName: undefined,
          mapping: undefined,
          shape: undefined,
          declaredPartitions: undefined,
          upstream: undefined,
        },
      ];
  const spec: AssetCheckSpec = {
    asset: key,
    name: options.name,
    blocking: options.blocking ?? false,
    description: options.description,
  };
  return {
    kind: "asset-check",
    definition: {
      kind: "asset-check",
      spec,
      node: {
        kind: "op",
        name: `${assetOpName(key)}_${options.name}`,
        description: options.description,
        inputs,
        outputs: [
          {
            name: "result",
            schema: undefined,
            description: undefined,
            metadata: {},
            ioManagerKey: defaultIOManagerKey,
            required: false,
            dynamic: false,
            codeVersion: undefined,
          },
        ],
        config: options.config,
        fixed: undefined,
        needs: options.resources ?? {},
        bound: {},
        tags: {},
        codeVersion: undefined,
        retryPolicy: options.retryPolicy,
        pool: undefined,
        timeoutMs: undefined,
        hooks: [],
        body: body,
        faults: [],
        location,
      },
      dependencies: checked,
      bound: {},
      faults: list.faults,
      location,
    },
  };
}

/** The check specs that a definition's `checks` option means. */
export function readChecks(
  checks: readonly AssetCheckSpecOptions[],
  only: AssetKey | undefined,
): readonly AssetCheckSpec[] {
  return checks.map((check) => ({
    asset: check.asset === undefined ? (only ?? []) : checkedKey(check.asset),
    name: check.name,
    blocking: check.blocking ?? false,
    description: check.description,
  }));
}

function checkedKey(asset: Asset | AssetKeyLike): AssetKey {
  return typeof asset === "object" && "kind" in asset ? asset.key : assetKey(asset);
}
