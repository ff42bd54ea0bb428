import { faultProblems } from "../execution/definition-error.ts";
import { withConfig, type Resource } from "../resources/resource.ts";
import type { AssetCheck } from "./asset-check.ts";
import type { Asset, MultiAsset } from "./asset-types.ts";
import type { AssetsDefinition, SourceAssetDefinition } from "./assets-definition.ts";
import { didYouMean, listed, type Fault } from "./fault.ts";
import { jobWith, Rebuilder, type Definition } from "./rebuild.ts";
import { SourceLocation } from "./source-location.ts";

/** The same definition, with nothing left to provide. */
export type Bound<D> =
  D extends Asset<infer Value, infer P>
    ? Asset<Value, P, {}>
    : D extends MultiAsset<infer Outs>
      ? MultiAsset<{ readonly [K in keyof Outs]: Bound<Outs[K]> }, {}>
      : D;

/**
 * The same definitions with resources bound to them (origin: Dagster's `with_resources`). Only what they require is bound,
 * transitively; what is bound already stays.
 *
 * @param given assets, multi-assets, checks and jobs
 * @param resources resources by key
 * @param configByKey config to fix, key → `{ config }`
 * @throws CORE_INVALID_DEFINITION for an unknown key, a wrong shape, or a key that is bound with another resource
 *
 * @example
 * ```ts
 * withResources([rows], { wandb_config: makeValuesResource({ project: z.string() }) }, { wandb_config: { config: { project: "demo" } } });
 * ```
 */
export function withResources<const D extends readonly Definition[]>(
  given: D,
  resources: Readonly<Record<string, Resource>>,
  configByKey: Readonly<Record<string, { readonly config: unknown }>> = {},
): { readonly [K in keyof D]: Bound<D[K]> } {
  const location = SourceLocation.of(withResources);
  const faults: Fault[] = [];
  const report = (code: Fault["code"], message: string, hint?: string): void =>
    void faults.push({ code, subject: "withResources", message, hint, location });
  const configured: Record<string, Resource> = { ...resources };
  for (const [key, entry] of Object.entries(configByKey)) {
    const resource = resources[key];
    if (resource === undefined) {
      report(
        "CORE_MISSING_RESOURCE",
        `the config names resource "${key}", which is not given; there are ${listed(Object.keys(resources))}`,
        didYouMean(key, Object.keys(resources)),
      );
    } else if (
      typeof entry !== "object" ||
      entry === null ||
      Object.keys(entry).join() !== "config"
    ) {
      report(
        "CORE_INVALID_OPTION",
        `the config of resource "${key}" is not of the form { config: … }`,
        "Write { config: { … } }.",
      );
    } else {
      configured[key] = withConfig(resource.definition, entry.config, location);
    }
  }
  const bind = (
    bound: Readonly<Record<string, Resource>>,
    subject: string,
  ): Readonly<Record<string, Resource>> => {
    for (const [key, resource] of Object.entries(bound)) {
      if (
        configured[key] !== undefined &&
        configured[key] !== resource &&
        resources[key] !== resource
      ) {
        report(
          "CORE_RESOURCE_CONFLICT",
          `${subject} has resource "${key}" bound already, to another one`,
          "Bind it once, or use two keys.",
        );
      }
    }
    return { ...configured, ...bound };
  };
  const rebuilder = new Rebuilder((definition) => ({
    ...definition,
    bound: bind(definition.bound, subjectOf(definition)),
  }));
  const result = given.map((one): Definition => {
    switch (one.kind) {
      case "asset":
        return rebuilder.asset(one);
      case "multi-asset":
        return rebuilder.multiAsset(one);
      case "asset-check":
        return {
          ...one,
          definition: {
            ...one.definition,
            bound: bind(one.definition.bound, `check "${one.definition.spec.name}"`),
            node: { ...one.definition.node, bound: bind(one.definition.bound, "") },
          },
        } satisfies AssetCheck;
      default:
        return jobWith(one, bind(one.definition.resources, `job "${one.name}"`));
    }
  });
  if (faults.length > 0) throw faultProblems("withResources", faults);
  return result as unknown as { readonly [K in keyof D]: Bound<D[K]> };
}

function subjectOf(definition: AssetsDefinition | SourceAssetDefinition): string {
  return definition.kind === "source"
    ? `source asset "${definition.key.join("/")}"`
    : `"${definition.node.name}"`;
}
