import type { GraphDefinition } from "../definitions/op-definition.ts";
import type { Hook } from "../definitions/hook.ts";
import type { RetryPolicy } from "../definitions/retry-policy.ts";
import { finishPlan } from "./finish-plan.ts";
import { flattenGraph } from "./flatten-graph.ts";
import type { ExecutionPlan } from "./plan.ts";
import { priorityOf } from "./priority.ts";

/** The plan of a job of ops. */
export function planGraph(
  jobName: string,
  graph: GraphDefinition,
  options: {
    readonly hooks?: readonly Hook[];
    readonly retryPolicy?: RetryPolicy | undefined;
  } = {},
): ExecutionPlan {
  const flat = flattenGraph(graph, [], new Map(), {
    hooks: options.hooks ?? [],
    tags: {},
    after: [],
  });
  const steps = flat.nodes.map((node, index) => ({
    key: node.path.join("."),
    path: node.path,
    op: node.op,
    inputs: node.inputs,
    outputs: node.op.outputs.map((definition) => ({
      definition,
      asset: undefined,
      selected: true,
    })),
    after: node.after,
    mappedOver: undefined,
    tags: node.tags,
    hooks: node.hooks,
    retryPolicy: node.retryPolicy ?? options.retryPolicy,
    priority: priorityOf(node.tags),
    index,
    assets: undefined,
    observes: undefined,
    check: undefined,
    gates: [],
  }));
  return finishPlan(jobName, steps, new Map());
}
