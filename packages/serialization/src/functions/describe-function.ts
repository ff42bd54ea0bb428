import { isPlainDict } from "../pickle/decode/dicts.ts";
import { PyGlobal, PyReduce } from "../python/nodes.ts";

/** What is known of a Python function that was stored by value. Its bytecode is never interpreted. */
export interface PythonFunctionView {
  readonly name: string;
  readonly module: string | undefined;
  /** Names of all parameters, positional ones first, then keyword-only ones, `*args` and `**kwargs`. */
  readonly parameters: readonly string[];
  /** Constants of the code. */
  readonly constants: readonly unknown[];
  /** Global and attribute names that the code uses. */
  readonly names: readonly string[];
  /** File and line of the definition, as the writer had them. */
  readonly file: string | undefined;
  readonly firstLine: number | undefined;
  readonly documentation: string | undefined;
}

const makers: ReadonlySet<string> = new Set([
  "cloudpickle.cloudpickle._make_function",
  "cloudpickle.cloudpickle._make_skel_func",
  "cloudpickle.cloudpickle_fast._make_function",
  "dill._dill._create_function",
  "dill.dill._create_function",
]);

/**
 * Describes a function of dill or cloudpickle from its inert tree.
 *
 * @returns undefined for anything else
 */
export function describeFunction(node: unknown): PythonFunctionView | undefined {
  if (!(node instanceof PyReduce) || !makers.has(node.functionName ?? "")) return undefined;
  const slots = slotsOf(node);
  const code = node.args[0];
  const fields = code instanceof PyReduce ? codeFields(code.args) : undefined;
  return {
    name: text(slots("__name__")) ?? text(node.args[2]) ?? fields?.name ?? "",
    module: text(slots("__module__")) ?? text(globalsOf(node, "__name__")) ?? "__main__",
    parameters: fields?.parameters ?? [],
    constants: fields?.constants ?? [],
    names: fields?.names ?? [],
    file: fields?.file,
    firstLine: fields?.firstLine,
    documentation: text(slots("__doc__")),
  };
}

/** What the function's state sets, from BUILD's state (dill) or the state setter's (cloudpickle). */
function slotsOf(node: PyReduce): (name: string) => unknown {
  const states: unknown[] = [
    ...node.states,
    ...node.effects
      .filter((effect) => effect.functionName?.endsWith("_function_setstate"))
      .map((effect) => effect.args[1]),
  ];
  const dicts = states.flatMap((state) => (Array.isArray(state) ? (state as unknown[]) : [state]));
  return (name) => dicts.map((dict) => entry(dict, name)).find((value) => value !== undefined);
}

function globalsOf(node: PyReduce, name: string): unknown {
  return entry(node.args[1], name);
}

function entry(dict: unknown, name: string): unknown {
  if (dict instanceof Map) return (dict as Map<unknown, unknown>).get(name);
  return isPlainDict(dict) ? dict[name] : undefined;
}

interface CodeFields {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly constants: readonly unknown[];
  readonly names: readonly string[];
  readonly file: string | undefined;
  readonly firstLine: number | undefined;
}

/** The arguments of `types.CodeType`, whose count and order depend on the Python version; see the specification. */
function codeFields(all: readonly unknown[]): CodeFields | undefined {
  // dill puts the line table of older versions in front.
  const args = all[0] instanceof Uint8Array ? all.slice(1) : all;
  const positionalOnly = args.length >= 16 ? 1 : 0;
  const codeAt = args.findIndex((arg) => arg instanceof Uint8Array);
  if (codeAt !== 5 + positionalOnly) return undefined;
  const [constants, names, variables, file, name] = args.slice(codeAt + 1);
  const firstLine = args.slice(codeAt + 6).find((arg) => typeof arg === "number");
  const [positional, keywordOnly, flags] = [
    args[0],
    args[1 + positionalOnly],
    args[codeAt - 1],
  ].map(Number);
  const extra = (flags! & 4 ? 1 : 0) + (flags! & 8 ? 1 : 0);
  return {
    name: String(name),
    parameters: list(variables)
      .slice(0, positional! + keywordOnly! + extra)
      .map(String),
    constants: list(constants).filter((constant) => !(constant instanceof PyGlobal)),
    names: list(names).map(String),
    file: typeof file === "string" ? file : undefined,
    firstLine: typeof firstLine === "number" ? firstLine : undefined,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
