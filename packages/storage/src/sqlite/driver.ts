import { setTimeout as wait } from "node:timers/promises";
import type { DatabaseSync } from "node:sqlite";
import type { DatabaseConnection, Driver } from "kysely";
import { SqliteConnection } from "./connection.ts";
import { isBusy, storageError } from "./sqlite-error.ts";

/** What the driver works on. */
export interface SqliteDriverOptions {
  readonly database: DatabaseSync;
  /** For error messages. */
  readonly path: string;
  /** How long to wait for the write lock, in milliseconds. */
  readonly busyTimeoutMs: number;
}

const shortestPause = 1;
const longestPause = 25;

/**
 * Kysely's driver for `node:sqlite`. A transaction takes the write lock at its start, so that it can never
 * fail half-way for a lock; while another process holds the lock it waits without blocking this process.
 */
export class SqliteDriver implements Driver {
  readonly #options: SqliteDriverOptions;
  readonly #connection: SqliteConnection;

  constructor(options: SqliteDriverOptions) {
    this.#options = options;
    this.#connection = new SqliteConnection(options.database, options.path);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    const giveUpAt = performance.now() + this.#options.busyTimeoutMs;
    for (let longest = shortestPause; ; longest = Math.min(longest * 2, longestPause)) {
      try {
        this.#options.database.exec("begin immediate");
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() >= giveUpAt)
          throw storageError(error, this.#options.path);
      }
      await wait(shortestPause + Math.random() * longest);
    }
  }

  async commitTransaction(): Promise<void> {
    this.#exec("commit");
  }

  async rollbackTransaction(): Promise<void> {
    if (this.#options.database.isTransaction) this.#exec("rollback");
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    if (this.#options.database.isOpen) this.#options.database.close();
  }

  #exec(statement: string): void {
    try {
      this.#options.database.exec(statement);
    } catch (error) {
      throw storageError(error, this.#options.path);
    }
  }
}
