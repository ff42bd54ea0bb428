import type { Claim } from "@heddle/core";
import type { Write } from "../schema/tables.ts";

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
