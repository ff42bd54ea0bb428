import type { Fault } from "../definitions/fault.ts";
import { checkValue } from "../config/resolve-value.ts";
import { assetKeyToUserString } from "../definitions/asset-key.ts";
import type { AssetGraph } from "../plan/asset-graph.ts";
import type { Resource } from "../resources/resource.ts";

/**
 * The faults of resources themselves: config fixed by `.configured` that does not fit its schema, and, with the graph
 * of the assets, what their IO managers find in the assets that they store.
 */
export function checkResources(
  resources: Readonly<Record<string, Resource>>,
  graph?: AssetGraph,
): readonly Fault[] {
  return [...ownFaults(resources), ...(graph === undefined ? [] : storedFaults(resources, graph))];
}

function storedFaults(
  resources: Readonly<Record<string, Resource>>,
  graph: AssetGraph,
): readonly Fault[] {
  return Object.entries(resources).flatMap(([key, { definition }]) => {
    const { checkAssets, fixed } = definition;
    if (checkAssets === undefined) return [];
    const stored = [...graph.nodes.values()].flatMap(({ spec, partitions, definition: owner }) =>
      spec?.ioManagerKey === key && !Object.hasOwn(owner.bound, key)
        ? [{ key: spec.key, partitions, metadata: spec.metadata }]
        : [],
    );
    // A config of another shape is none that the manager knows.
    const own = fixed !== undefined && "config" in fixed && fixed.through === undefined;
    const config = own ? fixed.config : undefined;
    return checkAssets(stored, config).map(({ asset, message, hint }) => ({
      code: "CORE_INVALID_OPTION" as const,
      subject: `asset "${assetKeyToUserString(asset.key)}"`,
      message,
      hint,
      location: graph.get(asset.key)?.definition.location,
    }));
  });
}

function ownFaults(resources: Readonly<Record<string, Resource>>): readonly Fault[] {
  return Object.entries(resources).flatMap(([key, resource]) => {
    const definition = resource.definition;
    const { fixed } = definition;
    if (fixed === undefined || !("config" in fixed)) return definition.faults;
    const faults = checkValue(definition.config, fixed.config, ["resources", key, "config"]);
    return [
      ...definition.faults,
      ...faults.map((fault) => ({
        code: "CORE_INVALID_CONFIG" as const,
        subject: `resource "${key}"`,
        message: `${fault.path}: ${fault.message}`,
        hint: fault.hint,
        location: definition.location,
      })),
    ];
  });
}
