import type { AssetDependency } from "../definitions/assets-definition.ts";
import type { Hook } from "../definitions/hook.ts";
import type {
  GraphDefinition,
  InputDefinition,
  NodeInvocation,
  OpDefinition,
  Wiring,
} from "../definitions/op-definition.ts";
import type { RetryPolicy } from "../definitions/retry-policy.ts";
import type { InputSource, PlanInput } from "./plan.ts";

/** A node of a flattened graph. */
export interface FlatNode {
  readonly path: readonly string[];
  readonly op: OpDefinition;
  readonly inputs: readonly PlanInput[];
  readonly after: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly hooks: readonly Hook[];
  readonly retryPolicy: RetryPolicy | undefined;
}

/** What stands behind an input of a graph. */
export interface OuterInput {
  readonly source: InputSource;
  readonly dependency: AssetDependency | undefined;
  readonly definition: InputDefinition | undefined;
}

/** What stands behind an output of a graph. */
export type OuterOutput = InputSource;

/**
 * Takes a graph apart into its ops with their sources; the outputs of the graph become sources as well.
 *
 * @param prefix path of the graph; empty for a job
 * @param outer what is connected to the graph's inputs
 */
export function flattenGraph(
  graph: GraphDefinition,
  prefix: readonly string[],
  outer: ReadonlyMap<string, OuterInput>,
  inherited: {
    readonly hooks: readonly Hook[];
    readonly tags: Readonly<Record<string, string>>;
    readonly after: readonly string[];
  },
): {
  readonly nodes: readonly FlatNode[];
  readonly outputs: Readonly<Record<string, OuterOutput>>;
} {
  const nodes: FlatNode[] = [];
  const graphOutputs = new Map<string, Readonly<Record<string, OuterOutput>>>();
  const stepsOf = new Map<string, readonly string[]>();
  const hooks = [...inherited.hooks, ...graph.hooks];
  const tags = { ...inherited.tags, ...graph.tags };

  const resolve = (wiring: Wiring): OuterInput => {
    switch (wiring.kind) {
      case "input":
        return (
          outer.get(wiring.name) ?? {
            source: { kind: "config", path: [...prefix, wiring.name] },
            dependency: undefined,
            definition: undefined,
          }
        );
      case "list":
        return {
          source: { kind: "list", items: wiring.items.map((item) => resolve(item).source) },
          dependency: undefined,
          definition: undefined,
        };
      default: {
        const inner = graphOutputs.get(wiring.node)?.[wiring.output];
        const source: InputSource =
          inner === undefined
            ? {
                kind: "step",
                step: [...prefix, wiring.node].join("."),
                output: wiring.output,
                collect: wiring.collect,
              }
            : wiring.collect && inner.kind === "step"
              ? { ...inner, collect: true }
              : inner;
        return { source, dependency: undefined, definition: undefined };
      }
    }
  };

  const pending = [...graph.nodes];
  for (const node of pending) {
    const after = [
      ...inherited.after,
      ...node.after.flatMap((wiring) =>
        wiring.kind === "output" ? (stepsOf.get(wiring.node) ?? []) : [],
      ),
    ];
    const path = [...prefix, node.name];
    const given = new Map<string, OuterInput>();
    for (const input of node.definition.inputs) {
      const wiring = node.wires[input.name];
      if (wiring !== undefined) given.set(input.name, resolve(wiring));
      else given.set(input.name, unwired(input, path));
    }
    if (node.definition.kind === "graph") {
      const flat = flattenGraph(node.definition, path, given, {
        hooks: [...hooks, ...node.hooks],
        tags: { ...tags, ...node.tags },
        after,
      });
      nodes.push(...flat.nodes);
      graphOutputs.set(node.name, flat.outputs);
      stepsOf.set(
        node.name,
        flat.nodes.map((inner) => inner.path.join(".")),
      );
    } else {
      nodes.push(flatNode(node, node.definition, path, given, after, hooks, tags));
      stepsOf.set(node.name, [path.join(".")]);
    }
  }
  const outputs = Object.fromEntries(
    Object.entries(graph.outputs).map(([name, wiring]) => [name, resolve(wiring).source]),
  );
  return { nodes, outputs };
}

function flatNode(
  node: NodeInvocation,
  op: OpDefinition,
  path: readonly string[],
  given: ReadonlyMap<string, OuterInput>,
  after: readonly string[],
  hooks: readonly Hook[],
  tags: Readonly<Record<string, string>>,
): FlatNode {
  return {
    path,
    op,
    inputs: op.inputs.map((definition) => {
      const outer = given.get(definition.name) ?? unwired(definition, path);
      const merged: InputDefinition =
        outer.definition === undefined
          ? definition
          : {
              ...definition,
              metadata: { ...outer.definition.metadata, ...definition.metadata },
              inputManagerKey: definition.inputManagerKey ?? outer.definition.inputManagerKey,
            };
      return { definition: merged, source: outer.source, dependency: outer.dependency };
    }),
    after,
    tags: { ...tags, ...op.tags, ...node.tags },
    hooks: [...hooks, ...op.hooks, ...node.hooks],
    retryPolicy: node.retryPolicy ?? op.retryPolicy,
  };
}

function unwired(input: InputDefinition, path: readonly string[]): OuterInput {
  const source: InputSource =
    input.inputManagerKey !== undefined
      ? { kind: "manager" }
      : input.defaultValue !== undefined
        ? { kind: "default" }
        : { kind: "config", path: [...path, input.name] };
  return { source, dependency: undefined, definition: input };
}
