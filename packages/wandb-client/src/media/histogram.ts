import { WandbClientError } from "../errors.ts";
import type { JsonObject } from "../util/json.ts";
import { WandbMedia } from "./media.ts";

const mostBins = 512;

/** Counts of values in intervals. Stored as a metric of a run. */
export class Histogram extends WandbMedia {
  readonly mediaType = "histogram" as const;
  readonly className = "Histogram";
  override readonly notStorable = "Log it to the run: `run.log({ name: histogram })`.";
  readonly counts: readonly number[];
  /** Borders of the intervals, one more than counts. */
  readonly edges: readonly number[];

  /** @throws WandbClientError `WANDB_CLIENT_MEDIA` when counts and edges do not fit, or beyond 512 intervals */
  constructor(
    content:
      | { readonly values: Iterable<number>; readonly bins?: number }
      | { readonly counts: readonly number[]; readonly edges: readonly number[] },
  ) {
    super();
    const { counts, edges } =
      "counts" in content
        ? content
        : countValues(
            [...content.values].filter((value) => Number.isFinite(value)),
            content.bins ?? 64,
          );
    if (edges.length !== counts.length + 1 || counts.length > mostBins || counts.length === 0) {
      throw new WandbClientError({
        code: "WANDB_CLIENT_MEDIA",
        message: `a histogram has ${counts.length} counts and ${edges.length} edges`,
        hint: `Give 1 to ${mostBins} counts and one edge more.`,
      });
    }
    this.counts = counts;
    this.edges = edges;
  }

  override toJson(): Promise<JsonObject> {
    return Promise.resolve({ _type: "histogram", values: this.counts, bins: this.edges });
  }
}

function countValues(
  values: readonly number[],
  bins: number,
): { counts: number[]; edges: number[] } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (values.length === 0) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const width = (high - low) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, index) =>
    index === bins ? high : low + index * width,
  );
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    let index = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
    // The division may miss an edge by a rounding; the edges decide.
    if (value < (edges[index] ?? low)) index--;
    else if (index < bins - 1 && value >= (edges[index + 1] ?? high)) index++;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return { counts, edges };
}
