import type { PartitionsContext, PartitionsSubset } from "@heddle/partitions";
import { assetKeyToUserString } from "../definitions/asset-key.ts";
import type { Definitions } from "../definitions/definitions.ts";
import { CoreError } from "../errors.ts";
import type { BackfillRecord } from "../instance/coordination-storage.ts";
import type { Instance } from "../instance/instance.ts";
import { assetKeyText } from "../plan/asset-graph.ts";
import type { BackfillPlan, BackfillTarget } from "./backfill-plan.ts";
import { BackfillWork } from "./backfill-work.ts";
import { groupAssets, type TargetNode } from "./group-assets.ts";

/** A stored backfill, read with the definitions that it belongs to. */
export interface PlannedBackfill {
  readonly plan: BackfillPlan;
  readonly work: BackfillWork;
  readonly context: PartitionsContext;
  readonly targets: ReadonlyMap<string, TargetNode>;
}

/**
 * The runs of a stored backfill: always the same for the same definitions.
 *
 * @throws CORE_BACKFILL_CHANGED
 */
export async function readWork(
  definitions: Definitions,
  instance: Instance,
  record: BackfillRecord,
): Promise<PlannedBackfill> {
  const plan = record.plan as unknown as BackfillPlan;
  const nodes = (plan.targets ?? []).map((target) => ({
    target,
    node: definitions.graph.get(target.assetKey),
  }));
  const { dynamicStore } = await instance.partitionsContext(
    ...nodes.map(({ node }) => node?.partitions),
  );
  const context: PartitionsContext = { currentTime: plan.currentTime, dynamicStore };
  const targets = new Map<string, TargetNode>();
  for (const { target, node } of nodes) {
    if (node?.spec === undefined)
      throw changed(
        record,
        `asset "${assetKeyToUserString(target.assetKey)}" is no longer defined`,
      );
    targets.set(assetKeyText(target.assetKey), {
      node,
      subset: readSubset(record, target, node.partitions, context),
    });
  }
  if (plan.jobName !== undefined) {
    const { keys = [], jobName } = plan;
    const runs = keys.map(() => ({
      members: [],
      partitions: undefined,
      subset: undefined,
      maxPartitionsPerRun: 1,
    }));
    if (!definitions.jobNames.includes(jobName))
      throw changed(record, `job "${jobName}" is no longer defined`);
    return { plan, context, targets, work: new BackfillWork(runs, context) };
  }
  const groups = groupAssets(definitions.graph, targets, plan.maxPartitionsPerRun);
  return { plan, context, targets, work: new BackfillWork(groups, context) };
}

function readSubset(
  record: BackfillRecord,
  { assetKey, partitions: stored }: BackfillTarget,
  partitions: TargetNode["node"]["partitions"],
  context: PartitionsContext,
): PartitionsSubset | undefined {
  const label = `asset "${assetKeyToUserString(assetKey)}"`;
  if (stored === undefined) {
    if (partitions !== undefined) throw changed(record, `${label} has partitions now`);
    return undefined;
  }
  if (partitions === undefined) throw changed(record, `${label} has no partitions any more`);
  if (
    partitions.kind !== "dynamic" &&
    partitions.getDefinitionId(context) !== stored.definitionId
  ) {
    throw changed(record, `${label} has other partitions now`);
  }
  let subset = partitions.emptySubset();
  for (const range of stored.ranges)
    subset = subset.union(partitions.subsetInRange(range, context));
  return subset;
}

function changed(record: BackfillRecord, reason: string): CoreError<"CORE_BACKFILL_CHANGED"> {
  return new CoreError({
    code: "CORE_BACKFILL_CHANGED",
    message: `backfill "${record.backfillId}" cannot go on: ${reason}`,
    hint: "Bring the definitions back, or cancel it and start a new one.",
    details: { backfillId: record.backfillId },
  });
}
