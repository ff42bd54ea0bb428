import { WandbClientError } from "../errors.ts";
import { isRecord } from "../util/json.ts";

/** What the summary keeps of a metric. */
export type MetricSummary = "min" | "max" | "mean" | "best" | "last" | "first" | "none";

/** How a metric is shown and summed up. */
export interface MetricOptions {
  /** Another metric that is its x axis. */
  readonly stepMetric?: string;
  /** Add the step metric's last value to rows that lack it. Default true with `stepMetric`. */
  readonly stepSync?: boolean;
  /** What the summary keeps, under `<name>.<kind>`. Default: the last value under the name itself. */
  readonly summary?: MetricSummary | readonly MetricSummary[];
  /** Which direction is better, for `best`. */
  readonly goal?: "minimize" | "maximize";
  /** Make no chart of it. */
  readonly hidden?: boolean;
}

interface Metric extends MetricOptions {
  readonly name: string;
  readonly isGlob: boolean;
  readonly isDefined: boolean;
}

const summaryCodes = {
  min: 1,
  max: 2,
  mean: 3,
  best: 4,
  last: 5,
  none: 6,
  copy: 7,
  first: 8,
} as const;
const goalCodes = { minimize: 1, maximize: 2 } as const;

/** The metrics that were defined, and the running values of their summaries. */
export class Metrics {
  readonly #metrics: Metric[] = [];
  readonly #seen = new Set<string>();
  readonly #means = new Map<string, { sum: number; count: number }>();

  /** @throws WandbClientError `WANDB_CLIENT_INVALID_NAME` for an empty name or a glob that is not a suffix */
  define(name: string, options: MetricOptions): void {
    const isGlob = name.includes("*");
    if (name === "" || name.startsWith("_") || (isGlob && name.indexOf("*") !== name.length - 1)) {
      throw new WandbClientError({
        code: "WANDB_CLIENT_INVALID_NAME",
        message: `the metric name ${JSON.stringify(name)} is not allowed`,
        hint: "Use a name that does not begin with `_`; a `*` may stand at its end.",
        details: { name },
      });
    }
    checkWords(name, "summary", [options.summary ?? []].flat(), Object.keys(summaryCodes));
    checkWords(name, "goal", [options.goal ?? []].flat(), Object.keys(goalCodes));
    if (options.stepMetric !== undefined && this.#find(options.stepMetric) === undefined)
      this.#put({ name: options.stepMetric, isGlob: false, isDefined: false });
    this.#put({ ...options, name, isGlob, isDefined: true });
  }

  /** Whether anything was defined. */
  get isEmpty(): boolean {
    return this.#metrics.length === 0;
  }

  /** Notes the metrics of a row; returns whether a pattern gave a new one, which the config must tell. */
  observe(row: Readonly<Record<string, unknown>>): boolean {
    let isNew = false;
    for (const name of metricNames(row)) {
      if (this.#seen.has(name)) continue;
      this.#seen.add(name);
      if (name.startsWith("_") || this.#find(name) !== undefined) continue;
      const pattern = this.#metrics.find(
        (metric) => metric.isGlob && name.startsWith(metric.name.slice(0, -1)),
      );
      if (pattern === undefined || pattern.stepMetric === name) continue;
      this.#put({ ...pattern, name, isGlob: false });
      isNew = true;
    }
    return isNew;
  }

  /** The step metrics that a row lacks, with their last values. */
  missingSteps(
    row: Readonly<Record<string, unknown>>,
    summary: Readonly<Record<string, unknown>>,
  ): Record<string, unknown> {
    const added: Record<string, unknown> = {};
    for (const name of metricNames(row)) {
      const metric = this.#find(name);
      const step = metric?.stepMetric;
      if (
        step !== undefined &&
        metric?.stepSync !== false &&
        !(step in row) &&
        summary[step] !== undefined
      )
        added[step] = summary[step];
    }
    return added;
  }

  /** Brings the summary up to date with a row; nested values are joined with those that are there. */
  summarize(summary: Record<string, unknown>, row: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(row)) {
      const next = this.#next(key, summary[key], value);
      if (next !== undefined) summary[key] = next;
    }
  }

  #next(name: string, before: unknown, value: unknown): unknown {
    const kinds = this.#kindsOf(name);
    if (kinds?.includes("none") === true) return before;
    if (kinds !== undefined && typeof value === "number") {
      const known = isRecord(before) ? before : {};
      const folded = kinds.map((kind) => [kind, this.#fold(name, kind, known[kind], value)]);
      return { ...known, ...Object.fromEntries(folded) };
    }
    if (!isNested(value)) return value;
    const members = new Map(Object.entries(isNested(before) ? before : {}));
    for (const [key, inner] of Object.entries(value)) {
      const next = this.#next(`${name}.${key}`, members.get(key), inner);
      if (next !== undefined) members.set(key, next);
    }
    return Object.fromEntries(members);
  }

  /** The metrics in W&B's form: numbers of fields of its record, step metrics by place in this list. */
  encode(): unknown[] {
    return this.#metrics.map((metric) => {
      const kinds =
        metric.summary === undefined
          ? []
          : isList(metric.summary)
            ? metric.summary
            : [metric.summary];
      const step =
        metric.stepMetric === undefined
          ? -1
          : this.#metrics.findIndex((each) => each.name === metric.stepMetric);
      const isSynced = metric.stepMetric !== undefined && metric.stepSync !== false;
      const flags = [
        ...(isSynced ? [1] : []),
        ...(metric.hidden === true ? [2] : []),
        ...(metric.isDefined ? [3] : []),
      ];
      return {
        [metric.isGlob ? "2" : "1"]: metric.name,
        ...(step < 0 ? {} : { "5": step + 1 }),
        "6": flags,
        "7": kinds.map((kind) => summaryCodes[kind]),
        ...(metric.goal === undefined ? {} : { "8": goalCodes[metric.goal] }),
      };
    });
  }

