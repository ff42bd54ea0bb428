import { assetKeyToUserString, sameAssetKey, type AssetKey } from "../definitions/asset-key.ts";
import type {
  AssetCheckDefinition,
  AssetCheckSpec,
  AssetDependency,
  AssetsDefinition,
  AssetSpec,
  SourceAssetDefinition,
} from "../definitions/assets-definition.ts";
import type { Partitions } from "../definitions/partition-types.ts";

/** One asset of a graph. */
export interface AssetNode {
  readonly key: AssetKey;
  /** Text of the key, by which it is found. */
  readonly text: string;
  readonly definition: AssetsDefinition | SourceAssetDefinition;
  /** Absent for an external asset. */
  readonly spec: AssetSpec | undefined;
  readonly partitions: Partitions | undefined;
  /** What it is made from. */
  readonly dependencies: readonly AssetDependency[];
  /** Texts of the keys upstream, without itself. */
  readonly upstream: readonly string[];
}

/** All assets of some definitions and how they hang together. Immutable. */
export class AssetGraph {
  readonly nodes: ReadonlyMap<string, AssetNode>;
  readonly definitions: readonly AssetsDefinition[];
  readonly sources: readonly SourceAssetDefinition[];
  readonly checks: readonly AssetCheckDefinition[];
  #downstream: ReadonlyMap<string, readonly string[]> | undefined;

  /**
   * @param definitions each once; of two with one key the first counts (the caller reports it)
   */
  constructor(
    definitions: Iterable<AssetsDefinition | SourceAssetDefinition>,
    checks: readonly AssetCheckDefinition[] = [],
  ) {
    const nodes = new Map<string, AssetNode>();
    const assets: AssetsDefinition[] = [];
    const sources: SourceAssetDefinition[] = [];
    for (const definition of new Set(definitions)) {
      if (definition.kind === "source") {
        sources.push(definition);
        const text = assetKeyText(definition.key);
        if (!nodes.has(text))
          nodes.set(text, {
            key: definition.key,
            text,
            definition,
            spec: undefined,
            partitions: definition.partitions,
            dependencies: [],
            upstream: [],
          });
        continue;
      }
      assets.push(definition);
      for (const spec of definition.specs) {
        const text = assetKeyText(spec.key);
        if (nodes.has(text)) continue;
        const dependencies = dependenciesOf(definition, spec);
        const upstream = new Set(dependencies.map((dependency) => assetKeyText(dependency.key)));
        upstream.delete(text);
        nodes.set(text, {
          key: spec.key,
          text,
          definition,
          spec,
          partitions: spec.partitions,
          dependencies,
          upstream: [...upstream],
        });
      }
    }
    this.nodes = nodes;
    this.definitions = assets;
    this.sources = sources;
    this.checks = checks;
  }

  /** The asset of a key. */
  get(key: AssetKey): AssetNode | undefined {
    return this.nodes.get(assetKeyText(key));
  }

  /** Texts of the keys directly downstream. */
  downstream(text: string): readonly string[] {
    this.#downstream ??= this.#invert();
    return this.#downstream.get(text) ?? [];
  }

  /** Every check: of definitions' own bodies and those with a computation. */
  get checkSpecs(): readonly AssetCheckSpec[] {
    return [
      ...this.definitions.flatMap((definition) => definition.checks),
      ...this.checks.map((check) => check.spec),
    ];
  }

  #invert(): ReadonlyMap<string, readonly string[]> {
    const map = new Map<string, string[]>();
    for (const node of this.nodes.values()) {
      for (const upstream of node.upstream) {
        const list = map.get(upstream);
        if (list === undefined) map.set(upstream, [node.text]);
        else list.push(node.text);
      }
    }
    return map;
  }
}

/** The text by which a graph finds a key: parts joined by `/`, with `/` inside a part escaped. */
export function assetKeyText(key: AssetKey): string {
  const [only] = key;
  if (key.length === 1 && only !== undefined && !only.includes("/") && !only.includes("\\"))
    return only;
  return key.map((part) => part.replaceAll("\\", "\\\\").replaceAll("/", "\\/")).join("/");
}

/** The text for people. */
export function nodeLabel(node: AssetNode): string {
  return assetKeyToUserString(node.key);
}

function dependenciesOf(definition: AssetsDefinition, spec: AssetSpec): readonly AssetDependency[] {
  const internal = definition.internalDependencies[spec.outputName];
  if (internal === undefined) return definition.dependencies;
  return internal.map(
    (key) =>
      definition.dependencies.find((dependency) => sameAssetKey(dependency.key, key)) ?? {
        key,
        inputName: undefined,
        mapping: undefined,
        shape: undefined,
        declaredPartitions: undefined,
        upstream: definition,
      },
  );
}
