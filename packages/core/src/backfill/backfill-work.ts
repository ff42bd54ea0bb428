import {
  defaultPartitionMapping,
  type PartitionKeyRange,
  type PartitionsContext,
  type PartitionsSubset,
} from "@heddle/partitions";
import { assetKeyToUserString } from "../definitions/asset-key.ts";
import type { AssetDependency } from "../definitions/assets-definition.ts";
import { assetKeyText } from "../plan/asset-graph.ts";
import { cutSubset } from "./cut-subset.ts";
import type { AssetGroup, TargetNode } from "./group-assets.ts";

/** One run that a backfill needs. */
export interface BackfillChunk {
  /** Position in the order of requests; the same whenever the work is planned again. */
  readonly id: number;
  /** Empty for a backfill of a job. */
  readonly members: readonly TargetNode[];
  /** Absent for unpartitioned assets. */
  readonly range: PartitionKeyRange | undefined;
  readonly size: number;
}

/** How one asset of a chunk stands. */
type Fate = "open" | "made" | "failed";

interface State {
  /** How many things it still waits for. */
  waitsFor: number;
  /** Whether something that it needs will not come. */
  blocked: boolean;
  ended: boolean;
  failed: boolean;
  readonly fates: Map<string, Fate>;
}

/** Who waits for one asset: for one of its chunks, or for all. */
interface Waiters {
  readonly byChunk: Map<number, number[]>;
  readonly forAll: number[];
  /** Chunks of the asset that have not been made. */
  left: number;
  /** Chunk of each position of the definition; −1 where nothing is made. */
  readonly chunkAt: Int32Array;
  readonly whole: PartitionsSubset | undefined;
  readonly chunks: number[];
}

/**
 * The runs of a backfill and what each waits for. Planned once, from the targets alone, so that the same backfill
 * always has the same runs.
 */
export class BackfillWork {
  readonly chunks: readonly BackfillChunk[];
  readonly #states: readonly State[];
  readonly #waiters = new Map<string, Waiters>();
  #ready: number[] = [];
  #open: number;

  constructor(groups: readonly AssetGroup[], context: PartitionsContext) {
    const chunks: BackfillChunk[] = [];
    const states: State[] = [];
    for (const group of groups) {
      const pieces =
        group.subset === undefined
          ? [{ range: undefined, size: 1 }]
          : cutSubset(group.subset, group.maxPartitionsPerRun, context).map(
              ({ start, end, size }) => ({ range: { start, end }, size }),
            );
      const first = chunks.length;
      for (const piece of pieces) {
        chunks.push({ id: chunks.length, members: group.members, ...piece });
        states.push({
          waitsFor: 0,
          blocked: false,
          ended: false,
          failed: false,
          fates: new Map(group.members.map(({ node }) => [node.text, "open"])),
        });
      }
      const ids = Array.from({ length: pieces.length }, (_, index) => first + index);
      for (const member of group.members)
        this.#waiters.set(member.node.text, waitersOf(member, ids, chunks, context));
    }
    this.chunks = chunks;
    this.#states = states;
    this.#open = chunks.length;
    for (const chunk of chunks) this.#connect(chunk, context);
    this.#ready = chunks.filter(({ id }) => states[id]?.waitsFor === 0).map(({ id }) => id);
  }

  /** Whether no run is left to request or to wait for. */
  get isDone(): boolean {
    return this.#open === 0;
  }

  /** Takes the chunks that may run now and were not taken yet, in order. */
  takeReady(): readonly BackfillChunk[] {
    const ready = this.#ready.toSorted((a, b) => a - b).flatMap((id) => this.chunks[id] ?? []);
    this.#ready = [];
    return ready;
  }

  /**
   * A chunk's run ended.
   *
   * @param made texts of the keys of the assets that it made in full
   * @param succeeded whether the run did; default: whether it made everything
   */
  end(
    chunk: BackfillChunk,
    made: ReadonlySet<string>,
    succeeded: boolean = made.size >= chunk.members.length,
  ): void {
    const state = this.#states[chunk.id];
    if (state !== undefined) state.failed = !succeeded;
    this.#end(chunk.id, made);
  }

  /** How a chunk stands: open until its run has ended, blocked when it will never run. */
  stateOf(chunk: BackfillChunk): "open" | "succeeded" | "failed" | "blocked" {
    const state = this.#states[chunk.id];
    if (state === undefined || !state.ended) return "open";
    if (state.blocked) return "blocked";
    return state.failed ? "failed" : "succeeded";
  }

  /** How an asset of a chunk stands. */
  fateOf(chunk: BackfillChunk, asset: string): Fate {
    return this.#states[chunk.id]?.fates.get(asset) ?? "open";
  }

