import { StorageError, storageErrors, type StorageErrorCode } from "../errors.ts";

interface SqliteFailure {
  readonly errcode: number;
  readonly message: string;
}

const busy = 5;
const locked = 6;
const codes: Readonly<Record<number, StorageErrorCode>> = {
  [busy]: "STORAGE_BUSY",
  [locked]: "STORAGE_BUSY",
  8: "STORAGE_NOT_WRITABLE",
  10: "STORAGE_FAILED",
  11: "STORAGE_CORRUPT",
  13: "STORAGE_FULL",
  14: "STORAGE_NOT_WRITABLE",
  26: "STORAGE_CORRUPT",
};

const reasons: Partial<Record<StorageErrorCode, string>> = {
  STORAGE_BUSY: "is locked by another process",
  STORAGE_CORRUPT: "is no SQLite database or is damaged",
  STORAGE_FULL: "has no room left",
  STORAGE_NOT_WRITABLE: "cannot be opened for writing",
};

function isSqliteFailure(error: unknown): error is SqliteFailure {
  return (
    typeof error === "object" &&
    error !== null &&
    "errcode" in error &&
    typeof error.errcode === "number"
  );
}

/** Whether a statement failed only because another connection holds the lock. */
export function isBusy(error: unknown): boolean {
  if (!isSqliteFailure(error)) return false;
  const primary = error.errcode & 0xff;
  return primary === busy || primary === locked;
}

/** Turns an error of `node:sqlite` into one of ours; others stay as they are. */
export function storageError(error: unknown, path: string): unknown {
  if (isSqliteFailure(error)) {
    const code = codes[error.errcode & 0xff] ?? "STORAGE_FAILED";
    return new StorageError({
      code,
      message: `the storage "${path}" ${reasons[code] ?? "refused a statement"}: ${error.message}`,
      hint: storageErrors[code].remedy,
      details: { path, sqliteCode: error.errcode },
      retryable: code === "STORAGE_BUSY",
      cause: error,
    });
  }
  return error;
}
