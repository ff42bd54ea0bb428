import type { Output } from "../results/output.ts";
import type { KeyedValues } from "../results/keyed-values.ts";
import type { MaterializeResult } from "../results/materialize-result.ts";

/** Unfolds an intersection so that it reads as one object. */
export type Simplify<T> = { readonly [K in keyof T]: T[K] } & {};

/**
 * Resolves a type parameter that helpers infer inside an options object, so that the expected type cannot flow back
 * into it.
 */
export type Settled<T> = T extends infer U ? U : never;

/** Marks an input that is read as its upstream produced it. */
export interface AsProduced {
  readonly "~asProduced": true;
}

/** What a reader gets for a written value: a class may carry `"~delivers"` when writing and reading differ. */
export type Delivered<V> = V extends { readonly "~delivers": infer D } ? D : V;

/** The value of an input: what its metadata says it reads, or what was produced. */
export type ReadValue<V, Reads> = [Reads] extends [AsProduced]
  ? Delivered<V>
  : Reads extends AsProduced
    ? Delivered<V>
    : Reads;

type Unwrap<T> =
  T extends MaterializeResult<infer V>
    ? V
    : T extends Output<string, infer V>
      ? V
      : T extends KeyedValues<infer V>
        ? V
        : T;

type YieldedValue<Y> =
  Y extends Output<string, infer V> ? V : Y extends MaterializeResult<infer V> ? V : never;

/** Takes away what `outputRequired: false` lets be absent. */
export type OmitAbsent<V, Req> = Req extends true ? V : Exclude<V, undefined>;

/**
 * The value that a body produces: promises, `MaterializeResult` and generators of `Output` are unwrapped, and
 * `outputRequired: false` takes `undefined` away.
 */
export type Produced<Return, Req> = OmitAbsent<
  Return extends AsyncGenerator<infer Y, infer R> | Generator<infer Y, infer R>
    ? YieldedValue<Y> | (R extends void ? never : Unwrap<R>)
    : Unwrap<Awaited<Return>>,
  Req
>;

/** A value, or a promise of it. */
export type Awaitable<T> = T | PromiseLike<T>;
