import type { MetadataInput } from "../metadata/metadata-value.ts";

/** What {@link output} may say about a value besides its name. */
export interface OutputOptions {
  /** Metadata of the output; shown on its materialization. */
  readonly metadata?: MetadataInput;
  /** Data version of the value; default: computed from code and inputs. */
  readonly dataVersion?: string;
  /** Tags of the materialization. */
  readonly tags?: Readonly<Record<string, string>>;
  /** In a run over several partitions: the key that this value belongs to. */
  readonly partitionKey?: string;
}

/** A named value that a body yields or returns. Made by {@link output}. */
export interface Output<
  out Name extends string = string,
  out Value = unknown,
> extends OutputOptions {
  readonly kind: "output";
  readonly name: Name;
  readonly value: Value;
}

/** One of the values of a dynamic output. Made by {@link dynamicOutput}. */
export interface DynamicOutput<
  out Value = unknown,
  out Name extends string = string,
> extends OutputOptions {
  readonly kind: "dynamic-output";
  readonly name: Name;
  readonly mappingKey: string;
  readonly value: Value;
}

/**
 * A value with its output name and metadata, to return or to yield from a body.
 *
 * @param value the value
 * @param options.name the output's name. Default `"result"`, the name of the only output of an op or asset
 *
 * @example
 * ```ts
 * async function* () { yield output(rows, { name: "train", metadata: { rows: rows.length } }); }
 * ```
 */
export function output<Value, const Name extends string = "result">(
  value: Value,
  options: OutputOptions & { readonly name?: Name } = {},
): Output<Name, Value> {
  return { kind: "output", ...options, name: (options.name ?? "result") as Name, value };
}

/**
 * One value of a dynamic output: each starts its own copy of the steps that map over it.
 *
 * @param value the value
 * @param options.mappingKey letters, digits and `_`, unique within the output; it becomes part of the step keys, `x[key]`
 */
export function dynamicOutput<Value, const Name extends string = "result">(
  value: Value,
  options: OutputOptions & { readonly mappingKey: string; readonly name?: Name },
): DynamicOutput<Value, Name> {
  return { kind: "dynamic-output", ...options, name: (options.name ?? "result") as Name, value };
}
