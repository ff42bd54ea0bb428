import { expect, test } from "vitest";
import { sqliteStorage } from "../src/index.ts";
import { runChild } from "./fixtures/child.ts";
import { temporaryFile } from "./fixtures/temporary-file.ts";

const writers = 16;
const eventsPerWriter = 1000;

test(
  "O403 O404 lets 16 processes write 1,000 events each while a reader follows, without a lock error or a gap",
  { timeout: 120_000 },
  async () => {
    const path = temporaryFile();
    await using storage = await sqliteStorage({ path });
    const names = Array.from({ length: writers }, (_, index) => `run${String(index)}`);
    let writing = true;
    const written = Promise.all(
      names.map((name) => runChild("append-events.ts", path, name, String(eventsPerWriter))),
    ).finally(() => {
      writing = false;
    });

    const seen: number[] = [];
    const perRun = new Map<string, string[]>();
    let cursor = 0;
    for (let last = false; ; last = !writing) {
      const page = await storage.readEvents({ after: cursor, limit: 500 });
      for (const event of page.events) {
        seen.push(event.storageId);
        perRun.set(event.runId, [...(perRun.get(event.runId) ?? []), event.message]);
      }
      cursor = page.cursor;
      if (page.hasMore) continue;
      if (last) break;
      await Promise.race([storage.waitForEvents(cursor), written]);
    }
    await written;

    expect(seen).toEqual(
      Array.from({ length: writers * eventsPerWriter }, (_, index) => index + 1),
    );
    const inOrder = Array.from({ length: eventsPerWriter }, (_, index) => String(index));
    expect([...perRun.keys()].toSorted()).toEqual(names.toSorted());
    expect([...perRun.values()].every((messages) => messages.join() === inOrder.join())).toBe(true);
  },
);

test(
  "O410 gives each of 100 claims to exactly one of four processes",
  { timeout: 60_000 },
  async () => {
    const path = temporaryFile();
    const outputs = await Promise.all(
      ["a", "b", "c", "d"].map((owner) => runChild("claim-runs.ts", path, owner, "100")),
    );
    const won = outputs.flatMap((output) => output.trim().split("\n").filter(Boolean).map(Number));
    expect(won.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
  },
);

test(
  "O229 keeps four processes within the limit of a pool, and frees the slot of one that is killed",
  { timeout: 60_000 },
  async () => {
    const path = temporaryFile();
    const dying = runChild("hold-slots.ts", path, "dies", "2", "1");
    await expect(dying).rejects.toThrow("hold-slots.ts failed");
    const outputs = await Promise.all(
      ["a", "b", "c", "d"].map((name) => runChild("hold-slots.ts", path, name, "2", "25")),
    );
    const held = outputs.flatMap((output) => output.trim().split("\n").map(Number));
    expect(held).toHaveLength(100);
    expect(Math.max(...held)).toBe(2);
    await using storage = await sqliteStorage({ path, clock: () => Date.now() + 60_000 });
    const ask = (runId: string) =>
      storage.requestSlot({ runId, limits: [{ pool: "db", limit: 2 }], leaseMs: 1000 });
    expect((await ask("x")).granted && (await ask("y")).granted).toBe(true);
    expect((await ask("z")).granted).toBe(false);
  },
);
