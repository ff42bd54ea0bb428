import type { Resource } from "../resources/resource.ts";
import type { Asset, MultiAsset } from "./asset-types.ts";
import { makeDefinitions, type Definitions } from "./definitions.ts";
import { isDefinition, type Definition } from "./rebuild.ts";
import { InvalidDefinitionError } from "../errors.ts";

/** What a repository may hold: definitions, and lists of them at any depth. */
export type RepositoryItem = Definition | readonly RepositoryItem[];

/**
 * A named collection of definitions (origin: Dagster). Resources are those bound by `withResources`, or given here.
 *
 * @param build gives the definitions
 * @throws CORE_INVALID_DEFINITION with every fault
 *
 * @example
 * ```ts
 * repository("my_repository", () => [withResources(assets, resources), nightly]);
 * ```
 */
export function repository(
  name: string,
  build: () => readonly RepositoryItem[],
  options: { readonly resources?: Readonly<Record<string, Resource>> } = {},
): Definitions {
  return collect(`repository "${name}"`, build(), options.resources ?? {});
}

/**
 * One set of definitions of several, checked as a whole again. Of two resources under one key both must be the same.
 *
 * @throws CORE_INVALID_DEFINITION with every fault, duplicates among them included
 */
export function mergeDefinitions(...all: readonly Definitions[]): Definitions {
  const resources: Record<string, Resource> = {};
  const conflicts: string[] = [];
  for (const one of all) {
    for (const [key, resource] of Object.entries(one.parts.resources)) {
      if (resources[key] !== undefined && resources[key] !== resource) conflicts.push(key);
      resources[key] = resource;
    }
  }
  if (conflicts.length > 0) {
    throw new InvalidDefinitionError({
      code: "CORE_INVALID_DEFINITION",
      message: `the definitions bind ${conflicts.map((key) => `"${key}"`).join(", ")} to different resources`,
      hint: "Bind each key once, or bind resources to the assets with withResources.",
      problems: conflicts.map((key) => ({
        code: "CORE_RESOURCE_CONFLICT",
        message: `resource "${key}" is bound twice, to different resources`,
      })),
    });
  }
  return collect(
    "definitions",
    all.flatMap((one) => one.parts.items),
    resources,
  );
}

function collect(
  what: string,
  items: readonly RepositoryItem[],
  resources: Readonly<Record<string, Resource>>,
): Definitions {
  const flat: Definition[] = [];
  const visit = (item: unknown, depth: number): void => {
    if (Array.isArray(item) && depth < 16) for (const inner of item) visit(inner, depth + 1);
    else if (isDefinition(item)) flat.push(item);
    else {
      throw new InvalidDefinitionError({
        code: "CORE_INVALID_DEFINITION",
        message: `${what} holds ${typeof item === "function" ? "a function" : `a ${typeof item}`}, which is no definition`,
        hint: "It may hold assets, multi-assets, source assets, checks, jobs, and lists of them.",
        problems: [{ code: "CORE_INVALID_OPTION", message: "an item is no definition" }],
      });
    }
  };
  visit(items, 0);
  return makeDefinitions(
    {
      assets: flat.filter(
        (item): item is Asset | MultiAsset => item.kind === "asset" || item.kind === "multi-asset",
      ) as never,
      jobs: flat.filter((item) => item.kind === "job"),
      assetChecks: flat.filter((item) => item.kind === "asset-check"),
      resources: resources as never,
    },
    what,
  );
}
