import { isSchema, type Schema } from "../schema/schema.ts";
import { checkTags, FaultList } from "./check-options.ts";
import { compose } from "./composition.ts";
import type { GraphResult, Handles } from "./handle.ts";
import type { Hook } from "./hook.ts";
import { inputDefinitions, opOf, type Op } from "./op.ts";
import type { InTypes, OpIns } from "./op-parts.ts";
import type { GraphDefinition } from "./op-definition.ts";
import { SourceLocation } from "./source-location.ts";

/** Makes the run config of inner nodes from a config of another shape. Made by {@link configMapping}. */
export interface ConfigMapping<out Output = unknown, out Input = unknown> {
  readonly kind: "config-mapping";
  readonly schema: Schema<Output, Input>;
  readonly map: (config: never) => unknown;
}

/**
 * A config of one's own for a graph or job, which hides the configs of its nodes.
 *
 * @param schema the outer config
 * @param map gives, for a graph: node name → `{ config }`; for a job: a whole run config
 */
export function configMapping<Output, Input>(
  schema: Schema<Output, Input>,
  map: (config: Output) => unknown,
): ConfigMapping<Output, Input> {
  return { kind: "config-mapping", schema, map };
}

/** Options of {@link graph}. */
export interface GraphOptions<Ins extends OpIns> {
  readonly name: string;
  readonly description?: string;
  readonly ins?: Ins;
  readonly config?: ConfigMapping;
  readonly tags?: Readonly<Record<string, string>>;
  readonly hooks?: readonly Hook[];
}

const optionNames: ReadonlySet<string> = new Set([
  "name",
  "description",
  "ins",
  "config",
  "tags",
  "hooks",
]);

/**
 * A graph: ops wired together, used like an op. Step keys inside are `graph.op`.
 *
 * @param options name and inputs
 * @param body calls ops and graphs with handles, and returns the handles of its outputs; synchronous
 *
 * @example
 * ```ts
 * const prepare = graph({ name: "prepare", ins: { rows: type<number[]>() } }, ({ rows }) => scale({ rows: clean({ rows }) }));
 * ```
 */
export function graph<const Ins extends OpIns = {}, Result extends GraphResult = GraphResult>(
  options: GraphOptions<Ins>,
  body: (inputs: Handles<InTypes<Ins>>) => Result,
): Op<InTypes<Ins>, Result> {
  const location = SourceLocation.of(graph);
  return opOf(graphDefinition("graph", options, body, location, optionNames)) as unknown as Op<
    InTypes<Ins>,
    Result
  >;
}

/** Composes a body into a graph definition. */
export function graphDefinition(
  what: string,
  options: GraphOptions<OpIns>,
  body: (inputs: never) => unknown,
  location: SourceLocation,
  allowed: ReadonlySet<string>,
): GraphDefinition {
  const list = new FaultList(`${what} "${options.name}"`, location);
  list.options(options, allowed);
  list.name("name", options.name);
  checkTags(options.tags, list);
  if (
    options.config !== undefined &&
    options.config.kind === "config-mapping" &&
    !isSchema(options.config.schema)
  ) {
    list.add(
      "CORE_INVALID_OPTION",
      "the config mapping has no schema",
      "Give a zod schema or any Standard Schema.",
    );
  }
  const inputs = inputDefinitions(options.ins ?? {}, list);
  const composed = compose(
    options.name,
    inputs.map((input) => input.name),
    body,
    list,
  );
  return {
    kind: "graph",
    name: options.name,
    description: options.description,
    inputs,
    nodes: composed.nodes,
    outputs: composed.outputs,
    configMapping:
      options.config?.kind === "config-mapping"
        ? { schema: options.config.schema, map: options.config.map as (config: unknown) => unknown }
        : undefined,
    tags: options.tags ?? {},
    hooks: options.hooks ?? [],
    bound: {},
    faults: list.faults,
    location,
  };
}
