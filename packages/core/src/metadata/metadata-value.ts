import { assetKey, type AssetKeyLike } from "../definitions/asset-key.ts";
import { CoreError } from "../errors.ts";
import type {
  CodeReference,
  ColumnDependency,
  EventMetadata,
  JsonValue,
  MetadataValue,
  TableSchema,
} from "../instance/metadata-value.ts";

/**
 * What may stand as a metadata value: a typed value made by {@link metadataValue}, or plain data, whose kind is inferred:
 * string → text, whole number → int, other number → float, boolean, null, Date → timestamp, object or array → json.
 */
export type MetadataInputValue =
  | MetadataValue
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | readonly unknown[]
  | { readonly [key: string]: unknown };

/** Metadata as users write it: label → value. */
export type MetadataInput = Readonly<Record<string, MetadataInputValue>>;

const kinds: ReadonlySet<string> = new Set<MetadataValue["type"]>([
  "text",
  "url",
  "path",
  "notebook",
  "md",
  "json",
  "int",
  "float",
  "bool",
  "timestamp",
  "python_artifact",
  "dagster_run",
  "asset",
  "job",
  "table",
  "table_schema",
  "column_lineage",
  "code_references",
  "image",
  "pool",
  "null",
]);

/**
 * Constructors of typed metadata values; the kinds are Dagster's (`image` is ours).
 *
 * @example
 * ```ts
 * context.addOutputMetadata({ rows: 3, report: metadataValue.url("https://example.com"), note: metadataValue.markdown("**ok**") });
 * ```
 */
export const metadataValue = {
  text: (value: string): MetadataValue => ({ type: "text", value }),
  url: (value: string): MetadataValue => ({ type: "url", value }),
  path: (value: string): MetadataValue => ({ type: "path", value }),
  notebook: (value: string): MetadataValue => ({ type: "notebook", value }),
  markdown: (value: string): MetadataValue => ({ type: "md", value }),
  json: (value: unknown): MetadataValue => ({ type: "json", value: toJson(value, "json") }),
  int: (value: number): MetadataValue => {
    if (!Number.isInteger(value)) throw metadataError(`${value} is not a whole number`);
    return { type: "int", value };
  },
  float: (value: number): MetadataValue => floatValue(value),
  bool: (value: boolean): MetadataValue => ({ type: "bool", value }),
  timestamp: (value: Date | number): MetadataValue => ({
    type: "timestamp",
    value: typeof value === "number" ? value : value.getTime(),
  }),
  run: (runId: string): MetadataValue => ({ type: "dagster_run", runId }),
  asset: (key: AssetKeyLike): MetadataValue => ({ type: "asset", assetKey: assetKey(key) }),
  job: (jobName: string, location?: string): MetadataValue => ({
    type: "job",
    jobName,
    ...(location === undefined ? {} : { location }),
  }),
  table: (
    records: readonly Readonly<Record<string, JsonValue>>[],
    schema?: TableSchema,
  ): MetadataValue => ({
    type: "table",
    records,
    schema: schema ?? { columns: inferColumns(records) },
  }),
  tableSchema: (schema: TableSchema): MetadataValue => ({ type: "table_schema", schema }),
  columnLineage: (
    columns: Readonly<Record<string, readonly ColumnDependency[]>>,
  ): MetadataValue => ({ type: "column_lineage", columns }),
  codeReferences: (references: readonly CodeReference[]): MetadataValue => ({
    type: "code_references",
    references,
  }),
  image: (source: string, caption?: string): MetadataValue => ({
    type: "image",
    source,
    ...(caption === undefined ? {} : { caption }),
  }),
  pool: (pool: string): MetadataValue => ({ type: "pool", pool }),
  null: (): MetadataValue => ({ type: "null" }),
} as const;

/** Whether a value is a typed metadata value already. */
export function isMetadataValue(value: unknown): value is MetadataValue {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    typeof value.type === "string" &&
    kinds.has(value.type) &&
    (value.type === "null" || Object.keys(value).length > 1)
  );
}

/**
 * The typed form of a metadata value.
 *
 * @throws CORE_METADATA for functions, symbols, undefined and data that JSON cannot carry
 */
export function toMetadataValue(label: string, value: unknown): MetadataValue {
  if (isMetadataValue(value)) return value;
  switch (typeof value) {
    case "string":
      return { type: "text", value };
    case "number":
      return Number.isSafeInteger(value) ? { type: "int", value } : floatValue(value);
    case "bigint":
      return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
        ? { type: "int", value: Number(value) }
        : { type: "text", value: value.toString() };
    case "boolean":
      return { type: "bool", value };
    case "object":
      if (value === null) return { type: "null" };
      if (value instanceof Date) return { type: "timestamp", value: value.getTime() };
      return { type: "json", value: toJson(value, label) };
    default:
      throw metadataError(
        `metadata "${label}" is a ${typeof value}, which no metadata kind carries`,
      );
  }
}

/**
 * The typed form of metadata that users wrote.
 *
 * @param onFault what to do with a value that no kind carries; default: throw `CORE_METADATA`. In events the value becomes text
 */
export function toEventMetadata(
  metadata: MetadataInput,
  onFault?: (message: string) => void,
): EventMetadata {
  const result: Record<string, MetadataValue> = {};
  for (const [label, value] of Object.entries(metadata)) {
    if (value === undefined) continue;
    try {
      result[label] = toMetadataValue(label, value);
    } catch (error) {
      if (onFault === undefined) throw error;
      onFault(error instanceof Error ? error.message : String(error));
      result[label] = { type: "text", value: describeValue(value) };
    }
  }
  return result;
}

function floatValue(value: number): MetadataValue {
  if (Number.isNaN(value)) return { type: "float", value: "NaN" };
  if (!Number.isFinite(value))
    return { type: "float", value: value > 0 ? "Infinity" : "-Infinity" };
  return { type: "float", value };
}

function toJson(value: unknown, label: string): JsonValue {
  try {
    const text = JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === "bigint" ? inner.toString() : inner,
    ) as string | undefined;
    if (text !== undefined) return JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw metadataError(`metadata "${label}" cannot be written as JSON`, cause);
  }
  throw metadataError(`metadata "${label}" cannot be written as JSON`);
}

function metadataError(message: string, cause?: unknown): CoreError {
  return new CoreError({
    code: "CORE_METADATA",
    message,
    hint: "Use a constructor of `metadataValue`, or plain data.",
    ...(cause === undefined ? {} : { cause }),
  });
}

function inferColumns(
  records: readonly Readonly<Record<string, JsonValue>>[],
): TableSchema["columns"] {
  const columns = new Map<string, string>();
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) {
      const kind = Number.isInteger(value)
        ? "int"
        : typeof value === "number"
          ? "float"
          : typeof value;
      const before = columns.get(name);
      if (before === undefined) columns.set(name, kind);
      else if (before !== kind)
        columns.set(
          name,
          before === "int" && kind === "float"
            ? "float"
            : before === "float" && kind === "int"
              ? "float"
              : "any",
        );
    }
  }
  return [...columns].map(([name, kind]) => ({ name, type: kind }));
}

function describeValue(value: unknown): string {
  if (typeof value === "function") return `[function ${value.name}]`;
  return typeof value === "symbol" ? value.toString() : `[${typeof value}]`;
}
