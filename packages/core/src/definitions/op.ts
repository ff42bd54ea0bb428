import type { OpContext } from "../context/step-context.ts";
import { CoreError } from "../errors.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import type { ResourceRequirements, ResourceValues } from "../resources/resource.ts";
import { isSchema, type Schema } from "../schema/schema.ts";
import type { Output, DynamicOutput } from "../results/output.ts";
import { checkTags, FaultList } from "./check-options.ts";
import { invoke, type Invocation } from "./composition.ts";
import type { DynamicHandle, Handle, Wire } from "./handle.ts";
import type { InputMetadata } from "./input-metadata.ts";
import type { Hook } from "./hook.ts";
import type {
  GraphDefinition,
  InputDefinition,
  OpDefinition,
  OutputDefinition,
} from "./op-definition.ts";
import { checkRetryPolicy, type RetryPolicy } from "./retry-policy.ts";
import { SourceLocation } from "./source-location.ts";
import type { types } from "./types-symbol.ts";
import type { Produced, Settled, Simplify } from "./value-types.ts";

/** An input of an op: a type, or a schema that is checked at run time, with metadata. Made by {@link opIn}. */
export interface OpIn<out T = unknown, out Optional = boolean> {
  readonly kind: "op-in";
  readonly [types]: { readonly value: T; readonly optional: Optional };
  readonly type: Schema | undefined;
  readonly description: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly inputManagerKey: string | undefined;
  readonly defaultValue: { readonly value: unknown } | undefined;
}

/** Options of {@link opIn}. */
export interface OpInOptions<T> {
  readonly type?: Schema<T>;
  readonly description?: string;
  /** What the IO manager should know when it loads, e.g. `fromWandb({ name })`; plain objects do as well. */
  readonly metadata?: InputMetadata<unknown, unknown> | Readonly<Record<string, unknown>>;
  /** Resource key of the manager that loads the value instead of the upstream's. */
  readonly inputManagerKey?: string;
  /** The value when nothing is connected. */
  readonly default?: NoInfer<T>;
}

/** An input of an op with metadata, a default or its own input manager; with one of the latter two it need not be wired. */
export function opIn<T = unknown>(
  options: OpInOptions<T> &
    ({ readonly default: NoInfer<T> } | { readonly inputManagerKey: string }),
): OpIn<Settled<T>, true>;
export function opIn<T = unknown>(options?: OpInOptions<T>): OpIn<Settled<T>, false>;
export function opIn(options: OpInOptions<unknown> = {}): OpIn<never, never> {
  return {
    kind: "op-in",
    type: options.type,
    description: options.description,
    metadata: (options.metadata ?? {}) as Readonly<Record<string, unknown>>,
    inputManagerKey: options.inputManagerKey,
    defaultValue: "default" in options ? { value: options.default } : undefined,
  } as unknown as OpIn<never, never>;
}

/** An output of an op. Made by {@link opOut} and {@link dynamicOut}. */
export interface OpOut<out T = unknown, out Req = boolean, out Dynamic = boolean> {
  readonly kind: "op-out";
  readonly [types]: { readonly value: T; readonly required: Req; readonly dynamic: Dynamic };
  readonly type: Schema | undefined;
  readonly description: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly ioManagerKey: string;
  readonly required: boolean;
  readonly dynamic: boolean;
  readonly codeVersion: string | undefined;
}

/** Options of {@link opOut}. */
export interface OpOutOptions<T, Req extends boolean> {
  readonly type?: Schema<T>;
  readonly description?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Resource key of the manager that stores the value. Default `io_manager`. */
  readonly ioManagerKey?: string;
  /** Whether the step fails when the output is not produced. Default true. */
  readonly required?: Req;
  readonly codeVersion?: string;
}

/** An output of an op with type, metadata or its own IO manager. */
export function opOut<T = unknown, const Req extends boolean = true>(
  options: OpOutOptions<T, Req> = {},
): OpOut<Settled<T>, Settled<Req>, false> {
  return makeOut(options, false) as OpOut<Settled<T>, Settled<Req>, false>;
}