  #kindsOf(key: string): readonly MetricSummary[] | undefined {
    const summary = this.#find(key)?.summary;
    return summary === undefined ? undefined : isList(summary) ? summary : [summary];
  }

  #fold(key: string, kind: MetricSummary, before: unknown, value: number): number {
    const known = typeof before === "number" ? before : undefined;
    if (kind === "mean") {
      const mean = this.#means.get(key) ?? { sum: 0, count: 0 };
      const next = { sum: mean.sum + value, count: mean.count + 1 };
      this.#means.set(key, next);
      return next.sum / next.count;
    }
    if (known === undefined || kind === "last") return value;
    if (kind === "first") return known;
    const isSmaller = kind === "min" || (kind === "best" && this.#find(key)?.goal !== "maximize");
    return isSmaller ? Math.min(known, value) : Math.max(known, value);
  }

  #find(name: string): Metric | undefined {
    return this.#metrics.find((metric) => metric.name === name && !metric.isGlob);
  }

  #put(metric: Metric): void {
    const index = this.#metrics.findIndex((each) => each.name === metric.name);
    if (index < 0) this.#metrics.push(metric);
    else this.#metrics[index] = metric;
  }
}

function isList(
  summary: MetricSummary | readonly MetricSummary[],
): summary is readonly MetricSummary[] {
  return Array.isArray(summary);
}

/** Whether a value holds metrics of its own, and is no media object of the history. */
function isNested(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && !("_type" in value);
}

/** The names of a row's metrics; a nested one has those of the objects around it before a dot. */
function* metricNames(
  row: Readonly<Record<string, unknown>>,
  prefix: string = "",
): Generator<string> {
  for (const [key, value] of Object.entries(row)) {
    if (isNested(value)) yield* metricNames(value, `${prefix}${key}.`);
    else yield prefix + key;
  }
}

function checkWords(
  name: string,
  option: string,
  given: readonly string[],
  known: readonly string[],
): void {
  const wrong = given.find((word) => !known.includes(word));
  if (wrong === undefined) return;
  throw new WandbClientError({
    code: "WANDB_CLIENT_ARGUMENT",
    message: `the ${option} of the metric ${name} is ${JSON.stringify(wrong)}`,
    hint: `Use ${known.join(", ")}.`,
    details: { name, [option]: wrong },
  });
}
