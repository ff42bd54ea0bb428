import { PyReduce } from "../../python/nodes.ts";
import { zoneName } from "./arrays.ts";

/** pandas' `Timestamp`: 64-bit count of nanoseconds (or `unit`) since 1970, with or without a zone. */
export class Timestamp extends PyReduce {
  /** The count since 1970-01-01 UTC. */
  get value(): bigint {
    return BigInt(this.args[0] as number | bigint);
  }

  /** `ns`, `us`, `ms` or `s`. */
  get unit(): "ns" | "us" | "ms" | "s" {
    const resolution = this.args[3];
    return resolution === 7 ? "s" : resolution === 8 ? "ms" : resolution === 9 ? "us" : "ns";
  }

  /** The zone's name; undefined for a naive timestamp. */
  get zone(): string | undefined {
    const zone = this.args[2];
    return zone === null || zone === undefined ? undefined : (zoneName(zone) ?? "?");
  }

  /** The moment as a Date, cut to milliseconds; a naive timestamp counts as UTC. */
  toDate(): Date {
    const perMs = { ns: 1_000_000n, us: 1000n, ms: 1n, s: 0n }[this.unit];
    if (perMs === 0n) return new Date(Number(this.value) * 1000);
    // Down to the earlier millisecond, as Python does; bigints divide towards zero.
    const past = this.value < 0n && this.value % perMs !== 0n ? 1n : 0n;
    return new Date(Number(this.value / perMs - past));
  }
}

/** pandas' `Timedelta`: a 64-bit count of nanoseconds (or another unit, as the node says). */
export class Timedelta extends PyReduce {
  get value(): bigint {
    return BigInt(this.args[0] as number | bigint);
  }
}

/** pandas' `NaT`, the missing timestamp. */
export class NotATime extends PyReduce {}
