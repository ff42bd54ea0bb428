import { decideSlot } from "@heddle/core/storage-kit";
import type { PoolUse, SlotLimit, SlotRequest, SlotState } from "@heddle/core";
import type { Database, Write } from "../schema/tables.ts";

function holderOf(runId: string, stepKey: string | undefined): string {
  return JSON.stringify([runId, stepKey ?? null]);
}

export async function requestSlot(
  db: Write,
  request: SlotRequest,
  now: number,
): Promise<SlotState> {
  await db.deleteFrom("slots").where("expires_at", "<=", now).execute();
  const holder = holderOf(request.runId, request.stepKey);
  const mine = await db
    .insertInto("slots")
    .values({
      holder,
      run_id: request.runId,
      step_key: request.stepKey ?? null,
      limits: JSON.stringify(request.limits),
      priority: request.priority ?? 0,
      granted: 0,
      expires_at: now + request.leaseMs,
    })
    .onConflict((conflict) =>
      conflict.column("holder").doUpdateSet((set) => ({
        limits: set.ref("excluded.limits"),
        priority: set.ref("excluded.priority"),
        expires_at: set.ref("excluded.expires_at"),
      })),
    )
    .returning("granted")
    .executeTakeFirstOrThrow();
  if (mine.granted === 1) return { granted: true, blockedBy: [] };
  const entries = (await db.selectFrom("slots").selectAll().execute()).map((row) => ({
    holder: row.holder,
    limits: JSON.parse(row.limits) as readonly SlotLimit[],
    priority: row.priority,
    order: row.slot_order,
    granted: row.granted === 1,
  }));
  const decision = decideSlot(entries, holder);
  if (decision.granted)
    await db.updateTable("slots").set({ granted: 1 }).where("holder", "=", holder).execute();
  return decision;
}

export async function releaseSlots(db: Write, runId: string, stepKey?: string): Promise<void> {
  let slots = db.deleteFrom("slots").where("run_id", "=", runId);
  if (stepKey !== undefined) slots = slots.where("step_key", "=", stepKey);
  await slots.execute();
}

export async function poolUse(db: Database, pool: string, now: number): Promise<PoolUse> {
  const rows = await db
    .selectFrom("slots")
    .selectAll()
    .where("expires_at", ">", now)
    .orderBy("slot_order")
    .execute();
  const entries = rows
    .filter((row) =>
      (JSON.parse(row.limits) as readonly SlotLimit[]).some((limit) => limit.pool === pool),
    )
    .map(({ granted, run_id, step_key }) => ({
      granted: granted === 1,
      who: step_key === null ? { runId: run_id } : { runId: run_id, stepKey: step_key },
    }));
  return {
    pool,
    held: entries.filter(({ granted }) => granted).map(({ who }) => who),
    waiting: entries.filter(({ granted }) => !granted).map(({ who }) => who),
  };
}
