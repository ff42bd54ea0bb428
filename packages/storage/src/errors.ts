import { HeddleError, type ErrorCode } from "@heddle/errors";

/** Every error code of `@heddle/storage`. */
export const storageErrors = {
  STORAGE_NEWER_SCHEMA: {
    meaning:
      "The storage was written by a newer version of Heddle, whose schema this version does not know.",
    remedy: "Update Heddle, or use another home folder.",
  },
  STORAGE_CORRUPT: {
    meaning: "The storage file is not a SQLite database, or its content is damaged.",
    remedy: "Restore it from a backup, or move it away: a new one is then made.",
  },
  STORAGE_FULL: {
    meaning:
      "There is no room left on the disk, or the storage has reached its size limit; nothing was stored.",
    remedy: "Free space, raise the limit, or purge old events.",
  },
  STORAGE_NOT_WRITABLE: {
    meaning: "The storage file or its folder cannot be opened for writing.",
    remedy:
      "Make the file and its folder writable, or keep runs elsewhere (`HEDDLE_HOME`, or another path).",
  },
  STORAGE_BUSY: {
    meaning:
      "Other processes held the storage's write lock for longer than the waiting time; nothing was stored.",
    remedy: "Look for a process that is stopped inside a transaction, or raise `busyTimeoutMs`.",
  },
  STORAGE_NETWORK_FILESYSTEM: {
    meaning:
      "The storage file lies on a network file system, where SQLite's locks cannot be trusted.",
    remedy: "Put the home folder on a local disk.",
  },
  STORAGE_CLOSED: {
    meaning: "The storage was used after it was closed.",
    remedy: "Close it last, or open it again.",
  },
  STORAGE_FAILED: {
    meaning: "The database refused a statement for another reason; nothing was stored.",
    remedy: "See the cause.",
  },
} as const;

/** The codes of `@heddle/storage`. */
export type StorageErrorCode = ErrorCode<typeof storageErrors>;

/** The error class of `@heddle/storage`; tell cases apart by `code`. */
export class StorageError<
  Code extends StorageErrorCode = StorageErrorCode,
> extends HeddleError<Code> {}
