import { readdir } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { faultProblems } from "../execution/definition-error.ts";
import { CoreError } from "../errors.ts";
import type { AssetCheck } from "./asset-check.ts";
import { assetKey, assetKeyToUserString, type AssetKey, type AssetKeyLike } from "./asset-key.ts";
import type { Asset, MultiAsset } from "./asset-types.ts";
import type { AssetsDefinition, SourceAssetDefinition } from "./assets-definition.ts";
import type { Fault } from "./fault.ts";
import { isDefinition, Rebuilder } from "./rebuild.ts";

/** How assets of modules are taken over. */
export interface LoadAssetsOptions {
  /** Group of all assets; an asset that names another one is a fault. */
  readonly groupName?: string;
  /** Prefix of all keys, and of the dependencies among what is loaded. */
  readonly keyPrefix?: AssetKeyLike;
  /** Prefix of the keys of source assets. */
  readonly sourceKeyPrefix?: AssetKeyLike;
}

/** What modules define. */
export type LoadedAsset = Asset | MultiAsset | AssetCheck;

/**
 * All assets, multi-assets, source assets and checks that modules export, also in lists. The same object found twice counts
 * once.
 *
 * @param modules namespaces, as `import * as assets from "./assets.ts"` gives them
 * @throws CORE_INVALID_DEFINITION when two different objects have one key, or a group contradicts
 *
 * @example
 * ```ts
 * import * as assets from "./assets.ts";
 * repository("project", () => [loadAssetsFromModules([assets], { groupName: "training" })]);
 * ```
 */
export function loadAssetsFromModules(
  modules: readonly object[],
  options: LoadAssetsOptions = {},
): readonly LoadedAsset[] {
  return loadNamed(
    modules.map((module, index) => [`module ${index + 1}`, module] as const),
    options,
  );
}

/** As {@link loadAssetsFromModules}, for one module. */
export function loadAssetsFromPackageModule(
  module: object,
  options: LoadAssetsOptions = {},
): readonly LoadedAsset[] {
  return loadAssetsFromModules([module], options);
}

/**
 * As {@link loadAssetsFromModules}, for every TypeScript or JavaScript file of a folder and the folders in it, in the order of
 * their names. Tests, declarations and folders that begin with a dot or are named `node_modules` are left out.
 *
 * @throws CORE_CONFIG_FILE when the folder cannot be read
 */
export async function loadAssetsFromFolder(
  folder: string,
  options: LoadAssetsOptions = {},
): Promise<readonly LoadedAsset[]> {
  const modules: (readonly [string, object])[] = [];
  for (const file of await sourceFiles(resolve(folder)))
    modules.push([file, (await import(pathToFileURL(file).href)) as object]);
  return loadNamed(modules, options);
}

async function sourceFiles(folder: string): Promise<readonly string[]> {
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw new CoreError({
      code: "CORE_CONFIG_FILE",
      message: `folder "${folder}" cannot be read`,
      hint: "Give the path of a folder with definitions.",
      cause,
    });
  }
  const files: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await sourceFiles(path)));
    else if (
      [".ts", ".mts", ".js", ".mjs"].includes(extname(entry.name)) &&
      !/\.(test|test-d|spec|d)\.[cm]?[jt]s$/.test(entry.name)
    )
      files.push(path);
  }
  return files;
}

