// index.d.ts
export * from "./errors.ts";
export { sqliteStorage } from "./sqlite-storage.ts";
export type { SqliteStorageOptions } from "./sqlite/open-database.ts";
export { openInstance, type OpenInstanceOptions } from "./open-instance.ts";

// errors.d.ts
import { HeddleError, type ErrorCode } from "@heddle/errors";
/** Every error code of `@heddle/storage`. */
export declare const storageErrors: {
    readonly STORAGE_NEWER_SCHEMA: {
        readonly meaning: "The storage was written by a newer version of Heddle, whose schema this version does not know.";
        readonly remedy: "Update Heddle, or use another home folder.";
    };
    readonly STORAGE_CORRUPT: {
        readonly meaning: "The storage file is not a SQLite database, or its content is damaged.";
        readonly remedy: "Restore it from a backup, or move it away: a new one is then made.";
    };
    readonly STORAGE_FULL: {
        readonly meaning: "There is no room left on the disk, or the storage has reached its size limit; nothing was stored.";
        readonly remedy: "Free space, raise the limit, or purge old events.";
    };
    readonly STORAGE_NOT_WRITABLE: {
        readonly meaning: "The storage file or its folder cannot be opened for writing.";
        readonly remedy: "Make the file and its folder writable, or keep runs elsewhere (`HEDDLE_HOME`, or another path).";
    };
    readonly STORAGE_BUSY: {
        readonly meaning: "Other processes held the storage's write lock for longer than the waiting time; nothing was stored.";
        readonly remedy: "Look for a process that is stopped inside a transaction, or raise `busyTimeoutMs`.";
    };
    readonly STORAGE_NETWORK_FILESYSTEM: {
        readonly meaning: "The storage file lies on a network file system, where SQLite's locks cannot be trusted.";
        readonly remedy: "Put the home folder on a local disk.";
    };
    readonly STORAGE_CLOSED: {
        readonly meaning: "The storage was used after it was closed.";
        readonly remedy: "Close it last, or open it again.";
    };
    readonly STORAGE_FAILED: {
        readonly meaning: "The database refused a statement for another reason; nothing was stored.";
        readonly remedy: "See the cause.";
    };
};
/** The codes of `@heddle/storage`. */
export type StorageErrorCode = ErrorCode<typeof storageErrors>;
/** The error class of `@heddle/storage`; tell cases apart by `code`. */
export declare class StorageError<Code extends StorageErrorCode = StorageErrorCode> extends HeddleError<Code> {
}

// sqlite-storage.d.ts
import type { InstanceStorage } from "@heddle/core";
import { type SqliteStorageOptions } from "./sqlite/open-database.ts";
/**
 * Opens an instance storage in one SQLite file, in write-ahead mode: several processes may write and read at
 * once, and what was stored survives the death of any of them.
 *
 * @throws STORAGE_CORRUPT, STORAGE_NEWER_SCHEMA, STORAGE_NOT_WRITABLE, STORAGE_NETWORK_FILESYSTEM,
 * STORAGE_FULL, STORAGE_BUSY
 *
 * @example
 * ```ts
 * await using storage = await sqliteStorage({ path: "data/heddle.db" });
 * const instance = new Instance({ storage });
 * ```
 */
export declare function sqliteStorage(options: SqliteStorageOptions): Promise<InstanceStorage>;

// sqlite/open-database.d.ts
import { DatabaseSync } from "node:sqlite";
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
/** Opens one connection. Both connections of a storage are opened so. */
export declare function openDatabase(options: SqliteStorageOptions, readOnly: boolean, fileSystemType?: (folder: string) => number): DatabaseSync;

// open-instance.d.ts
import { Instance, type HomeOptions } from "@heddle/core";
/** Which instance to open. */
export interface OpenInstanceOptions extends HomeOptions {
    /** Milliseconds since the epoch. Default `Date.now`. */
    readonly clock?: () => number;
}
/**
 * Opens the instance of a home folder: `HEDDLE_HOME`, else `DAGSTER_HOME`, else `.heddle` in the project, with
 * the settings of its `heddle.yaml`. Any number of processes may open it at the same time. Runs whose process died are ended
 * with status FAILURE first ({@link Instance.settleLostRuns}).
 *
 * @throws CORE_INSTANCE_HOME, CORE_INSTANCE_CONFIG, and the errors of `sqliteStorage`
 *
 * @example
 * ```ts
 * await using instance = await openInstance();
 * console.log(await instance.countRuns());
 * ```
 */
export declare function openInstance(options?: OpenInstanceOptions): Promise<Instance>;
