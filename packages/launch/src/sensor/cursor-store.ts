import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { LaunchError } from "../errors.ts";
import { takeLock } from "../util/lock-file.ts";
import { readIfThere, writeWhole } from "../util/whole-file.ts";

/** Where a watcher keeps its cursor. */
export interface CursorStore {
  /** Takes the store for one watcher, until it is disposed. */
  open(): Promise<AsyncDisposable>;
  /** The cursor; undefined or empty when there is none. */
  read(): Promise<string | undefined>;
  /** Replaces the cursor; it is complete on disk when the promise settles. */
  write(cursor: string): Promise<void>;
}

/**
 * Keeps a cursor in a file. It is replaced whole, so a crash leaves the old cursor or the new one. One living watcher may
 * use it; the lock of a dead one is taken over.
 *
 * @param path the file; its folder is made when missing
 */
export function cursorFile(path: string): CursorStore {
  return {
    async open() {
      await mkdir(dirname(path), { recursive: true });
      const lock = `${path}.lock`;
      const holder = await takeLock(lock);
      if (holder !== undefined) {
        throw new LaunchError({
          code: "LAUNCH_CURSOR_IN_USE",
          message: `Another process (${holder}) watches launches with the cursor file ${path}.`,
          details: { path, pid: holder },
        });
      }
      return { [Symbol.asyncDispose]: () => rm(lock, { force: true }) };
    },
    read: () => readIfThere(path),
    write: (cursor) => writeWhole(path, cursor),
  };
}

/** Keeps a cursor in memory, for watchers that begin anew with each process. */
export function cursorInMemory(cursor?: string): CursorStore {
  let kept = cursor;
  return {
    open: () => Promise.resolve({ [Symbol.asyncDispose]: () => Promise.resolve() }),
    read: () => Promise.resolve(kept),
    write: (next) => {
      kept = next;
      return Promise.resolve();
    },
  };
}