/** An output of which a step yields as many as it likes, each with a mapping key. */
export function dynamicOut<T = unknown>(
  options: OpOutOptions<T, true> = {},
): OpOut<Settled<T>, true, true> {
  return makeOut(options, true) as OpOut<Settled<T>, true, true>;
}

function makeOut(options: OpOutOptions<unknown, boolean>, dynamic: boolean): OpOut {
  return {
    kind: "op-out",
    type: options.type,
    description: options.description,
    metadata: options.metadata ?? {},
    ioManagerKey: options.ioManagerKey ?? defaultIOManagerKey,
    required: options.required ?? true,
    dynamic,
    codeVersion: options.codeVersion,
  } as OpOut;
}

/** Inputs of an op or graph: name → schema or {@link opIn}. */
export type OpIns = Readonly<Record<string, Schema | OpIn>>;
/** Outputs of an op: name → schema or {@link opOut}. */
export type OpOuts = Readonly<Record<string, Schema | OpOut>>;

/** Value types of declared inputs. */
export type InTypes<Ins> = {
  readonly [K in keyof Ins]: Ins[K] extends OpIn<infer T>
    ? T
    : Ins[K] extends Schema<infer T>
      ? T
      : never;
};

type InValue<I> = I extends OpIn<infer T> ? T : I extends Schema<infer T> ? T : never;

/** What a call must give: inputs with a default or an input manager may be left out. */
export type CallTypes<Ins> = Simplify<
  {
    readonly [K in keyof Ins as Ins[K] extends OpIn<unknown, true> ? never : K]: InValue<Ins[K]>;
  } & {
    readonly [K in keyof Ins as Ins[K] extends OpIn<unknown, true> ? K : never]?: InValue<Ins[K]>;
  }
>;

type OutValueType<O> = O extends OpOut<infer T> ? T : O extends Schema<infer T> ? T : unknown;

/** Value types of declared outputs. */
export type OutTypes<Outs> = { readonly [K in keyof Outs]: OutValueType<Outs[K]> };

/** Handles of declared outputs; dynamic ones must be mapped or collected. */
export type OutHandles<Outs> = {
  readonly [K in keyof Outs]: Outs[K] extends OpOut<infer T, boolean, true>
    ? DynamicHandle<T>
    : Handle<OutValueType<Outs[K]>>;
};

type OptionalOuts<Outs> = {
  [K in keyof Outs]: Outs[K] extends OpOut<unknown, false>
    ? K
    : Outs[K] extends OpOut<unknown, boolean, true>
      ? K
      : never;
}[keyof Outs];

/** What a body with several declared outputs may return: all required ones by name. */
export type OpReturn<Outs> = {
  readonly [K in Exclude<keyof Outs, OptionalOuts<Outs>>]: OutTypes<Outs>[K];
} & {
  readonly [K in OptionalOuts<Outs> & keyof Outs]?: OutTypes<Outs>[K] | undefined;
};

type OpYield<Outs> = {
  [K in keyof Outs & string]: Output<K, OutTypes<Outs>[K]> | DynamicOutput<OutTypes<Outs>[K], K>;
}[keyof Outs & string];

/** The check of a body against its declared outputs. */
export type CheckedOpReturn<Return, Outs> = Return extends
  | AsyncGenerator<infer Y>
  | Generator<infer Y>
  ? Extract<Y, { readonly kind: "output" | "dynamic-output" }> extends OpYield<Outs>
    ? unknown
    : `outputs must be ${keyof Outs & string}, with the declared types`
  : [Exclude<keyof Awaited<Return>, keyof Outs>] extends [never]
    ? Return extends PromiseLike<unknown>
      ? Promise<OpReturn<Outs>>
      : OpReturn<Outs>
    : `output "${Exclude<keyof Awaited<Return>, keyof Outs> & string}" is not declared in outs`;

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
