import { Bits, packed, PositionSet, unpacked } from "./position-set.ts";

const materializedBit = 1;
const failedBit = 2;

/** Where a partition of an asset stands. */
export type PartitionStatus = "materialized" | "in progress" | "failed" | "missing";

/** What a run set out to make. */
interface Planned {
  readonly number: number;
  /** Positions that the run has not made yet. */
  readonly active: PositionSet;
}

/** A table as plain data. */
export interface StatusTableData {
  readonly flags: string;
  readonly planners: string;
  readonly runs: readonly {
    readonly runId: string;
    readonly number: number;
    readonly active: readonly number[] | string;
  }[];
  readonly lastNumber: number;
}

/**
 * Status of every partition of one asset, by position in its definition: one byte and one number each, so that
 * a million partitions take a few megabytes. Facts must come in the order in which they were stored.
 */
export class StatusTable {
  #flags: Uint8Array;
  /** Number of the run that planned a position last and still owes it; 0 for none. */
  #planners: Uint32Array;
  readonly #runs = new Map<string, Planned>();
  #lastNumber = 0;
  /** Positions that any open run has not made yet; made again after a change. */
  #open: Bits | undefined;

  constructor(size: number) {
    this.#flags = new Uint8Array(size);
    this.#planners = new Uint32Array(size);
  }

  /** Number of partitions. */
  get size(): number {
    return this.#flags.length;
  }

  /** Runs that planned something and have not been seen to end. */
  get openRuns(): readonly string[] {
    return [...this.#runs.keys()];
  }

  /** Makes room for partitions that came into being. */
  grow(size: number): void {
    if (size <= this.size) return;
    this.#flags = extended(this.#flags, new Uint8Array(size));
    this.#planners = extended(this.#planners, new Uint32Array(size));
    for (const [runId, { number, active }] of this.#runs) {
      this.#runs.set(runId, { number, active: active.grown(size) });
    }
    this.#open = undefined;
  }

  /** A run set out to make positions `from` up to, not including, `to`. */
  plan(runId: string, from: number, to: number): void {
    let planned = this.#runs.get(runId);
    if (planned === undefined) {
      this.#lastNumber += 1;
      planned = { number: this.#lastNumber, active: new PositionSet(this.size) };
      this.#runs.set(runId, planned);
    }
    this.#open = undefined;
    for (let position = from; position < to; position += 1) {
      planned.active.add(position);
      this.#planners[position] = planned.number;
    }
  }

  /** A position was made, by a run or by none. */
  made(runId: string, position: number): void {
    this.#flags[position] = materializedBit;
    this.#planners[position] = 0;
    this.#finishOne(runId, position);
  }

  /** A run will not make a position. */
  failed(runId: string, position: number): void {
    this.#flags[position] = (this.#flags[position] ?? 0) | failedBit;
    if (this.#planners[position] === this.#runs.get(runId)?.number) this.#planners[position] = 0;
    this.#finishOne(runId, position);
  }

  /** A position counts as never made. */
  wiped(position: number): void {
    this.#flags[position] = 0;
    this.#planners[position] = 0;
  }

  /** A run ended: what it owes has failed. */
  ended(runId: string): void {
    const planned = this.#runs.get(runId);
    if (planned === undefined) return;
    this.#runs.delete(runId);
    if (planned.active.count === 0) return;
    this.#open = undefined;
    for (const position of planned.active) {
      if (this.#planners[position] !== planned.number) continue;
      this.#planners[position] = 0;
      this.#flags[position] = (this.#flags[position] ?? 0) | failedBit;
    }
  }

  status(position: number): PartitionStatus {
    if (this.#openPositions().has(position)) return "in progress";
    const flags = this.#flags[position] ?? 0;
    if ((flags & failedBit) !== 0) return "failed";
    return (flags & materializedBit) === 0 ? "missing" : "materialized";
  }

  counts(): Record<PartitionStatus, number> {
    const open = this.#openPositions();
    let inProgress = 0;
    let failed = 0;
    let materialized = 0;
    for (let position = 0; position < this.size; position += 1) {
      const flags = this.#flags[position] ?? 0;
      if (open.has(position)) inProgress += 1;
      else if ((flags & failedBit) !== 0) failed += 1;
      else if ((flags & materializedBit) !== 0) materialized += 1;
    }
    return {
      materialized,
      "in progress": inProgress,
      failed,
      missing: this.size - materialized - inProgress - failed,
    };
  }

  toJSON(): StatusTableData {
    return {
      flags: packed(this.#flags),
      planners: packed(new Uint8Array(this.#planners.buffer)),
      runs: [...this.#runs].map(([runId, { number, active }]) => ({
        runId,
        number,
        active: textOf(active, this.size),
      })),
      lastNumber: this.#lastNumber,
    };
  }

  static fromJSON(data: StatusTableData): StatusTable {
    const table = new StatusTable(0);
    table.#flags = unpacked(data.flags);
    table.#planners = new Uint32Array(unpacked(data.planners).buffer);
    table.#lastNumber = data.lastNumber;
    for (const { runId, number, active } of data.runs) {
      const positions = new PositionSet(table.size);
      for (const position of positionsOf(active, table.size)) positions.add(position);
      table.#runs.set(runId, { number, active: positions });
    }
    return table;
  }

  #finishOne(runId: string, position: number): void {
    if (this.#runs.get(runId)?.active.delete(position) === true) this.#open = undefined;
  }

  #openPositions(): Bits {
    if (this.#open === undefined) {
      this.#open = new Bits(this.size);
      for (const { active } of this.#runs.values())
        for (const position of active) this.#open.add(position);
    }
    return this.#open;
  }
}

const mostListed = 1000;

function textOf(active: PositionSet, size: number): readonly number[] | string {
  if (active.count <= mostListed) return [...active];
  const bits = new Bits(size);
  for (const position of active) bits.add(position);
  return packed(bits.bytes);
}

function* positionsOf(active: readonly number[] | string, size: number): Generator<number> {
  if (typeof active !== "string") {
    yield* active;
    return;
  }
  const bits = new Bits(size, unpacked(active));
  for (let position = 0; position < size; position += 1) if (bits.has(position)) yield position;
}

function extended<T extends Uint8Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
