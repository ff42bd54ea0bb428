export { HeddleError, type HeddleErrorOptions, type Problem } from "./heddle-error.ts";
export { formatError, type FormatErrorOptions } from "./format-error.ts";
export type { ErrorCode, ErrorTable, ErrorTableEntry } from "./error-table.ts";
