import type { Claim } from "@heddle/core";
import { runClaimName } from "@heddle/core/storage-kit";
import type { Database, Write } from "../schema/tables.ts";

export async function claim(
  db: Write,
  wanted: { readonly name: string; readonly owner: string; readonly leaseMs: number },
  now: number,
): Promise<Claim | undefined> {
  const { name, owner, leaseMs } = wanted;
  const expiresAt = now + leaseMs;
  const row = await db
    .insertInto("claims")
    .values({ name, owner, token: 1, expires_at: expiresAt })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet((set) => ({
          owner,
          token: set("claims.token", "+", 1),
          expires_at: expiresAt,
        }))
        .where((test) =>
          test.or([test("claims.expires_at", "<=", now), test("claims.owner", "=", owner)]),
        ),
    )
    .returning("token")
    .executeTakeFirst();
  return row && { name, owner, token: row.token, expiresAt };
}

export async function renewClaim(
  db: Write,
  held: Claim,
  leaseMs: number,
  now: number,
): Promise<Claim | undefined> {
  const expiresAt = now + leaseMs;
  const { numUpdatedRows } = await db
    .updateTable("claims")
    .set({ expires_at: expiresAt })
    .where("name", "=", held.name)
    .where("token", "=", held.token)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n ? { ...held, expiresAt } : undefined;
}

export async function releaseClaim(db: Write, held: Claim): Promise<void> {
  await db
    .updateTable("claims")
    .set({ owner: "", expires_at: 0 })
    .where("name", "=", held.name)
    .where("token", "=", held.token)
    .execute();
}

export async function listClaims(db: Database, prefix: string): Promise<readonly Claim[]> {
  const rows = await db
    .selectFrom("claims")
    .selectAll()
    .where("name", ">=", prefix)
    .where("name", "<", `${prefix}\u{10ffff}`)
    .where("owner", "!=", "")
    .orderBy("name")
    .execute();
  return rows.map(({ name, owner, token, expires_at: expiresAt }) => ({
    name,
    owner,
    token,
    expiresAt,
  }));
}

export async function takeClaim(
  db: Write,
  seen: Claim,
  taker: { readonly owner: string; readonly leaseMs: number },
  now: number,
): Promise<Claim | undefined> {
  const { name } = seen;
  const { owner } = taker;
  const expiresAt = now + taker.leaseMs;
  const row = await db
    .updateTable("claims")
    .set((set) => ({ owner, token: set("token", "+", 1), expires_at: expiresAt }))
    .where("name", "=", name)
    .where("token", "=", seen.token)
    .where("expires_at", "=", seen.expiresAt)
    .returning("token")
    .executeTakeFirst();
  return row && { name, owner, token: row.token, expiresAt };
}

/** Forgets the claim on a run that ended: it can never be claimed again. */
export async function deleteRunClaim(db: Write, runId: string): Promise<void> {
  await db.deleteFrom("claims").where("name", "=", runClaimName(runId)).execute();
}
