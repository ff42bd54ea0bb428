import { createHash } from "node:crypto";
import { WandbClientError } from "../errors.ts";
import type { Json, JsonObject } from "../util/json.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";
import { pythonJson } from "./python-json.ts";

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
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    const index = Math.min(bins - 1, Math.floor((value - low) / width));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return {
    counts,
    edges: Array.from({ length: bins + 1 }, (_, index) =>
      index === bins ? high : low + index * width,
    ),
  };
}

/** A node of a graph: usually a layer of a model. */
export interface GraphNode {
  readonly id: string | number;
  readonly name?: string;
  readonly className?: string;
  readonly size?: readonly unknown[];
  readonly parameters?: readonly unknown[];
  readonly outputShape?: readonly unknown[];
  readonly parameterCount?: number;
  readonly isOutput?: boolean;
}

/** The structure of a model. Stored as a metric of a run; artifacts cannot hold it. */
export class Graph extends WandbMedia {
  readonly mediaType = "graph-file" as const;
  readonly className = "Graph";
  override readonly notStorable =
    "Log it to the run: `run.log({ model: graph })`; W&B keeps graphs in runs only.";
  readonly format: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly (readonly [string | number, string | number])[];

  /** @throws WandbClientError `WANDB_CLIENT_MEDIA` for an edge to a node that is not there */
  constructor(options: {
    readonly nodes: Iterable<GraphNode>;
    readonly edges?: Iterable<readonly [string | number, string | number]>;
    readonly format?: string;
  }) {
    super();
    this.format = options.format ?? "keras";
    this.nodes = [...options.nodes];
    this.edges = [...(options.edges ?? [])];
    const ids = new Set(this.nodes.map((node) => node.id));
    const wrong = this.edges.flat().find((id) => !ids.has(id));
    if (wrong !== undefined) {
      throw new WandbClientError({
        code: "WANDB_CLIENT_MEDIA",
        message: `an edge of the graph names the node ${JSON.stringify(wrong)}, which does not exist`,
        hint: "Add the node.",
      });
    }
  }

  override async toJson(target: MediaTarget): Promise<JsonObject> {
    const nodes = this.nodes.map((node) => ({
      id: node.id,
      ...(node.name === undefined ? {} : { name: node.name }),
      ...(node.className === undefined ? {} : { class_name: node.className }),
      ...(node.size === undefined ? {} : { size: node.size as Json }),
      ...(node.parameters === undefined ? {} : { parameters: node.parameters as Json }),
      ...(node.outputShape === undefined ? {} : { output_shape: node.outputShape as Json }),
      ...(node.parameterCount === undefined ? {} : { num_parameters: node.parameterCount }),
      ...(node.isOutput === undefined ? {} : { is_output: node.isOutput }),
    }));
    return await storeRunJson(target, "graph", ".graph.json", "graph-file", {
      format: this.format,
      nodes,
      edges: this.edges,
    });
  }
}

/** A Plotly figure, given as its JSON. Stored as a metric of a run. */
export class Plotly extends WandbMedia {
  readonly mediaType = "plotly-file" as const;
  readonly className = "Plotly";
  override readonly notStorable = "Log it to the run: `run.log({ plot })`, or store it as `Html`.";
  readonly figure: JsonObject;

  constructor(figure: JsonObject) {
    super();
    this.figure = figure;
  }

  override async toJson(target: MediaTarget): Promise<JsonObject> {
    return await storeRunJson(target, "plotly", ".plotly.json", "plotly-file", this.figure);
  }
}

async function storeRunJson(
  target: MediaTarget,
  folder: string,
  extension: string,
  type: string,
  content: JsonObject,
): Promise<JsonObject> {
  const bytes = new TextEncoder().encode(pythonJson(content));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const path = target.runPath(folder, sha256, extension);
  await target.addBytes(path, bytes);
  return { _type: type, path, sha256, size: bytes.length };
}
