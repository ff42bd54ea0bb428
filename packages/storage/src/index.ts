export * from "./errors.ts";
export { sqliteStorage } from "./sqlite-storage.ts";
export type { SqliteStorageOptions } from "./sqlite/open-database.ts";
export { openInstance, type OpenInstanceOptions } from "./open-instance.ts";