function loadNamed(
  modules: readonly (readonly [string, object])[],
  options: LoadAssetsOptions,
): readonly LoadedAsset[] {
  const found = new Map<LoadedAsset, string>();
  for (const [name, module] of modules) {
    for (const value of Object.values(module))
      for (const item of flatten(value)) if (!found.has(item)) found.set(item, name);
  }
  const faults: Fault[] = [];
  const definitions = new Set(
    [...found.keys()]
      .filter((item): item is Asset | MultiAsset => item.kind !== "asset-check")
      .map((item) => item.definition),
  );
  const owners = new Map<
    string,
    { readonly definition: AssetsDefinition | SourceAssetDefinition; readonly module: string }
  >();
  for (const [item, module] of found) {
    if (item.kind === "asset-check") continue;
    for (const key of keysOf(item.definition)) {
      const text = key.join("\n");
      const before = owners.get(text);
      if (before === undefined) owners.set(text, { definition: item.definition, module });
      else if (before.definition !== item.definition) {
        faults.push({
          code: "CORE_DUPLICATE_KEY",
          subject: `asset "${assetKeyToUserString(key)}"`,
          message: `is defined in ${before.module} and in ${module}`,
          hint: "Rename one of them.",
          location: item.definition.location,
        });
      }
    }
  }
  for (const definition of definitions) {
    for (const group of groupsOf(definition)) {
      if (options.groupName !== undefined && group !== undefined && group !== options.groupName) {
        faults.push({
          code: "CORE_INVALID_OPTION",
          subject: `asset "${assetKeyToUserString(keysOf(definition)[0] ?? [])}"`,
          message: `has group "${group}", and groupName "${options.groupName}" was given`,
          hint: "Leave one of them out.",
          location: definition.location,
        });
      }
    }
  }
  if (faults.length > 0) throw faultProblems("loading assets", faults);
  const own = new Set(
    [...definitions].flatMap((definition) =>
      definition.kind === "assets" ? keysOf(definition).map((key) => key.join("\n")) : [],
    ),
  );
  const sources = new Set(
    [...definitions].flatMap((definition) =>
      definition.kind === "source" ? [definition.key.join("\n")] : [],
    ),
  );
  const rename = (key: AssetKey): AssetKey => {
    const text = key.join("\n");
    if (own.has(text) && options.keyPrefix !== undefined)
      return [...assetKey(options.keyPrefix), ...key];
    if (sources.has(text) && options.sourceKeyPrefix !== undefined)
      return [...assetKey(options.sourceKeyPrefix), ...key];
    return key;
  };
  const rebuilder = new Rebuilder((definition) => takeOver(definition, rename, options.groupName));
  const multis = new Set(
    [...found.keys()].filter((item) => item.kind === "multi-asset").map((item) => item.definition),
  );
  return [...found.keys()].flatMap((item): LoadedAsset[] => {
    if (item.kind === "multi-asset") return [rebuilder.multiAsset(item)];
    if (item.kind === "asset")
      return item.definition.kind === "assets" && multis.has(item.definition)
        ? []
        : [rebuilder.asset(item)];
    const { definition } = item;
    return [
      {
        ...item,
        definition: {
          ...definition,
          spec: { ...definition.spec, asset: rename(definition.spec.asset) },
          dependencies: definition.dependencies.map((dependency) => ({
            ...dependency,
            key: rename(dependency.key),
            upstream: undefined,
          })),
        },
      },
    ];
  });
}

function takeOver(
  definition: AssetsDefinition | SourceAssetDefinition,
  rename: (key: AssetKey) => AssetKey,
  group: string | undefined,
): AssetsDefinition | SourceAssetDefinition {
  if (definition.kind === "source")
    return { ...definition, key: rename(definition.key), group: definition.group ?? group };
  const renamed = definition.specs.some((spec) => rename(spec.key) !== spec.key);
  const [only] = definition.specs;
  const name =
    renamed && definition.specs.length === 1 && only !== undefined
      ? rename(only.key).join("__").replaceAll("-", "_")
      : definition.node.name;
  return {
    ...definition,
    node: { ...definition.node, name },
    specs: definition.specs.map((spec) => ({
      ...spec,
      key: rename(spec.key),
      group: spec.group ?? group,
    })),
    dependencies: definition.dependencies.map((dependency) => {
      const key = rename(dependency.key);
      return {
        ...dependency,
        key,
        upstream: key === dependency.key ? dependency.upstream : undefined,
      };
    }),
    checks: definition.checks.map((check) => ({ ...check, asset: rename(check.asset) })),
    internalDependencies: Object.fromEntries(
      Object.entries(definition.internalDependencies).map(([output, keys]) => [
        output,
        keys.map(rename),
      ]),
    ),
  };
}

function flatten(value: unknown, depth = 0): readonly LoadedAsset[] {
  if (Array.isArray(value) && depth < 8)
    return value.flatMap((item: unknown) => flatten(item, depth + 1));
  return isDefinition(value) && value.kind !== "job" ? [value] : [];
}

function keysOf(definition: AssetsDefinition | SourceAssetDefinition): readonly AssetKey[] {
  return definition.kind === "source" ? [definition.key] : definition.specs.map((spec) => spec.key);
}

function groupsOf(
  definition: AssetsDefinition | SourceAssetDefinition,
): readonly (string | undefined)[] {
  return definition.kind === "source"
    ? [definition.group]
    : definition.specs.map((spec) => spec.group);
}
