import type { types } from "./types-symbol.ts";

/** Stands for a value that a node of a graph will produce. */
export interface Handle<out T> {
  readonly kind: "handle";
  readonly [types]: { readonly value: T };
}

/** What may be passed for an input: a handle, or for a list input a list of handles (a fan-in). */
export type Wire<T> = Handle<T> | (T extends readonly (infer E)[] ? readonly Handle<E>[] : never);

/** Handles by name. */
export type Handles<T> = { readonly [K in keyof T]: Handle<T[K]> };

/** Stands for a dynamic output: as many values as the step produces. */
export interface DynamicHandle<out T> {
  readonly kind: "dynamic-handle";
  readonly [types]: { readonly value: T };
  /**
   * Runs what `compose` wires once per value, with step keys `op[mappingKey]`.
   *
   * @returns a handle to all results, to `collect()` or to map on
   */
  map<R>(compose: (element: Handle<T>) => Handle<R>): DynamicHandle<R>;
  /** All values as a list, in the order in which they were yielded. */
  collect(): Handle<T[]>;
}

/** What the body of a graph returns: nothing, its only output, or outputs by name. */
export type GraphResult = void | Handle<unknown> | Readonly<Record<string, Handle<unknown>>>;
