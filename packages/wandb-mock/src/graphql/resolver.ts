import type { Context } from "../context.ts";

/**
 * Answers one field. `source` is the parent's value, `args` the field's arguments as the schema
 * types them; optional ones that the caller sent as `null` arrive as `null`.
 */
export type FieldResolver = (source: never, args: never, context: Context) => unknown;

/** Resolvers by type and field. Several maps make up the whole; none may name a field twice. */
export type ResolverMap = Readonly<Record<string, Readonly<Record<string, FieldResolver>>>>;

/** The one argument of every mutation. */
export interface InputArgs<Input> {
  readonly input: Input;
}
