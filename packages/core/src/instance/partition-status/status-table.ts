import { deflateRawSync, inflateRawSync } from "node:zlib";

const materializedBit = 1;
const failedBit = 2;

/** Where a partition of an asset stands. */
export type PartitionStatus = "materialized" | "in progress" | "failed" | "missing";

/** What a run set out to make and has not made yet, as positions. */
interface Planned {
  /** Positions that the run has planned and not yet made. */
  readonly active: Uint8Array;
  /** How many of them there are. */
  open: number;
}

/** A table as plain data. */
export interface StatusTableData {
  readonly flags: string;
  readonly planners: string;
  readonly runs: readonly {
    readonly runId: string;
    readonly number: number;
    readonly active: string;
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
  readonly #runs = new Map<string, Planned & { readonly number: number }>();
  #lastNumber = 0;

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
    for (const [runId, planned] of this.#runs) {
      this.#runs.set(runId, {
        ...planned,
        active: extended(planned.active, new Uint8Array((size + 7) >> 3)),
      });
    }
  }

  /** A run set out to make positions `from` up to, not including, `to`. */
  plan(runId: string, from: number, to: number): void {
    let planned = this.#runs.get(runId);
    if (planned === undefined) {
      this.#lastNumber += 1;
      planned = { number: this.#lastNumber, active: new Uint8Array((this.size + 7) >> 3), open: 0 };
      this.#runs.set(runId, planned);
    }
    for (let position = from; position < to; position += 1) {
      if (!hasBit(planned.active, position)) planned.open += 1;
      setBit(planned.active, position);
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
    if (planned.open === 0) return;
    for (let position = 0; position < this.size; position += 1) {
      if (this.#planners[position] !== planned.number) continue;
      this.#planners[position] = 0;
      this.#flags[position] = (this.#flags[position] ?? 0) | failedBit;
    }
  }

  status(position: number): PartitionStatus {
    if (this.#isOpen(position)) return "in progress";
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
      if (open !== undefined && hasBit(open, position)) inProgress += 1;
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
        active: packed(active),
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
      const bits = unpacked(active);
      let open = 0;
      for (let position = 0; position < table.size; position += 1)
        if (hasBit(bits, position)) open += 1;
      table.#runs.set(runId, { number, active: bits, open });
    }
    return table;
  }

  #finishOne(runId: string, position: number): void {
    const planned = this.#runs.get(runId);
    if (planned === undefined || !hasBit(planned.active, position)) return;
    clearBit(planned.active, position);
    planned.open -= 1;
  }

  #isOpen(position: number): boolean {
    for (const { active } of this.#runs.values()) if (hasBit(active, position)) return true;
    return false;
  }

  #openPositions(): Uint8Array | undefined {
    const sets = [...this.#runs.values()].filter(({ open }) => open > 0);
    const [first, ...others] = sets;
    if (first === undefined) return undefined;
    const union = first.active.slice();
    for (const { active } of others)
      for (let at = 0; at < union.length; at += 1) union[at] = (union[at] ?? 0) | (active[at] ?? 0);
    return union;
  }
}

function hasBit(bits: Uint8Array, position: number): boolean {
  return ((bits[position >> 3] ?? 0) & (1 << (position & 7))) !== 0;
}

function setBit(bits: Uint8Array, position: number): void {
  bits[position >> 3] = (bits[position >> 3] ?? 0) | (1 << (position & 7));
}

function clearBit(bits: Uint8Array, position: number): void {
  bits[position >> 3] = (bits[position >> 3] ?? 0) & ~(1 << (position & 7));
}

function extended<T extends Uint8Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

function packed(bytes: Uint8Array): string {
  return deflateRawSync(bytes).toString("base64");
}

function unpacked(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(inflateRawSync(Buffer.from(text, "base64")));
}
