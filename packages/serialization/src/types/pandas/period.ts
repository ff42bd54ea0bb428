import { PyGlobal, PyReduce } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";
import { PeriodFrequency } from "./period-frequency.ts";
import { asNdArray } from "./state.ts";

/** pandas' `Period`: a span of time, such as a month, by its number. */
export class Period extends PyReduce {
  /** The period's number, counted by its frequency: months from January 1970, say. */
  get ordinal(): bigint {
    const ordinal = this.args[2];
    return typeof ordinal === "number" || typeof ordinal === "bigint" ? BigInt(ordinal) : 0n;
  }

  /** pandas' text of the frequency, such as `M`, `Q-DEC`, `2h`; `?` for one that is not known here. */
  get freq(): string {
    return this.#frequency?.text ?? "?";
  }

  /** The moment when the period begins, in UTC and cut to milliseconds; undefined for an unknown frequency. */
  toDate(): Date | undefined {
    const start = this.#frequency?.startOf(this.ordinal);
    if (start === undefined) return undefined;
    // Down to the earlier millisecond; bigints divide towards zero.
    const past = start < 0n && start % 1_000_000n !== 0n ? 1n : 0n;
    return new Date(Number(start / 1_000_000n - past));
  }

  /** The period as pandas prints it, such as `2020-01`, `2020Q1`, `2020-01-06/2020-01-12`. */
  override toString(): string {
    return this.#frequency?.format(this.ordinal) ?? `period ${this.ordinal}`;
  }

  get #frequency(): PeriodFrequency | undefined {
    return PeriodFrequency.of(this.args[1]);
  }
}

/** pandas' array of periods: their numbers and one frequency. It is written again as it was read. */
export class PeriodArray extends PyReduce {
  /** How many periods there are. */
  get length(): number {
    return this.ordinals.length;
  }

  /** The periods' numbers; the least 64-bit integer is `NaT`. */
  get ordinals(): BigInt64Array {
    const data = this.#parts.map(asNdArray).find((part) => part !== undefined)?.data;
    return data instanceof BigInt64Array ? data : new BigInt64Array();
  }

  /** pandas' text of the frequency, such as `M`, `Q-DEC`, `2h`; `?` for one that is not known here. */
  get freq(): string {
    const dtype = this.#parts.find((part) => part instanceof PyReduce);
    const [text] = dtype?.args ?? [];
    const inner = typeof text === "string" ? /^[Pp]eriod\[(.+)\]$/.exec(text)?.[1] : undefined;
    return PeriodFrequency.of(inner ?? text)?.text ?? "?";
  }

  /** pandas' name of the dtype, such as `period[M]`. */
  get dtype(): string {
    return `period[${this.freq}]`;
  }

  /** The periods, null where they are missing. */
  toArray(): (Period | null)[] {
    const { ordinals, freq } = this;
    return Array.from(ordinals, (ordinal) =>
      ordinal === notATime
        ? null
        : new Period(periodClass, PyTuple.of<unknown>(null, freq, ordinal)),
    );
  }

  get #parts(): readonly unknown[] {
    return Array.isArray(this.state) ? (this.state as unknown[]) : [];
  }
}

const periodClass = new PyGlobal("pandas", "Period");

/** The number of a missing period, as of a missing datetime: the least 64-bit integer. */
const notATime = -(2n ** 63n);
