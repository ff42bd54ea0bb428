import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import type { DynamicOutput, Output } from "../results/output.ts";
import type { Schema } from "../schema/schema.ts";
import type { DynamicHandle, Handle } from "./handle.ts";
import type { InputMetadata } from "./input-metadata.ts";
import type { types } from "./types-symbol.ts";
import type { Settled, Simplify } from "./value-types.ts";

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
