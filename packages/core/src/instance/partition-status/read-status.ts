import type { PartitionsContext, PartitionsDefinition } from "@heddle/partitions";
import type { AssetActivity } from "../asset-storage.ts";
import { assetKeyText } from "../asset-key-text.ts";
import type { AssetKeyParts } from "../metadata-value.ts";
import { isFinished } from "../run-status.ts";
import type { InstanceStorage } from "../storage.ts";
import { StatusTable, type StatusTableData } from "./status-table.ts";
import { storedPositions } from "./stored-positions.ts";

/** The status of an asset's partitions, or of an unpartitioned asset, as it was at one place in the event log. */
export interface StatusAt {
  readonly table: StatusTable;
  /** Storage id of the last event that was taken in. */
  readonly cursor: number;
}

interface Cached extends StatusTableData {
  readonly definitionId: string;
  readonly cursor: number;
}

const pageSize = 5000;
const eventsBeforeStoring = 500;

/** Which asset, and what its partitions are; without a definition the asset is one whole. */
export interface StatusSubject {
  readonly assetKey: AssetKeyParts;
  readonly partitions: PartitionsDefinition | undefined;
  readonly context: PartitionsContext;
}

/**
 * Brings the status of an asset's partitions up to date: from the stored table, when it belongs to the same
 * definition, and the events behind it.
 */
export async function readStatus(
  storage: InstanceStorage,
  subject: StatusSubject,
): Promise<StatusAt> {
  const { partitions, context } = subject;
  const key = `partition-status:${assetKeyText(subject.assetKey)}`;
  const definitionId = partitions?.getDefinitionId(context) ?? "";
  const cached = await readCache(storage, key, definitionId);
  const table = cached === undefined ? new StatusTable(0) : StatusTable.fromJSON(cached);
  table.grow(partitions?.getNumPartitions(context) ?? 1);
  const reader = new StatusReader(storage, subject, table, cached?.cursor ?? 0);
  await reader.readOn();
  const ended = await reader.endedRuns();
  // A run that has ended stores nothing more: what is read now is all it made.
  if (ended.length > 0) await reader.readOn();
  for (const runId of ended) table.ended(runId);
  if (reader.cursor - (cached?.cursor ?? 0) >= eventsBeforeStoring) {
    const data: Cached = { ...table.toJSON(), definitionId, cursor: reader.cursor };
    await storage.setValue(key, JSON.stringify(data));
  }
  return { table, cursor: reader.cursor };
}

async function readCache(
  storage: InstanceStorage,
  key: string,
  definitionId: string,
): Promise<Cached | undefined> {
  const text = await storage.getValue(key);
  if (text === undefined) return undefined;
  const cached = JSON.parse(text) as Cached;
  return cached.definitionId === definitionId ? cached : undefined;
}

class StatusReader {
  cursor: number;
  readonly #storage: InstanceStorage;
  readonly #subject: StatusSubject;
  readonly #table: StatusTable;

  constructor(
    storage: InstanceStorage,
    subject: StatusSubject,
    table: StatusTable,
    cursor: number,
  ) {
    this.#storage = storage;
    this.#subject = subject;
    this.#table = table;
    this.cursor = cursor;
  }

  async readOn(): Promise<void> {
    let rows: readonly AssetActivity[];
    do {
      rows = await this.#storage.assetActivity(this.#subject.assetKey, this.cursor, pageSize);
      for (const row of rows) this.#take(row);
      this.cursor = rows.at(-1)?.storageId ?? this.cursor;
    } while (rows.length === pageSize);
  }

  async endedRuns(): Promise<readonly string[]> {
    const open = this.#table.openRuns;
    const ended: string[] = [];
    for (let start = 0; start < open.length; start += 1000) {
      const runIds = open.slice(start, start + 1000);
      const runs = await this.#storage.listRuns({ runIds, limit: runIds.length });
      const alive = new Set(
        runs.filter(({ status }) => !isFinished(status)).map(({ runId }) => runId),
      );
      ended.push(...runIds.filter((runId) => !alive.has(runId)));
    }
    return ended;
  }

  #take(row: AssetActivity): void {
    switch (row.type) {
      case "ASSET_MATERIALIZATION_PLANNED":
        for (const [from, to] of this.#ranges(row)) this.#table.plan(row.runId, from, to);
        break;
      case "ASSET_MATERIALIZATION":
        this.#each(row, (position) => {
          this.#table.made(row.runId, position);
        });
        break;
      case "ASSET_FAILED_TO_MATERIALIZE":
        this.#each(row, (position) => {
          this.#table.failed(row.runId, position);
        });
        break;
      case "ASSET_WIPED":
        this.#each(row, (position) => {
          this.#table.wiped(position);
        });
        break;
    }
  }

  #each(row: AssetActivity, take: (position: number) => void): void {
    for (const [from, to] of this.#ranges(row))
      for (let position = from; position < to; position += 1) take(position);
  }

  /** Positions that a fact is about; partitions that the definition does not have are left out. */
  #ranges(row: AssetActivity): readonly (readonly [from: number, to: number])[] {
    const { partitions, context } = this.#subject;
    if (partitions === undefined) return [[0, 1]];
    if (row.partitionsSubset !== undefined)
      return storedPositions(partitions, row.partitionsSubset, context);
    const keys = row.partition === undefined ? row.partitions : [row.partition];
    if (keys === undefined) return row.type === "ASSET_WIPED" ? [[0, this.#table.size]] : [];
    return keys.flatMap((key) => {
      const position = partitions.getPartitionKeyIndex(key, context);
      return position === undefined || position >= this.#table.size
        ? []
        : [[position, position + 1] as const];
    });
  }
}
