import type { PartitionsContext, PartitionsDefinition, PartitionsSubset } from "@heddle/partitions";
import type { PartitionStatus, StatusTable } from "./status-table.ts";

/**
 * Where each partition of an asset stands, counted without listing keys. In the order in which a status is
 * decided: in progress (planned by a run that has not ended), failed (the last run that planned it ended without
 * making it), materialized, missing.
 */
export class PartitionStatuses {
  /** Number of partitions in each status. */
  readonly counts: Readonly<Record<PartitionStatus, number>>;
  readonly total: number;
  readonly #table: StatusTable;
  readonly #partitions: PartitionsDefinition;
  readonly #context: PartitionsContext;

  constructor(table: StatusTable, partitions: PartitionsDefinition, context: PartitionsContext) {
    this.#table = table;
    this.#partitions = partitions;
    this.#context = context;
    this.total = table.size;
    this.counts = table.counts();
  }

  /** @throws PARTITIONS_UNKNOWN_KEY */
  statusOf(key: string): PartitionStatus {
    this.#partitions.checkPartitionKey(key, this.#context);
    const position = this.#partitions.getPartitionKeyIndex(key, this.#context);
    return position === undefined ? "missing" : this.#table.status(position);
  }

  /** Keys in one of the statuses, in definition order, one at a time. */
  *keys(...statuses: readonly PartitionStatus[]): Generator<string> {
    const wanted = new Set(statuses);
    for (let position = 0; position < this.total; position += 1) {
      if (!wanted.has(this.#table.status(position))) continue;
      const key = this.#partitions.getPartitionKeyAt(position, this.#context);
      if (key !== undefined) yield key;
    }
  }

  /** The keys in one of the statuses as a compact set. */
  subset(...statuses: readonly PartitionStatus[]): PartitionsSubset {
    return this.#partitions.subsetWithKeys(this.keys(...statuses), this.#context);
  }
}
