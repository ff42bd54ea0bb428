/** Plain data that JSON can carry unchanged. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** An asset key: one or more parts, outermost first. */
export type AssetKeyParts = readonly string[];

/** One column of a table schema. */
export interface TableColumn {
  readonly name: string;
  /** The column's type in the words of its own system, e.g. `string` or `DECIMAL(10,2)`. */
  readonly type: string;
  readonly description?: string;
  readonly constraints?: {
    readonly nullable: boolean;
    readonly unique: boolean;
    readonly other: readonly string[];
  };
  readonly tags?: Readonly<Record<string, string>>;
}

/** Columns of a table, and rules for the table as a whole. */
export interface TableSchema {
  readonly columns: readonly TableColumn[];
  readonly constraints?: readonly string[];
}

/** Where a column's values came from. */
export interface ColumnDependency {
  readonly assetKey: AssetKeyParts;
  readonly column: string;
}

/** A place in source code: a file on the machine that defined the asset, or a web address. */
export type CodeReference =
  | {
      readonly kind: "local";
      readonly filePath: string;
      readonly lineNumber?: number;
      readonly label?: string;
    }
  | { readonly kind: "url"; readonly url: string; readonly label?: string };

/**
 * A metadata value as it is stored in events, told apart by `type`. The type names are Dagster's, so that
 * tools which know them can show the value; `image` is ours.
 *
 * `float` stores what JSON has no number for as text.
 */
export type MetadataValue =
  | { readonly type: "text" | "url" | "path" | "notebook" | "md"; readonly value: string }
  | { readonly type: "json"; readonly value: JsonValue }
  | { readonly type: "int"; readonly value: number }
  | { readonly type: "float"; readonly value: number | "NaN" | "Infinity" | "-Infinity" }
  | { readonly type: "bool"; readonly value: boolean }
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  | { readonly type: "timestamp"; readonly value: number }
  | { readonly type: "python_artifact"; readonly module: string; readonly name: string }
  | { readonly type: "dagster_run"; readonly runId: string }
  | { readonly type: "asset"; readonly assetKey: AssetKeyParts }
  | { readonly type: "job"; readonly jobName: string; readonly location?: string }
  | {
      readonly type: "table";
      readonly records: readonly Readonly<Record<string, JsonValue>>[];
      readonly schema: TableSchema;
    }
  | { readonly type: "table_schema"; readonly schema: TableSchema }
  | {
      readonly type: "column_lineage";
      readonly columns: Readonly<Record<string, readonly ColumnDependency[]>>;
    }
  | { readonly type: "code_references"; readonly references: readonly CodeReference[] }
  /** An image at a path or URL, or inline as a `data:` URL. */
  | { readonly type: "image"; readonly source: string; readonly caption?: string }
  | { readonly type: "pool"; readonly pool: string }
  | { readonly type: "null" };

/** Metadata of an event: label → value. */
export type EventMetadata = Readonly<Record<string, MetadataValue>>;
