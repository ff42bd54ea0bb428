import { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import type { WandbMedia } from "../media/media.ts";
import { mediaFileName } from "../media/serialize.ts";
import { storedAddress, storedEntry, type StoredAddress } from "../media/stored-media.ts";
import { Table } from "../media/table.ts";
import type { ResolvedSettings } from "../settings/settings.ts";
import { draftAddress, runTableValue } from "./log-table.ts";
import { runArtifactName } from "./run-artifact-name.ts";
import type { RunFile } from "./run-files.ts";
import { incrementType, TableIncrements } from "./table-increments.ts";

/** What logging tables needs from their run. */
export interface TableLogger {
  readonly runId: string;
  /** The run's summary as it is now, in which a resumed run finds the increments it logged before. */
  summary(): Readonly<Record<string, unknown>>;
  /** Uploads a file of the run. */
  upload(file: RunFile): Promise<void>;
  /** Logs an artifact of the run. */
  logArtifact(draft: ArtifactDraft, historyStep: number): Promise<unknown>;
}

/** The tables that a run logs as metrics, each an artifact of its own. */
export class RunTables {
  readonly #increments = new TableIncrements();
  readonly #settings: Pick<ResolvedSettings, "clock" | "host">;
  readonly #logger: TableLogger;

  constructor(settings: Pick<ResolvedSettings, "clock" | "host">, logger: TableLogger) {
    this.#settings = settings;
    this.#logger = logger;
  }

  /** Stores a table; returns what the history keeps of it. */
  async log(key: string, step: number, table: WandbMedia): Promise<Record<string, unknown>> {
    if (table instanceof Table && table.logMode === "INCREMENTAL")
      return await this.#logIncrement(key, step, table);
    const stored = storedAddress(table, this.#settings.host);
    const draft = this.#draft(key, "run_table");
    // A table that was read from another server is stored here anew.
    const copy = stored === undefined && storedEntry(table) !== undefined;
    const entry = await draft.add(table, key, { copy });
    const address = stored ?? draftAddress(draft, entry);
    const type = table.mediaType === "table" ? "partitioned-table" : table.mediaType;
    if (table instanceof Table && !entry.path.endsWith(mediaFileName("", type)))
      return await this.#logDraft(key, step, table, draft, address);
    await this.#logger.logArtifact(draft, step);
    return { _type: type, artifact_path: address.artifact_path };
  }

  async #logIncrement(key: string, step: number, table: Table): Promise<Record<string, unknown>> {
    const next = this.#increments.next(
      key,
      table,
      this.#logger.summary()[key],
      this.#settings.clock.now(),
    );
    if (next === undefined) return this.#increments.last(table) ?? {};
    const rows = table.rowCount;
    const draft = this.#draft(`incr-${key}`, incrementType);
    const entry = await draft.add(next.media, next.name);
    const address = draftAddress(draft, entry);
    const stored = await this.#logDraft(key, step, next.media.rows, draft, address);
    const value = { ...stored, ...next.facts };
    this.#increments.logged(table, rows, value);
    return value;
  }

  #draft(name: string, type: string): ArtifactDraft {
    return new ArtifactDraft({
      name: runArtifactName(`run-${this.#logger.runId}-${name}`),
      type,
      isReservedType: true,
      incremental: type === incrementType,
    });
  }

  async #logDraft(
    key: string,
    step: number,
    table: Table,
    draft: ArtifactDraft,
    address: StoredAddress,
  ): Promise<Record<string, unknown>> {
    const { value, file } = runTableValue(key, step, table, address);
    await this.#logger.upload(file);
    await this.#logger.logArtifact(draft, step);
    return value;
  }
}