  #connect(chunk: BackfillChunk, context: PartitionsContext): void {
    const state = this.#states[chunk.id];
    if (state === undefined) return;
    for (const { node } of chunk.members) {
      for (const dependency of node.dependencies) {
        const text = assetKeyText(dependency.key);
        const upstream = this.#waiters.get(text);
        if (upstream === undefined) continue;
        const inSameRun = chunk.members.some((member) => member.node.text === text);
        if (inSameRun && text !== node.text) continue;
        for (const need of needs(chunk, node.partitions, dependency, upstream, context)) {
          if (need === chunk.id) continue;
          if (need === "all") upstream.forAll.push(chunk.id);
          else pushTo(upstream.byChunk, need, chunk.id);
          state.waitsFor += 1;
        }
      }
    }
  }

  #end(id: number, made: ReadonlySet<string>): void {
    const pending = [{ id, made }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const state = this.#states[next.id];
      if (state === undefined || state.ended) continue;
      state.ended = true;
      this.#open -= 1;
      for (const asset of state.fates.keys()) {
        const isMade = next.made.has(asset);
        state.fates.set(asset, isMade ? "made" : "failed");
        for (const blocked of this.#tell(asset, next.id, isMade))
          pending.push({ id: blocked, made: new Set() });
      }
    }
  }

  /** Tells those that wait for an asset of a chunk. @returns those that can never run */
  #tell(asset: string, id: number, isMade: boolean): readonly number[] {
    const waiters = this.#waiters.get(asset);
    if (waiters === undefined) return [];
    if (isMade) waiters.left -= 1;
    const told = [
      ...(waiters.byChunk.get(id) ?? []),
      ...(!isMade || waiters.left === 0 ? waiters.forAll : []),
    ];
    const blocked: number[] = [];
    for (const waiting of told) {
      const state = this.#states[waiting];
      if (state === undefined || state.ended) continue;
      if (!isMade) {
        state.blocked = true;
        blocked.push(waiting);
        continue;
      }
      state.waitsFor -= 1;
      if (state.waitsFor === 0) this.#ready.push(waiting);
    }
    return blocked;
  }
}

function waitersOf(
  { node, subset }: TargetNode,
  ids: readonly number[],
  chunks: readonly BackfillChunk[],
  context: PartitionsContext,
): Waiters {
  const { partitions } = node;
  const chunkAt = new Int32Array(partitions?.getNumPartitions(context) ?? 0).fill(-1);
  if (partitions !== undefined) {
    for (const id of ids) {
      const range = chunks[id]?.range;
      if (range === undefined) continue;
      const from = partitions.getPartitionKeyIndex(range.start, context);
      const to = partitions.getPartitionKeyIndex(range.end, context);
      if (partitions.kind !== "multi" && from !== undefined && to !== undefined)
        chunkAt.fill(id, from, to + 1);
      else
        for (const key of partitions.getPartitionKeysInRange(range, context))
          chunkAt[partitions.getPartitionKeyIndex(key, context) ?? -1] = id;
    }
  }
  return {
    byChunk: new Map(),
    forAll: [],
    left: ids.length,
    chunkAt,
    whole: subset,
    chunks: [...ids],
  };
}

/** The chunks of an upstream that a chunk needs. */
function needs(
  chunk: BackfillChunk,
  partitions: TargetNode["node"]["partitions"],
  dependency: AssetDependency,
  upstream: Waiters,
  context: PartitionsContext,
): readonly (number | "all")[] {
  const { whole } = upstream;
  if (whole === undefined || upstream.chunks.length === 1) return upstream.chunks;
  const upstreamPartitions = whole.definition as NonNullable<typeof partitions>;
  const mapping = dependency.mapping ?? defaultPartitionMapping(upstreamPartitions, partitions);
  const own =
    partitions === undefined || chunk.range === undefined
      ? undefined
      : partitions.subsetInRange(chunk.range, context);
  const wanted =
    mapping?.upstreamOf(own, upstreamPartitions, context).subset.intersection(whole) ?? whole;
  if (wanted.size === whole.size) return ["all"];
  const found = new Set<number>();
  for (const key of wanted.keys()) {
    const position = upstreamPartitions.getPartitionKeyIndex(key, context);
    const id = position === undefined ? -1 : (upstream.chunkAt[position] ?? -1);
    if (id >= 0) found.add(id);
  }
  return [...found];
}

function pushTo(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** An asset's key for people. */
export function memberLabel({ node }: TargetNode): string {
  return assetKeyToUserString(node.key);
}
