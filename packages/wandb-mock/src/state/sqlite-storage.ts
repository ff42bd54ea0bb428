import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { WandbMockError } from "../errors.ts";
import type { Identified } from "./record-table.ts";
import type { StateStorage } from "./state-storage.ts";

/**
 * Keeps the state in a SQLite file inside `folder`. Each request's changes are one transaction, so a
 * process that is killed leaves the state as it was after the last answered request.
 *
 * @throws WandbMockError `WANDB_MOCK_FOLDER_IN_USE`
 */
export function openSqliteStorage(folder: string): StateStorage {
  mkdirSync(folder, { recursive: true });
  // Loaded on use: Node 22 prints a warning on loading, which users of the memory backend should not see.
  const sqlite = process.getBuiltinModule("node:sqlite");
  const database = new sqlite.DatabaseSync(join(folder, "state.sqlite"));
  takeAlone(database, folder);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  database.exec(`
    CREATE TABLE IF NOT EXISTS records (type TEXT, id TEXT, json TEXT, PRIMARY KEY (type, id));
    CREATE TABLE IF NOT EXISTS numbers (type TEXT PRIMARY KEY, next INTEGER);
    CREATE TABLE IF NOT EXISTS lines (
      run TEXT, stream TEXT, number INTEGER, text TEXT, PRIMARY KEY (run, stream, number)
    ) WITHOUT ROWID;
  `);
  const records = database.prepare("SELECT json FROM records WHERE type = ? ORDER BY rowid");
  const number = database.prepare("SELECT next FROM numbers WHERE type = ?");
  const put = database.prepare(
    "INSERT INTO records VALUES (?, ?, ?) ON CONFLICT (type, id) DO UPDATE SET json = excluded.json",
  );
  const drop = database.prepare("DELETE FROM records WHERE type = ? AND id = ?");
  const setNumber = database.prepare("INSERT OR REPLACE INTO numbers VALUES (?, ?)");
  const lines = database.prepare(
    "SELECT number, text FROM lines WHERE run = ? AND stream = ? ORDER BY number",
  );
  const putLine = database.prepare("INSERT OR REPLACE INTO lines VALUES (?, ?, ?, ?)");
  const dropLines = database.prepare("DELETE FROM lines WHERE run = ? AND stream = ?");
  return {
    load(type) {
      const items = records.all(type).map((row) => JSON.parse(String(row["json"])) as Identified);
      return { items, nextNumber: Number(number.get(type)?.["next"] ?? 1) };
    },
    loadLines(runId, stream) {
      const texts: string[] = [];
      for (const row of lines.all(runId, stream)) {
        while (texts.length < Number(row["number"])) texts.push("");
        texts.push(String(row["text"]));
      }
      return texts;
    },
    save(tables, lineChanges) {
      database.exec("BEGIN IMMEDIATE");
      try {
        for (const { type, puts, deletes, nextNumber } of tables) {
          for (const [id, item] of puts) put.run(type, id, JSON.stringify(item));
          for (const id of deletes) drop.run(type, id);
          setNumber.run(type, nextNumber);
        }
        for (const { runId, stream, start, lines: texts } of lineChanges) {
          if (start === null) dropLines.run(runId, stream);
          else {
            for (const [index, text] of texts.entries()) {
              putLine.run(runId, stream, start + index, text);
            }
          }
        }
        database.exec("COMMIT");
      } catch (cause) {
        database.exec("ROLLBACK");
        throw cause;
      }
    },
    close: () => database.close(),
  };
}

/** Each backend holds its state in memory: two over one file would overwrite each other's records. */
function takeAlone(database: DatabaseSync, folder: string): void {
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;");
  } catch (cause) {
    database.close();
    if (!String(cause).includes("locked")) throw cause;
    throw new WandbMockError({
      code: "WANDB_MOCK_FOLDER_IN_USE",
      message: `the folder ${folder} belongs to a W&B server that is running`,
      hint: "Use that server, or name another folder.",
      details: { folder },
      cause,
    });
  }
}
