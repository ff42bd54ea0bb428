import type { Fault } from "../definitions/fault.ts";
import type { GraphDefinition } from "../definitions/op-definition.ts";
import { acceptsEverything } from "../schema/schema.ts";

/**
 * The faults of a graph and of everything in it.
 *
 * @param owner who to name in messages
 * @param inputValues values that a caller gives for unwired inputs, by `op.input` or input name
 */
export function checkGraph(
  graph: GraphDefinition,
  owner: string,
  inputValues: Readonly<Record<string, unknown>> = {},
  prefix: readonly string[] = [],
): readonly Fault[] {
  const faults: Fault[] = [];
  for (const node of graph.nodes) {
    faults.push(...node.definition.faults);
    const path = [...prefix, node.name];
    for (const input of node.definition.inputs) {
      if (
        node.wires[input.name] !== undefined ||
        input.defaultValue !== undefined ||
        input.inputManagerKey !== undefined
      )
        continue;
      if (node.definition.kind === "graph") continue;
      const fromConfig = input.schema !== undefined && !acceptsEverything(input.schema);
      if (
        fromConfig ||
        Object.hasOwn(inputValues, [...path, input.name].join(".")) ||
        Object.hasOwn(inputValues, input.name)
      )
        continue;
      faults.push({
        code: "CORE_INVALID_WIRING",
        subject: owner,
        message: `input "${input.name}" of op "${path.join(".")}" has no way to be resolved: nothing is wired to it, it has no default, no input manager, and no schema by which run config could give it`,
        hint: `Pass it in the call, \`${node.name}({ ${input.name}: … })\`, or declare \`opIn({ default })\` or \`opIn({ inputManagerKey })\`.`,
        location: graph.location,
      });
    }
    if (node.definition.kind === "graph")
      faults.push(...checkGraph(node.definition, owner, inputValues, path));
  }
  return faults;
}
