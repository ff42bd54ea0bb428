import type { InputMetadata } from "./input-metadata.ts";
import type { StepContext } from "../context/step-context.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import type { Requirements, ResourceRequirements, ResourceValues } from "../resources/resource.ts";
import type { Schema } from "../schema/schema.ts";
import { assetKeyToUserString, assetOpName, type AssetKeyLike } from "./asset-key.ts";
import { assetObject, keyOf } from "./asset.ts";
import type { Asset } from "./asset-types.ts";
import type { Observe, SourceAssetDefinition } from "./assets-definition.ts";
import { checkAssetLabels, checkKey } from "./check-asset.ts";
import { FaultList } from "./check-options.ts";
import type { OpDefinition } from "./op-definition.ts";
import type { Partitions } from "./partition-types.ts";
import { SourceLocation } from "./source-location.ts";

/** Options of {@link sourceAsset}. */
export interface SourceAssetOptions<T, P extends Partitions | undefined, IO extends string> {
  readonly name?: string;
  readonly keyPrefix?: AssetKeyLike;
  readonly key?: AssetKeyLike;
  /** Type of the value that readers get; a schema is checked when it is loaded. */
  readonly type?: Schema<T>;
  readonly description?: string;
  /** What the IO manager should know when it loads, e.g. `fromWandb({ … })`; plain objects do as well. */
  readonly metadata?: InputMetadata<unknown, unknown> | Readonly<Record<string, unknown>>;
  /** Resource key of the IO manager that loads it. Default `io_manager`. */
  readonly ioManagerKey?: IO;
  readonly partitions?: P;
  readonly group?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly kinds?: readonly string[];
  readonly owners?: readonly string[];
}

const optionNames: readonly string[] = [
  "name",
  "keyPrefix",
  "key",
  "type",
  "description",
  "metadata",
  "ioManagerKey",
  "partitions",
  "group",
  "tags",
  "kinds",
  "owners",
];

/**
 * An asset that is made elsewhere: no run of ours materializes it, its IO manager loads it.
 *
 * @example
 * ```ts
 * const labels = sourceAsset({ name: "labels", type: type<string[]>(), ioManagerKey: "wandb_artifacts_manager" });
 * ```
 */
export function sourceAsset<
  T = unknown,
  P extends Partitions | undefined = undefined,
  const IO extends string = never,
>(options: SourceAssetOptions<T, P, IO>): Asset<T, P, Requirements<{}, IO>> {
  const location = SourceLocation.of(sourceAsset);
  return sourceObject(options, undefined, location, new Set(optionNames)) as unknown as Asset<
    T,
    P,
    Requirements<{}, IO>
  >;
}

/** Options of {@link observableSourceAsset}. */
export interface ObservableSourceAssetOptions<
  T,
  P extends Partitions | undefined,
  IO extends string,
  Config,
  Input,
  Needs extends ResourceRequirements,
> extends SourceAssetOptions<T, P, IO> {
  readonly config?: Schema<Config, Input>;
  readonly resources?: Needs;
}

/**
 * An external asset with a function that looks at it and reports its data version.
 *
 * @param observe returns the data version, or `{ dataVersion, metadata }`
 *
 * @example
 * ```ts
 * const labels = observableSourceAsset({ name: "labels" }, async () => ({ dataVersion: await etagOf(url) }));
 * ```
 */
export function observableSourceAsset<
  T = unknown,
  P extends Partitions | undefined = undefined,
  const IO extends string = never,
  Config = {},
  Input = unknown,
  const Needs extends ResourceRequirements = {},
>(
  options: ObservableSourceAssetOptions<T, P, IO, Config, Input, Needs>,
  observe: Observe<StepContext<Config, ResourceValues<Needs>>>,
): Asset<T, P, Requirements<Needs, IO>> {
  const location = SourceLocation.of(observableSourceAsset);
  const node: OpDefinition = {
    kind: "op",
    name: assetOpName(keyOf(options)),
    description: options.description,
    inputs: [],
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
    retryPolicy: undefined,
    pool: undefined,
    timeoutMs: undefined,
    hooks: [],
    body: (_inputs: never, context: never) => observe(context),
    faults: [],
    location,
  };
  return sourceObject(
    options,
    node,
    location,
    new Set([...optionNames, "config", "resources"]),
  ) as unknown as Asset<T, P, Requirements<Needs, IO>>;
}

function sourceObject(
  options: SourceAssetOptions<unknown, Partitions | undefined, string>,
  observe: OpDefinition | undefined,
  location: SourceLocation,
  allowed: ReadonlySet<string>,
): Asset {
  const key = keyOf(options);
  const list = new FaultList(`source asset "${assetKeyToUserString(key)}"`, location);
  list.options(options, allowed);
  checkKey(key, list);
  checkAssetLabels(options, list);
  const definition: SourceAssetDefinition = {
    kind: "source",
    key,
    schema: options.type,
    description: options.description,
    metadata: (options.metadata ?? {}) as Readonly<Record<string, unknown>>,
    ioManagerKey: options.ioManagerKey ?? defaultIOManagerKey,
    partitions: options.partitions,
    group: options.group,
    tags: options.tags ?? {},
    kinds: options.kinds ?? [],
    owners: options.owners ?? [],
    observe,
    bound: {},
    faults: list.faults,
    location,
  };
  return assetObject(key, options.partitions, definition);
}
