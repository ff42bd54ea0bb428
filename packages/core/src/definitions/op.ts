import type { OpContext } from "../context/step-context.ts";
import { CoreError } from "../errors.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import type { ResourceRequirements, ResourceValues } from "../resources/resource.ts";
import { isSchema, type Schema } from "../schema/schema.ts";
import { checkTags, FaultList } from "./check-options.ts";
import { invoke, type Invocation } from "./composition.ts";
import type { DynamicHandle, Handle, Wire } from "./handle.ts";
import type { Hook } from "./hook.ts";
import type {
  GraphDefinition,
  InputDefinition,
  OpDefinition,
  OutputDefinition,
} from "./op-definition.ts";
import { checkRetryPolicy, type RetryPolicy } from "./retry-policy.ts";
import { SourceLocation } from "./source-location.ts";
import type { Produced } from "./value-types.ts";
import {
  opOut,
  type CallTypes,
  type CheckedOpReturn,
  type InTypes,
  type OpIn,
  type OpIns,
  type OpOut,
  type OpOuts,
  type OutHandles,
} from "./op-parts.ts";

/** What a call may say besides its inputs. */
export interface CallOptions {
  /** Run after these, without taking a value from them. */
  readonly after?: readonly (Handle<unknown> | DynamicHandle<unknown>)[];
}

/** Settings of an op for one call. */
export interface InvocationOptions {
  readonly tags?: Readonly<Record<string, string>>;
  readonly hooks?: readonly Hook[];
  readonly retryPolicy?: RetryPolicy;
}

/**
 * An op or graph. Calling it inside the body of a job or graph makes a node; {@link Op.invoke} runs it directly.
 */
export interface Op<I = never, out Result = unknown> {
  (
    ...call: {} extends I
      ? [inputs?: { readonly [K in keyof I]: Wire<I[K]> }, options?: CallOptions]
      : [inputs: { readonly [K in keyof I]: Wire<I[K]> }, options?: CallOptions]
  ): Result;
  readonly kind: "op";
  readonly definition: OpDefinition | GraphDefinition;
  /** The same op under another name; its config and its step key take that name. */
  alias(name: string): Op<I, Result>;
  /** The same op with tags, hooks or a retry policy of this call. */
  with(options: InvocationOptions): Op<I, Result>;
  /** The same op with its whole config fixed. */
  configured(config: unknown, options?: { readonly name?: string }): Op<I, Result>;
  /**
   * Runs the body with these inputs, outside any run. For tests.
   *
   * @param context from `buildOpContext` of `@heddle/core/testing`; what it lacks is an error that names it
   */
  invoke(inputs: I, context?: object): Promise<unknown>;
}

/** A type that nothing has: an op stores through its outputs. */
export interface IOManagerKeyBelongsInOpOut {
  readonly "~put ioManagerKey into opOut": never;
}

/** Options that ops share. */
export interface OpOptionsBase<
  Ins extends OpIns,
  Config,
  Input,
  Needs extends ResourceRequirements,
> {
  readonly name: string;
  readonly description?: string;
  readonly ins?: Ins;
  /** Schema of `context.config`. */
  readonly config?: Schema<Config, Input>;
  /** Resources of the body, key → resource or type. */
  readonly resources?: Needs;
  readonly tags?: Readonly<Record<string, string>>;
  readonly codeVersion?: string;
  readonly retryPolicy?: RetryPolicy;
  /** Name of the pool whose limit holds for this op over all runs of the instance. */
  readonly pool?: string;
  /** Longest time for one try, in milliseconds. */
  readonly timeoutMs?: number;
  readonly hooks?: readonly Hook[];
  /** Not here: name the IO manager in `outs: { … : opOut({ ioManagerKey }) }`. */
  readonly ioManagerKey?: IOManagerKeyBelongsInOpOut;
}

/** Options of an op whose one output takes its type from the body. */
export interface OpOptions<
  Ins extends OpIns,
  Config,
  Input,
  Needs extends ResourceRequirements,
