import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultApiKey } from "@heddle/wandb-mock";
import { expect, test, vi } from "vitest";
import { readIfThere } from "../../src/util/whole-file.ts";
import { handAgent, queued } from "../support/hand-agent.ts";
import { createWorld, until, type World } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Starts a watcher in a process of its own. */
function spawnWatcher(world: World, ledger: string) {
  const settings = {
    host: world.origin,
    apiKey: defaultApiKey,
    cursor: join(world.folder, "q.cursor"),
    ledger,
  };
  const program = fileURLToPath(new URL("../support/watch-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@heddle/source", program], {
    env: { ...process.env, WATCH: JSON.stringify(settings) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, exit };
}

test("watchers that are killed by kill -9 lose no launch, and each kill repeats at most the one in hand", async () => {
  await using world = await createWorld();
  const agent = await handAgent(world);
  const ids: string[] = [];
  for (let index = 0; index < 12; index += 1) {
    await queued(world);
    ids.push(await agent.fail("broken"));
  }
  const ledger = join(world.folder, "ledger");
  const lines = async (): Promise<string[]> =>
    (await readIfThere(ledger)).split("\n").filter((line) => line !== "");
  const marks = [3, 8];
  for (const mark of marks) {
    const { child, exit } = spawnWatcher(world, ledger);
    await until(async () => (await lines()).length >= mark);
    child.kill("SIGKILL");
    await exit;
  }
  expect(await spawnWatcher(world, ledger).exit).toBe(0);

  const seen = await lines();
  expect([...new Set(seen)]).toEqual(ids);
  const repeated = seen.filter((id, index) => seen.indexOf(id) !== index);
  expect(repeated.length).toBeLessThanOrEqual(marks.length);
});
