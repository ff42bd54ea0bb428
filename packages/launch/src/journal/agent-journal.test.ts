import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AgentJournal } from "./agent-journal.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "heddle-journal-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const item = {
  itemId: "i1",
  queue: "q",
  runId: "r1",
  entity: "e",
  project: "p",
  runSpec: { job: "j" },
};

test("keeps what is owed over a restart, with the stage it had reached", async () => {
  {
    await using journal = await AgentJournal.open(folder);
    await journal.claiming(item);
    await journal.claiming({ ...item, itemId: "i2" });
    await journal.claimed("i2");
    await journal.claiming({ ...item, itemId: "i3" });
    await journal.claimed("i3");
    await journal.submitting("i3", { runner: "local-process", folder: "/f" });
    await journal.claiming({ ...item, itemId: "i4" });
    await journal.settled("i4");
  }
  await using journal = await AgentJournal.open(folder);
  expect(journal.items).toEqual([
    { ...item, stage: "claiming" },
    { ...item, itemId: "i2", stage: "claimed" },
    {
      ...item,
      itemId: "i3",
      stage: "submitting",
      handle: { runner: "local-process", folder: "/f" },
    },
  ]);
});

test("a line that the crash cut counts as a step that was not taken", async () => {
  {
    await using journal = await AgentJournal.open(folder);
    await journal.claiming(item);
  }
  await appendFile(join(folder, "journal.jsonl"), '{"type":"claimed","itemId":"i1"');
  await using journal = await AgentJournal.open(folder);
  expect(journal.items).toEqual([{ ...item, stage: "claiming" }]);
});

test("never writes the key of a run spec", async () => {
  await using journal = await AgentJournal.open(folder);
  await journal.claiming({ ...item, runSpec: { job: "j", _wandb_api_key: "secret" } });
  expect(await readFile(join(folder, "journal.jsonl"), "utf8")).not.toContain("secret");
});

test("compacts itself", async () => {
  await using journal = await AgentJournal.open(folder);
  await journal.claiming({ ...item, itemId: "kept" });
  await Promise.all(
    Array.from({ length: 600 }, async (_, index) => {
      await journal.claiming({ ...item, itemId: `x${index}` });
      await journal.settled(`x${index}`);
    }),
  );
  const lines = (await readFile(join(folder, "journal.jsonl"), "utf8")).trim().split("\n");
  expect(lines.length).toBeLessThan(1000);
  expect(journal.items.map(({ itemId }) => itemId)).toEqual(["kept"]);
});

test("one living agent per folder; a dead one's lock is taken over", async () => {
  const journal = await AgentJournal.open(folder);
  await expect(AgentJournal.open(folder)).rejects.toMatchObject({
    code: "LAUNCH_AGENT_FOLDER_IN_USE",
  });
  await journal[Symbol.asyncDispose]();
  await writeFile(join(folder, "agent.lock"), `${process.pid}@0`);
  await using again = await AgentJournal.open(folder);
  expect(again.items).toEqual([]);
});
