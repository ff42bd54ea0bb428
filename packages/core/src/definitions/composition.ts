import { CoreError } from "../errors.ts";
import type { FaultList } from "./check-options.ts";
import { didYouMean, listed } from "./fault.ts";
import type { DynamicHandle, Handle } from "./handle.ts";
import type { Hook } from "./hook.ts";
import type { GraphDefinition, NodeInvocation, OpDefinition, Wiring } from "./op-definition.ts";
import type { RetryPolicy } from "./retry-policy.ts";

interface Composition {
  readonly owner: string;
  readonly nodes: NodeInvocation[];
  readonly names: Map<string, OpDefinition | GraphDefinition>;
  readonly faults: FaultList;
}

/** What a call says besides its inputs. */
export interface Invocation {
  readonly alias: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly hooks: readonly Hook[];
  readonly retryPolicy: RetryPolicy | undefined;
}

// Reached by a registered symbol so that two installed copies of the package share one stack.
const stackKey: unique symbol = Symbol.for("@heddle/core/compositions");

function stack(): Composition[] {
  const holder = globalThis as { [stackKey]?: Composition[] };
  return (holder[stackKey] ??= []);
}

interface WiredHandle extends Handle<unknown> {
  readonly owner: Composition;
  readonly wiring: Wiring;
}

/** Runs the body of a graph or job and records the calls in it. */
export function compose(
  owner: string,
  inputNames: readonly string[],
  body: (inputs: never) => unknown,
  faults: FaultList,
): {
  readonly nodes: readonly NodeInvocation[];
  readonly outputs: Readonly<Record<string, Wiring>>;
} {
  const composition: Composition = { owner, nodes: [], names: new Map(), faults };
  const inputs = Object.fromEntries(
    inputNames.map((name) => [name, handle(composition, { kind: "input", name })]),
  );
  const compositions = stack();
  compositions.push(composition);
  let result: unknown;
  try {
    result = body(inputs as never);
  } finally {
    compositions.pop();
  }
  if (result instanceof Promise) {
    result.catch(() => undefined);
    faults.add(
      "CORE_INVALID_WIRING",
      "the body is asynchronous",
      "Compose synchronously; only the bodies of ops run later.",
    );
    return { nodes: composition.nodes, outputs: {} };
  }
  return { nodes: composition.nodes, outputs: readOutputs(composition, result) };
}

/** Records a call in the composition that is going on. */
export function invoke(
  definition: OpDefinition | GraphDefinition,
  outputs: readonly { readonly name: string; readonly dynamic: boolean }[],
  invocation: Invocation,
  inputs: Readonly<Record<string, unknown>> | undefined,
  after: readonly unknown[] | undefined,
): unknown {
  const composition = stack().at(-1);
  if (composition === undefined) {
    throw new CoreError({
      code: "CORE_OUTSIDE_COMPOSITION",
      message: `${definition.kind} "${definition.name}" was called outside the body of a job or graph`,
      hint:
        definition.kind === "op"
          ? `Call it inside \`job\` or \`graph\`. To run it directly, as in a test: ${definition.name}.invoke(inputs, context).`
          : "Call it inside `job` or `graph`.",
    });
  }
  const name = nodeName(composition, definition, invocation.alias);
  const known = new Set(definition.inputs.map((input) => input.name));
  const wires: Record<string, Wiring> = {};
  for (const [input, value] of Object.entries(inputs ?? {})) {
    if (!known.has(input)) {
      composition.faults.add(
        "CORE_INVALID_WIRING",
        `${definition.kind} "${name}" has no input "${input}"`,
        didYouMean(input, known) ?? `its inputs are ${listed(known)}`,
      );
      continue;
    }
    const wiring = wiringOf(composition, value);
    if (wiring === undefined) {
      composition.faults.add(
        "CORE_INVALID_WIRING",
        `input "${input}" of "${name}" was given ${describe(value)}`,
        "Pass the result of an op called in the same body, an input of the graph, or a list of them; constants belong in config.",
      );
    } else {
      wires[input] = wiring;
    }
  }
  const order: Wiring[] = [];
  for (const value of after ?? []) {
    const wiring = wiringOf(composition, value);
    if (wiring === undefined)
      composition.faults.add(
        "CORE_INVALID_WIRING",
        `"after" of "${name}" holds ${describe(value)}`,
      );
    else order.push(wiring);
  }
  composition.nodes.push({
    name,
    definition,
    wires,
    after: order,
    tags: invocation.tags,
    hooks: invocation.hooks,
    retryPolicy: invocation.retryPolicy,
  });
  const handleOf = (output: {
    readonly name: string;
    readonly dynamic: boolean;
  }): Handle<unknown> | DynamicHandle<unknown> => {
    const wiring: Wiring = { kind: "output", node: name, output: output.name, collect: false };
    return output.dynamic ? dynamicHandle(composition, wiring) : handle(composition, wiring);
  };
  const [only] = outputs;
  if (outputs.length === 1 && only?.name === "result") return handleOf(only);
  return Object.fromEntries(outputs.map((output) => [output.name, handleOf(output)]));
}

