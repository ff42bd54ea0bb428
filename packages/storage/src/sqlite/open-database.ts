import { mkdirSync, statfsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StorageError, storageErrors } from "../errors.ts";
import { storageError } from "./sqlite-error.ts";

/** Where and how a SQLite storage is kept. */
export interface SqliteStorageOptions {
  /** File; its folder is made when it is missing. */
  readonly path: string;
  /** How long a write may wait for other processes, in milliseconds. Default 60,000. */
  readonly busyTimeoutMs?: number;
  /**
   * `process` (default): nothing that was stored is lost when the process dies. `power`: nor when the machine
   * loses power; each write then waits for the disk.
   */
  readonly durability?: "process" | "power";
  /** Refuse to grow beyond this many bytes. Default: no limit. */
  readonly maxSizeBytes?: number;
  /** Open although the file lies on a network file system. Default false. */
  readonly allowNetworkFileSystem?: boolean;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

/** Magic numbers that `statfs` gives for file systems whose locks SQLite cannot trust. */
const networkFileSystems: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x517b, "SMB"],
  [0x01021997, "9P"],
  [0x5346414f, "AFS"],
]);

/** The name of the network file system that a folder lies on; `undefined` for a local one. */
function networkFileSystem(type: number): string | undefined {
  return networkFileSystems.get(type >>> 0);
}

function refuseNetwork(path: string, type: number): void {
  const system = networkFileSystem(type);
  if (system === undefined) return;
  throw new StorageError({
    code: "STORAGE_NETWORK_FILESYSTEM",
    message: `the storage "${path}" would lie on a network file system (${system}), where SQLite loses data when several machines write`,
    hint: "Put the home folder on a local disk, or pass `allowNetworkFileSystem: true` if only one machine uses it.",
    details: { path, fileSystem: system },
  });
}

const openPauseMs = 5_000;

/** Opens one connection. Both connections of a storage are opened so. */
export function openDatabase(
  options: SqliteStorageOptions,
  readOnly: boolean,
  fileSystemType: (folder: string) => number = (folder) => statfsSync(folder).type,
): DatabaseSync {
  const path = resolve(options.path);
  const folder = dirname(path);
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    if (options.allowNetworkFileSystem !== true) refuseNetwork(path, fileSystemType(folder));
    // Blocks only while another process recovers the log after a crash; transactions wait in the driver.
    database = new DatabaseSync(path, { timeout: openPauseMs, readOnly });
    if (!readOnly) {
      database.exec("pragma journal_mode = wal");
      database.exec(`pragma synchronous = ${options.durability === "power" ? "full" : "normal"}`);
      if (options.maxSizeBytes !== undefined) limitSize(database, options.maxSizeBytes);
    }
    database.exec(`pragma busy_timeout = ${readOnly ? "5000" : "0"}`);
    return database;
  } catch (error) {
    database?.close();
    throw folderError(error, path) ?? storageError(error, path);
  }
}

function limitSize(database: DatabaseSync, bytes: number): void {
  const pageSize = Number(database.prepare("pragma page_size").get()?.["page_size"] ?? 4096);
  database.exec(`pragma max_page_count = ${String(Math.max(1, Math.floor(bytes / pageSize)))}`);
}

function folderError(error: unknown, path: string): StorageError | undefined {
  if (!(error instanceof Error) || !("syscall" in error)) return undefined;
  return new StorageError({
    code: "STORAGE_NOT_WRITABLE",
    message: `the storage "${path}" cannot be opened: ${error.message}`,
    hint: storageErrors.STORAGE_NOT_WRITABLE.remedy,
    details: { path },
    cause: error,
  });
}
