/** One fault that a schema found. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a schema answers: the value, or the issues. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/**
 * A Standard Schema, structurally: zod, valibot, arktype and {@link type} all fit, and core depends on none of them.
 * `Input` is what is written, `Output` what arrives after defaults and transforms.
 */
export interface Schema<out Output = unknown, out Input = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/**
 * A schema that accepts everything at run time and carries only a type.
 *
 * @example
 * ```ts
 * op({ name: "total", ins: { rows: type<number[]>() } }, ({ rows }) => rows.length);
 * ```
 */
export function type<T>(): Schema<T, T> {
  return {
    "~standard": { version: 1, vendor: "heddle", validate: (value) => ({ value: value as T }) },
  };
}

/** Whether a value is a Standard Schema. */
export function isSchema(value: unknown): value is Schema {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  const standard = (value as { readonly "~standard"?: unknown })["~standard"];
  return (
    typeof standard === "object" &&
    standard !== null &&
    typeof (standard as { readonly validate?: unknown }).validate === "function"
  );
}

/** Whether a schema accepts everything, so that checking a value against it is of no use. */
export function acceptsEverything(schema: Schema): boolean {
  return schema["~standard"].vendor === "heddle";
}

/** The path of an issue as plain keys. */
export function issuePath(issue: SchemaIssue): readonly PropertyKey[] {
  return (issue.path ?? []).map((part) => (typeof part === "object" ? part.key : part));
}
