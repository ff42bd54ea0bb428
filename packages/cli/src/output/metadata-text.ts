import { assetKeyToUserString, type MetadataValue } from "@heddle/core";

/** A metadata value on one line. */
export function metadataText(value: MetadataValue): string {
  switch (value.type) {
    case "asset":
      return assetKeyToUserString(value.assetKey);
    case "dagster_run":
      return value.runId;
    case "job":
      return value.jobName;
    case "pool":
      return value.pool;
    case "image":
      return value.caption ?? value.source;
    case "python_artifact":
      return `${value.module}.${value.name}`;
    case "timestamp":
      return new Date(value.value).toISOString();
    case "table":
      return `${String(value.records.length)} rows`;
    case "table_schema":
      return value.schema.columns.map(({ name, type }) => `${name}: ${type}`).join(", ");
    case "column_lineage":
      return Object.keys(value.columns).join(", ");
    case "code_references":
      return value.references
        .map((reference) => (reference.kind === "url" ? reference.url : reference.filePath))
        .join(", ");
    case "json":
      return JSON.stringify(value.value);
    case "null":
      return "null";
    default:
      return String(value.value);
  }
}
