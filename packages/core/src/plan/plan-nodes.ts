import type { GraphDefinition, OpDefinition } from "../definitions/op-definition.ts";
import type { ExecutionPlan } from "./plan.ts";

/** The ops and graphs of a plan as run config names them, at the top level. */
export function planNodes(
  plan: ExecutionPlan,
  graph: GraphDefinition | undefined,
): Map<string, OpDefinition | GraphDefinition> {
  if (graph !== undefined) return new Map(graph.nodes.map((node) => [node.name, node.definition]));
  const nodes = new Map<string, OpDefinition | GraphDefinition>();
  for (const step of plan.steps) {
    const node =
      step.check === undefined && step.observes === undefined
        ? (step.assets?.node ?? step.op)
        : step.op;
    nodes.set(step.path[0] ?? step.key, node);
  }
  return nodes;
}
