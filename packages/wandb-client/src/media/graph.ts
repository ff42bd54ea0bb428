import { WandbClientError } from "../errors.ts";
import type { Json, JsonObject } from "../util/json.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";
import { storeRunJson } from "./run-json.ts";

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
      name: node.name ?? null,
      id: node.id,
      ...(node.className === undefined ? {} : { class_name: node.className }),
      ...(node.size === undefined ? {} : { size: node.size as Json }),
      ...(node.parameters === undefined ? {} : { parameters: node.parameters as Json }),
      ...(node.outputShape === undefined ? {} : { output_shape: node.outputShape as Json }),
      ...(node.isOutput === undefined ? {} : { is_output: node.isOutput }),
      ...(node.parameterCount === undefined ? {} : { num_parameters: node.parameterCount }),
    }));
    return await storeRunJson(target, "graph", ".graph.json", "graph-file", {
      format: this.format,
      nodes,
      edges: this.edges,
    });
  }
}
