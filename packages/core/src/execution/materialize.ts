import { AssetGraph, assetKeyText } from "../plan/asset-graph.ts";
import { checkAssets } from "../check/check-assets.ts";
import { checkResources } from "../check/check-resources.ts";
import type { AssetCheck } from "../definitions/asset-check.ts";
import type { Asset, MultiAsset } from "../definitions/asset-types.ts";
import type { AssetsDefinition, SourceAssetDefinition } from "../definitions/assets-definition.ts";
import { allAssetsJobName } from "../definitions/definitions.ts";
import type { Partitions } from "../definitions/partition-types.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import { localFileIOManager } from "../io-managers/local-file-io-manager.ts";
import type { ProvidedResources, Resource } from "../resources/resource.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
import type { AssetSelectionLike } from "../selection/asset-selection.ts";
import { resolveSelection } from "../selection/resolve-selection.ts";
import { faultProblems } from "./definition-error.ts";
import { finishRun } from "./execute-in-process.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import type { PreparedRun } from "./prepared-run.ts";
import { onlyStale } from "./stale-status.ts";
import { prepareAssets } from "./prepare-assets.ts";
import type { RunResult } from "./run-result.ts";

/** Options of {@link materialize}. */
export interface MaterializeOptions<R extends Readonly<Record<string, Resource>>> extends Omit<
  ExecuteOptions,
  "resources"
> {
  readonly resources?: R & { readonly [K in keyof R]: Resource<unknown, ProvidedResources<R>> };
  /** Which of the assets to make; all others are loaded. Default: all. */
  readonly selection?: AssetSelectionLike;
  /** Make only what is missing or stale; fresh assets are loaded where they are needed. Needs an instance that remembers. Default false. */
  readonly onlyStale?: boolean;
  /** Checks to evaluate after their assets. */
  readonly assetChecks?: readonly AssetCheck[];
}

/**
 * Makes assets in one run in this process.
 *
 * @param assets the assets; external ones are loaded, not made. Upstreams that are reached through `ins` and not listed are
 * loaded as well
 * @throws CORE_INVALID_DEFINITION, CORE_INVALID_CONFIG before anything runs; the error of the first failed step unless `raiseOnError` is false
 *
 * @example
 * ```ts
 * const result = await materialize([rows, total]);
 * await result.assetValue("total"); // 6
 * ```
 */
export async function materialize<const R extends Readonly<Record<string, Resource>> = {}>(
  assets: readonly (
    | Asset<unknown, Partitions | undefined, ProvidedResources<NoInfer<R>>>
    | MultiAsset<unknown, ProvidedResources<NoInfer<R>>>
  )[],
  options: MaterializeOptions<R> = {},
): Promise<RunResult> {
  const prepared = prepareMaterialization(
    assets,
    options as unknown as MaterializeOptions<ResourceScope>,
    { [defaultIOManagerKey]: localFileIOManager() },
  );
  return finishRun(await prepared);
}

/** Prepares a run over given assets. */
export async function prepareMaterialization(
  assets: readonly (Asset | MultiAsset)[],
  options: MaterializeOptions<ResourceScope>,
  fallback: ResourceScope,
): Promise<PreparedRun> {
  const { selection, assetChecks = [], resources, onlyStale: fresh = false, ...rest } = options;
  const given = [...new Set(assets.map((asset) => asset.definition))];
  const checks = [...new Set(assetChecks.map((check) => check.definition))];
  const all = withUpstreams(given);
  const graph = new AssetGraph(all, checks);
  const scope = (resources ?? {}) as ResourceScope;
  const faults = [...checkAssets(all, checks, graph), ...checkResources(scope, graph)];
  if (faults.length > 0) throw faultProblems("materialize", faults);
  const makeable = new Set(
    given.flatMap((definition) =>
      definition.kind === "assets"
        ? definition.specs.map((spec) => assetKeyText(spec.key))
        : definition.observe === undefined
          ? []
          : [assetKeyText(definition.key)],
    ),
  );
  const named = new Set(
    assets.flatMap((asset) =>
      asset.kind === "asset"
        ? [assetKeyText(asset.key)]
        : asset.definition.specs.map((spec) => assetKeyText(spec.key)),
    ),
  );
  const whole = new Set(
    [...makeable].filter((text) => named.has(text) || !subsettable(graph, text)),
  );
  const selected =
    selection === undefined
      ? whole
      : new Set(
          [...resolveSelection(graph, selection)].filter(
            (text) => graph.nodes.get(text)?.spec !== undefined,
          ),
        );
  const { partitionKey } = rest;
  const stale =
    fresh && rest.instance !== undefined
      ? await onlyStale(
          graph,
          rest.instance,
          selected,
          typeof partitionKey === "string" ? partitionKey : undefined,
        )
      : selected;
  return prepareAssets({
    jobName: allAssetsJobName,
    definition: undefined,
    graph,
    selected: stale,
    scope,
    fallback,
    runResources: scope,
    boundResources: undefined,
    options: { ...rest },
  });
}

function subsettable(graph: AssetGraph, text: string): boolean {
  const definition = graph.nodes.get(text)?.definition;
  return definition?.kind === "assets" && definition.canSubset;
}

/** The definitions and all those that their inputs name as objects, so that what is loaded is known in full. */
function withUpstreams(
  given: readonly (AssetsDefinition | SourceAssetDefinition)[],
): readonly (AssetsDefinition | SourceAssetDefinition)[] {
  const all = new Set(given);
  const provided = new Set(given.flatMap(keysOf));
  for (const definition of all) {
    if (definition.kind === "source") continue;
    for (const { upstream } of definition.dependencies) {
      if (upstream === undefined || all.has(upstream)) continue;
      const keys = keysOf(upstream);
      // A changed copy of the upstream, with resources bound for instance, stands for it.
      if (keys.some((key) => provided.has(key))) continue;
      all.add(upstream);
      for (const key of keys) provided.add(key);
    }
  }
  return [...all];
}

function keysOf(definition: AssetsDefinition | SourceAssetDefinition): readonly string[] {
  return definition.kind === "source"
    ? [assetKeyText(definition.key)]
    : definition.specs.map((spec) => assetKeyText(spec.key));
}