function handle(owner: Composition, wiring: Wiring): WiredHandle {
  return { kind: "handle", owner, wiring } as unknown as WiredHandle;
}

function dynamicHandle(owner: Composition, wiring: Wiring): DynamicHandle<unknown> {
  const collected: Wiring = wiring.kind === "output" ? { ...wiring, collect: true } : wiring;
  return {
    kind: "dynamic-handle",
    owner,
    wiring,
    map: (build: (element: Handle<unknown>) => Handle<unknown>) => {
      const result = build(handle(owner, wiring)) as WiredHandle;
      return dynamicHandle(owner, result.wiring);
    },
    collect: () => handle(owner, collected),
  } as unknown as DynamicHandle<unknown>;
}

function wiringOf(composition: Composition, value: unknown): Wiring | undefined {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => wiringOf(composition, item));
    return items.every((item) => item !== undefined) ? { kind: "list", items } : undefined;
  }
  if (typeof value !== "object" || value === null || (value as WiredHandle).kind !== "handle")
    return undefined;
  const wired = value as WiredHandle;
  return wired.owner === composition ? wired.wiring : undefined;
}

function describe(value: unknown): string {
  const kind = (value as { readonly kind?: unknown } | null)?.kind;
  if (kind === "handle") return "a handle of another body";
  if (kind === "dynamic-handle") return "a dynamic output as a whole (use map or collect)";
  if (typeof value === "function") return "a function (an op that was not called?)";
  return Array.isArray(value)
    ? "a list that holds something else than handles"
    : `a ${value === null ? "null" : typeof value}`;
}

function nodeName(
  composition: Composition,
  definition: OpDefinition | GraphDefinition,
  alias: string | undefined,
): string {
  const base = alias ?? definition.name;
  const before = composition.names.get(base);
  if (before !== undefined && (alias !== undefined || before !== definition)) {
    composition.faults.add(
      "CORE_DUPLICATE_KEY",
      before === definition
        ? `alias "${base}" is used twice`
        : `two different definitions are named "${base}"`,
      "Give one of them an alias of its own.",
    );
  }
  let name = base;
  for (let count = 2; composition.names.has(name); count += 1) name = `${base}_${count}`;
  composition.names.set(name, definition);
  return name;
}

function readOutputs(composition: Composition, result: unknown): Readonly<Record<string, Wiring>> {
  if (result === undefined || result === null) return {};
  const single = wiringOf(composition, result);
  if (single !== undefined) return { result: single };
  if (
    typeof result !== "object" ||
    (result as { readonly kind?: unknown }).kind === "dynamic-handle"
  ) {
    composition.faults.add(
      "CORE_INVALID_WIRING",
      `the body returns ${describe(result)}`,
      "Return a handle, or an object of handles; collect a dynamic output first.",
    );
    return {};
  }
  const outputs: Record<string, Wiring> = {};
  for (const [name, value] of Object.entries(result)) {
    const wiring = wiringOf(composition, value);
    if (wiring === undefined) {
      composition.faults.add(
        "CORE_INVALID_WIRING",
        `output "${name}" is ${describe(value)}`,
        "Return handles made in this body; collect a dynamic output first.",
      );
    } else {
      outputs[name] = wiring;
    }
  }
  return outputs;
}