> extends OpOptionsBase<Ins, Config, Input, Needs> {
  readonly outs?: never;
  /** Metadata, IO manager or schema of the only output. */
  readonly out?: OpOut | Schema;
}

/** Options of an op with named outputs. */
export interface MultiOutOpOptions<
  Ins extends OpIns,
  Outs extends OpOuts,
  Config,
  Input,
  Needs extends ResourceRequirements,
> extends OpOptionsBase<Ins, Config, Input, Needs> {
  readonly outs: Outs;
  readonly out?: never;
}

const optionNames: ReadonlySet<string> = new Set([
  "name",
  "description",
  "ins",
  "out",
  "outs",
  "config",
  "resources",
  "tags",
  "codeVersion",
  "retryPolicy",
  "pool",
  "timeoutMs",
  "hooks",
]);
const advice = {
  ioManagerKey:
    "An op stores through its outputs: `outs: { result: opOut({ ioManagerKey }) }`, or `out: opOut({ ioManagerKey })`.",
  io_manager_key: "An op stores through its outputs: `out: opOut({ ioManagerKey })`.",
};

/**
 * An op: a named computation with typed inputs and outputs.
 *
 * @param options name, inputs, outputs, config schema, resources
 * @param body `(inputs, context) => value`; may be asynchronous or a generator of {@link output} and events
 *
 * @example
 * ```ts
 * const load = op({ name: "load" }, () => [1, 2, 3]);
 * const total = op({ name: "total", ins: { rows: type<number[]>() } }, ({ rows }) => rows.length);
 * const counting = job({ name: "counting" }, () => { total({ rows: load() }); });
 * ```
 */
export function op<
  const Outs extends OpOuts,
  Return,
  const Ins extends OpIns = {},
  Config = {},
  Input = unknown,
  const Needs extends ResourceRequirements = {},
>(
  options: MultiOutOpOptions<Ins, Outs, Config, Input, Needs>,
  body: (
    inputs: InTypes<Ins>,
    context: OpContext<Config, ResourceValues<Needs>>,
  ) => Return & CheckedOpReturn<Return, Outs>,
): Op<CallTypes<Ins>, OutHandles<Outs>>;
export function op<
  Return,
  const Ins extends OpIns = {},
  Config = {},
  Input = unknown,
  const Needs extends ResourceRequirements = {},
>(
  options: OpOptions<Ins, Config, Input, Needs>,
  body: (inputs: InTypes<Ins>, context: OpContext<Config, ResourceValues<Needs>>) => Return,
): Op<CallTypes<Ins>, Handle<Produced<Return, true>>>;
export function op(
  options:
    | OpOptions<OpIns, unknown, unknown, ResourceRequirements>
    | MultiOutOpOptions<OpIns, OpOuts, unknown, unknown, ResourceRequirements>,
  body: (inputs: never, context: never) => unknown,
): unknown {
  const location = SourceLocation.of(op);
  const list = new FaultList(`op "${options.name}"`, location);
  list.options(options, optionNames, advice);
  list.name("name", options.name);
  checkTags(options.tags, list);
  list.faults.push(...checkRetryPolicy(options.retryPolicy, list.subject, location));
  if (options.config !== undefined && !isSchema(options.config))
    list.add(
      "CORE_INVALID_OPTION",
      "config is no schema",
      "Give a zod schema or any Standard Schema.",
    );
  const outs: OpOuts = options.outs ?? { result: options.out ?? opOut() };
  const definition: OpDefinition = {
    kind: "op",
    name: options.name,
    description: options.description,
    inputs: inputDefinitions(options.ins ?? {}, list),
    outputs: outputDefinitions(outs, list),
    config: options.config,
    fixed: undefined,
    needs: options.resources ?? {},
    bound: {},
    tags: options.tags ?? {},
    codeVersion: options.codeVersion,
    retryPolicy: options.retryPolicy,
    pool: options.pool,
    timeoutMs: options.timeoutMs,
    hooks: options.hooks ?? [],
    body,
    faults: list.faults,
    location,
  };
  return opOf(definition);
}

