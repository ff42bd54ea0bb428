import { randomBytes } from "node:crypto";
import type { PartitionsDefinition } from "@heddle/partitions";
import { isReservedTag } from "../definitions/check-options.ts";
import type { Definitions } from "../definitions/definitions.ts";
import type { BackfillRecord } from "../instance/coordination-storage.ts";
import type { Instance } from "../instance/instance.ts";
import type { JsonValue } from "../instance/metadata-value.ts";
import type { AssetSelectionLike } from "../selection/asset-selection.ts";
import { resolveSelection } from "../selection/resolve-selection.ts";
import type { BackfillPlan } from "./backfill-plan.ts";
import { chooseTargets, nothing, type PartitionsChoice } from "./choose-targets.ts";
import { readWork } from "./read-work.ts";

/** What a backfill is to make. */
export interface CreateBackfillOptions {
  readonly instance: Instance;
  /** Assets to make. Default, without `jobName`: all. */
  readonly selection?: AssetSelectionLike;
  /** A partitioned job of ops, one run per key; or a job of assets, as its selection. */
  readonly jobName?: string;
  /** Of the assets at the root of the selection, or of the job. Not needed when nothing is partitioned. */
  readonly partitions?: PartitionsChoice;
  /** Most partitions per run, over the assets' own policies; `null` for all in one run. */
  readonly maxPartitionsPerRun?: number | null;
  /** Run config of every run, with `{ env: NAME }` unresolved. */
  readonly runConfig?: Readonly<Record<string, unknown>>;
  /** Tags of every run. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly title?: string;
  /** Eight lower-case letters. The same id again gives the backfill that is there. Default: random. */
  readonly backfillId?: string;
}

/**
 * Stores a backfill, without running anything yet: {@link runBackfill} does, in this process or another.
 *
 * @throws CORE_INVALID_BACKFILL, PARTITIONS_UNKNOWN_KEY, CORE_UNKNOWN_JOB, CORE_INVALID_SELECTION
 *
 * @example
 * ```ts
 * const { backfillId } = await createBackfill(definitions, {
 *   instance, selection: "daily+", partitions: { start: "2023-01-01", end: "2023-01-31" },
 * });
 * const ended = await runBackfill(definitions, { instance, backfillId });
 * ```
 */
export async function createBackfill(
  definitions: Definitions,
  options: CreateBackfillOptions,
): Promise<BackfillRecord> {
  const { instance, tags = {}, title, maxPartitionsPerRun } = options;
  if (
    maxPartitionsPerRun !== undefined &&
    maxPartitionsPerRun !== null &&
    !(maxPartitionsPerRun >= 1 && Number.isInteger(maxPartitionsPerRun))
  ) {
    throw nothing(
      `maxPartitionsPerRun must be a whole number of at least 1, got ${String(maxPartitionsPerRun)}`,
    );
  }
  const reserved = Object.keys(tags).filter(isReservedTag);
  if (reserved.length > 0)
    throw nothing(`tags ${reserved.map((tag) => `"${tag}"`).join(", ")} are set by the system`);
  const backfillId = options.backfillId ?? randomBackfillId();
  if (!/^[a-z]{8}$/.test(backfillId))
    throw nothing(`a backfill id is eight lower-case letters, got "${backfillId}"`);
  const plan: BackfillPlan = {
    ...(await chosen(definitions, options)),
    currentTime: instance.now(),
    ...(maxPartitionsPerRun === undefined ? {} : { maxPartitionsPerRun }),
    ...(options.runConfig === undefined
      ? {}
      : { runConfig: JSON.parse(JSON.stringify(options.runConfig)) as JsonValue }),
  };
  return storeBackfill(definitions, instance, {
    backfillId,
    tags,
    plan,
    ...(title === undefined ? {} : { title }),
  });
}

/** Stores a plan once it is known that it can be read. */
export async function storeBackfill(
  definitions: Definitions,
  instance: Instance,
  backfill: {
    readonly backfillId: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly plan: BackfillPlan;
    readonly title?: string;
  },
): Promise<BackfillRecord> {
  const plan = backfill.plan as unknown as JsonValue;
  const draft = { ...backfill, plan, progress: null };
  await readWork(definitions, instance, {
    ...draft,
    status: "REQUESTED",
    version: 0,
    createdAt: 0,
  });
  return instance.storage.createBackfill(draft);
}

async function chosen(
  definitions: Definitions,
  options: CreateBackfillOptions,
): Promise<Pick<BackfillPlan, "jobName" | "keys" | "targets">> {
  const { instance, jobName, partitions } = options;
  const job = jobName === undefined ? undefined : definitions.getJob(jobName).definition;
  if (job?.target.kind === "graph") {
    if (job.partitions === undefined) throw nothing(`job "${job.name}" is not partitioned`);
    return { jobName: job.name, keys: await keysOf(instance, job.partitions, partitions) };
  }
  const { graph } = definitions;
  const selection =
    job?.target.kind === "assets" ? job.target.selection : (options.selection ?? "*");
  const selected = resolveSelection(graph, selection);
  const nodes = [...selected]
    .flatMap((text) => graph.nodes.get(text) ?? [])
    .filter(({ spec }) => spec !== undefined);
  const context = await instance.partitionsContext(...nodes.map((node) => node.partitions));
  const targets = await chooseTargets({
    graph,
    selected: new Set(nodes.map(({ text }) => text)),
    partitions,
    context,
    instance,
  });
  return { targets };
}

async function keysOf(
  instance: Instance,
  partitions: PartitionsDefinition,
  choice: PartitionsChoice | undefined,
): Promise<readonly string[]> {
  const context = await instance.partitionsContext(partitions);
  if (choice === undefined || choice === "missing")
    throw nothing("a backfill of a job needs keys, a range, or all");
  if (choice === "all") return partitions.getPartitionKeys(context);
  if ("keyRanges" in choice) return [...choice.keys()];
  if ("start" in choice) return partitions.getPartitionKeysInRange(choice, context);
  return [...new Set(choice)].map((key) => partitions.checkPartitionKey(key, context));
}

export function randomBackfillId(): string {
  return Array.from(randomBytes(8), (byte) => String.fromCharCode(97 + (byte % 26))).join("");
}
