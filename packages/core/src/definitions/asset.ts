import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import type { Requirements, ResourceRequirements } from "../resources/resource.ts";
import type { Schema } from "../schema/schema.ts";
import {
  assetKey,
  assetKeyToUserString,
  assetOpName,
  type AssetKey,
  type AssetKeyLike,
} from "./asset-key.ts";
import { readChecks } from "./asset-check.ts";
import { readInputs } from "./asset-inputs.ts";
import type { Asset, AssetBody, AssetIns, AssetOptions } from "./asset-types.ts";
import type { AssetsDefinition, AssetSpec, SourceAssetDefinition } from "./assets-definition.ts";
import { checkAssetLabels, checkKey } from "./check-asset.ts";
import { checkTags, FaultList } from "./check-options.ts";
import type { OutputDefinition } from "./op-definition.ts";
import type { Partitions } from "./partition-types.ts";
import { checkRetryPolicy } from "./retry-policy.ts";
import { SourceLocation } from "./source-location.ts";
import type { Produced } from "./value-types.ts";

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
  "config",
  "resources",
  "group",
  "tags",
  "kinds",
  "computeKind",
  "owners",
  "codeVersion",
  "type",
  "outputRequired",
  "opTags",
  "opName",
  "retryPolicy",
  "backfillPolicy",
  "pool",
  "timeoutMs",
  "hooks",
  "checks",
]);

/**
 * An asset: a stored thing and the computation that makes it.
 *
 * The type of a value flows from the body into every asset that names this one in `ins`; nothing needs an annotation.
 *
 * @param options key, inputs, metadata, IO manager, partitions, config and more
 * @param body `(inputs, context) => value`; may be asynchronous, or a generator of {@link output} and events. `null` is a
 * value; `undefined` from a body with `outputRequired: false` means that there is nothing to store this time
 *
 * @example
 * ```ts
 * const rows = asset({ name: "rows" }, () => [1, 2, 3]);
 * const total = asset({ name: "total", ins: { rows } }, ({ rows }) => rows.reduce((sum, row) => sum + row, 0));
 * ```
 */
export function asset<
  Return,
  const Ins extends AssetIns = {},
  P extends Partitions | undefined = undefined,
  Config = {},
  Input = unknown,
  const Needs extends ResourceRequirements = {},
  const IO extends string = never,
  const Req extends boolean = true,
>(
  options: AssetOptions<Ins, P, Config, Input, Needs, IO, Req>,
  body: AssetBody<Ins, P, Config, Needs, Return>,
): Asset<Produced<Return, Req>, P, Requirements<Needs, IO>> {
  const location = SourceLocation.of(asset);
  const key = keyOf(options);
  const list = new FaultList(`asset "${assetKeyToUserString(key)}"`, location);
  list.options(options, optionNames);
  if (
    options.key !== undefined &&
    (options.name !== undefined || options.keyPrefix !== undefined)
  ) {
    list.add(
      "CORE_INVALID_OPTION",
      "key is given together with name or keyPrefix",
      "Give either the whole key, or name and prefix.",
    );
  }
  checkKey(key, list);
  checkAssetLabels(options, list);
  checkTags(options.opTags, list, "op tag");
  list.faults.push(...checkRetryPolicy(options.retryPolicy, list.subject, location));
  const { inputs, dependencies } = readInputs(options.ins ?? {}, options.deps ?? [], list);
  const spec: AssetSpec = {
    key,
    outputName: "result",
    description: options.description,
    metadata: options.metadata ?? {},
    ioManagerKey: options.ioManagerKey ?? defaultIOManagerKey,
    partitions: options.partitions,
    group: options.group,
    tags: options.tags ?? {},
    kinds: options.kinds ?? (options.computeKind === undefined ? [] : [options.computeKind]),
    owners: options.owners ?? [],
    codeVersion: options.codeVersion,
    required: options.outputRequired ?? true,
    backfillPolicy: options.backfillPolicy,
  };
  const definition: AssetsDefinition = {
    kind: "assets",
    node: {
      kind: "op",
      name: options.opName ?? assetOpName(key),
      description: options.description,
      inputs,
      outputs: [outputOf(spec, options.type)],
      config: options.config,
      fixed: undefined,
      needs: options.resources ?? {},
      bound: {},
      tags: options.opTags ?? {},
      codeVersion: options.codeVersion,
      retryPolicy: options.retryPolicy,
      pool: options.pool,
      timeoutMs: options.timeoutMs,
      hooks: options.hooks ?? [],
      body: body,
      faults: [],
      location,
    },
    specs: [spec],
    dependencies,
    checks: readChecks(options.checks ?? [], key),
    canSubset: false,
    internalDependencies: {},
    bound: {},
    faults: list.faults,
    location,
  };
  return assetObject(key, options.partitions, definition) as unknown as Asset<
    Produced<Return, Req>,
    P,
    Requirements<Needs, IO>
  >;
}

/** The key that name, prefix and key options mean. */
export function keyOf(options: {
  readonly key?: AssetKeyLike;
  readonly keyPrefix?: AssetKeyLike;
  readonly name?: string;
}): AssetKey {
  if (options.key !== undefined) return assetKey(options.key);
  return [
    ...(options.keyPrefix === undefined ? [] : assetKey(options.keyPrefix)),
    ...(options.name === undefined ? [] : [options.name]),
  ];
}

/** The output definition of an asset. */
export function outputOf(spec: AssetSpec, schema: Schema | undefined): OutputDefinition {
  return {
    name: spec.outputName,
    schema,
    description: spec.description,
    metadata: spec.metadata,
    ioManagerKey: spec.ioManagerKey,
    required: spec.required,
    dynamic: false,
    codeVersion: spec.codeVersion,
  };
}

/** The object that users hold for one asset. */
export function assetObject(
  key: AssetKey,
  partitions: Partitions | undefined,
  definition: AssetsDefinition | SourceAssetDefinition,
): Asset {
  return { kind: "asset", key, partitions, definition } as Asset;
}