/** Input definitions of `ins`. */
export function inputDefinitions(ins: OpIns, list: FaultList): readonly InputDefinition[] {
  return Object.entries(ins).map(([name, given]) => {
    list.name("input", name);
    const described = (given as Partial<OpIn>).kind === "op-in" ? (given as OpIn) : undefined;
    if (described === undefined && !isSchema(given)) {
      list.add(
        "CORE_INVALID_OPTION",
        `input "${name}" is neither a schema nor opIn(…)`,
        "Use `type<T>()`, a zod schema or `opIn({ … })`.",
      );
    }
    return {
      name,
      schema: described === undefined ? (isSchema(given) ? given : undefined) : described.type,
      description: described?.description,
      metadata: described?.metadata ?? {},
      inputManagerKey: described?.inputManagerKey,
      defaultValue: described?.defaultValue,
    };
  });
}

/** Output definitions of `outs`. */
export function outputDefinitions(outs: OpOuts, list: FaultList): readonly OutputDefinition[] {
  return Object.entries(outs).map(([name, given]) => {
    list.name("output", name);
    const described = (given as Partial<OpOut>).kind === "op-out" ? (given as OpOut) : undefined;
    if (described === undefined && !isSchema(given)) {
      list.add(
        "CORE_INVALID_OPTION",
        `output "${name}" is neither a schema nor opOut(…)`,
        "Use `type<T>()`, a zod schema or `opOut({ … })`.",
      );
    }
    return {
      name,
      schema: described === undefined ? (isSchema(given) ? given : undefined) : described.type,
      description: described?.description,
      metadata: described?.metadata ?? {},
      ioManagerKey: described?.ioManagerKey ?? defaultIOManagerKey,
      required: described?.required ?? true,
      dynamic: described?.dynamic ?? false,
      codeVersion: described?.codeVersion,
    };
  });
}

const plainInvocation: Invocation = {
  alias: undefined,
  tags: {},
  hooks: [],
  retryPolicy: undefined,
};

/** The callable around a definition. */
export function opOf(
  definition: OpDefinition | GraphDefinition,
  invocation: Invocation = plainInvocation,
): Op {
  const outputs =
    definition.kind === "op"
      ? definition.outputs
      : Object.keys(definition.outputs).map((name) => ({ name, dynamic: false }));
  const call = (inputs?: Readonly<Record<string, unknown>>, options?: CallOptions): unknown =>
    invoke(definition, outputs, invocation, inputs, options?.after);
  Object.defineProperty(call, "name", { value: invocation.alias ?? definition.name });
  return Object.assign(call, {
    kind: "op" as const,
    definition,
    alias: (name: string) => opOf(definition, { ...invocation, alias: name }),
    with: (options: InvocationOptions) =>
      opOf(definition, {
        alias: invocation.alias,
        tags: { ...invocation.tags, ...options.tags },
        hooks: [...invocation.hooks, ...(options.hooks ?? [])],
        retryPolicy: options.retryPolicy ?? invocation.retryPolicy,
      }),
    configured: (config: unknown, options: { readonly name?: string } = {}) => {
      if (definition.kind === "graph") {
        throw new CoreError({
          code: "CORE_INVALID_OPTION",
          message: `graph "${definition.name}" has no config of its own to fix`,
          hint: "Use `config` with a mapping on the graph.",
        });
      }
      return opOf(
        { ...definition, name: options.name ?? definition.name, fixed: { config } },
        invocation,
      );
    },
    invoke: (inputs: Readonly<Record<string, unknown>>, context?: object) =>
      invokeDirectly(definition, inputs, context),
  });
}

async function invokeDirectly(
  definition: OpDefinition | GraphDefinition,
  inputs: Readonly<Record<string, unknown>>,
  context: object | undefined,
): Promise<unknown> {
  if (definition.kind === "graph") {
    throw new CoreError({
      code: "CORE_INVALID_INVOCATION",
      message: `graph "${definition.name}" cannot be invoked directly`,
      hint: "Put it into a job and use executeInProcess.",
    });
  }
  const { invokeBody } = await import("../testing/invoke-body.ts");
  return invokeBody(definition, inputs, context);
}
