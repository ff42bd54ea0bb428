import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launchJob } from "@heddle/launch";
import { WandbClient } from "@heddle/wandb-client";
import {
  createWandbBackend,
  defaultApiKey,
  serveWandb,
  type WandbBackend,
} from "@heddle/wandb-mock";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CliFolder } from "./cli-process.ts";

let place: CliFolder;
let backend: WandbBackend;
let client: WandbClient;
let cleanup: AsyncDisposableStack;
beforeEach(async () => {
  cleanup = new AsyncDisposableStack();
  place = cleanup.use(new CliFolder());
  backend = cleanup.use(createWandbBackend());
  const { origin } = cleanup.use(await serveWandb(backend));
  client = new WandbClient({ apiKey: defaultApiKey, host: origin, project: "looms" });
  Object.assign(place.env, {
    WANDB_API_KEY: defaultApiKey,
    WANDB_BASE_URL: origin,
    WANDB_PROJECT: "looms",
  });
  await client.launchQueue("weaving").save({ resource: "local-container" });
});
afterEach(() => cleanup.disposeAsync());

async function queue(): Promise<string> {
  const { queueItemId = "" } = await launchJob(
    { docker_image: "team/loom:1", queue: "weaving", synchronous: false },
    { client },
  );
  return queueItemId;
}

/** An agent takes the next item and fails it, or starts and finishes its run. */
async function settle(runId?: string): Promise<void> {
  const agent = await client.registerLaunchAgent({
    queues: ["weaving"],
    hostname: "h",
    config: {},
    version: "t@0",
  });
  const { id } = (await agent.pop("weaving")) ?? { id: "" };
  if (runId === undefined) {
    await agent.fail(id, { message: "no such image\nat all", phase: "agent" });
    return;
  }
  await agent.acknowledge(id, runId);
  await (await client.run({ id: runId })).finish();
}

const look = (...more: string[]) => place.run("launch", "job", "watch", "--once", ...more);

const linesOf = (text: string): unknown[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);

test("status says how queued jobs stand; its exit code says whether to wait", async () => {
  const [first, second] = [await queue(), await queue()];
  const status = (...more: string[]) => place.run("launch", "job", "status", "weaving", ...more);
  await settle("run-a");
  const finished = await status(first, "--json");
  expect(finished).toMatchObject({ code: 0, stderr: "" });
  expect(linesOf(finished.stdout)).toMatchObject([
    { queue: "weaving", queueItemId: first, state: "finished", runId: "run-a" },
  ]);
  const underWay = await status(first, second);
  expect(underWay.code).toBe(4);
  expect(underWay.stdout).toMatch(/^queue item\s+state\s+run\s+message\n.*finished.*\n.*pending/);
  await settle();
  expect(await status(first, second)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining("no such image") as string,
  });
  expect((await status("nonsense")).code).toBe(1);
  expect((await place.run("launch", "job", "status", "weaving")).code).toBe(2);
});

test("watch prints each job once as it settles, and goes on from its cursor", async () => {
  const [first, second] = [await queue(), await queue()];
  const watch = (...more: string[]) =>
    place.run("launch", "job", "watch", "weaving", "--cursor", "w.cursor", ...more);
  const none = await watch("--once", "--json");
  expect(none).toMatchObject({ code: 4, stdout: "" });
  expect(none.stderr).toBe("queue weaving: nothing has settled; 2 pending\n");
  await settle("run-a");
  const one = await watch("--once", "--json");
  expect(one.code).toBe(0);
  expect(linesOf(one.stdout)).toMatchObject([
    {
      queueItemId: first,
      state: "finished",
      runPath: expect.stringMatching(/looms\/run-a$/) as string,
    },
  ]);
  expect(readFileSync(join(place.path, "w.cursor"), "utf8")).toContain(first);
  await settle();
  expect(await watch("--until-settled", "--interval", "0.05")).toMatchObject({
    code: 1,
    stdout: `${second}  failed  no such image\n`,
  });
  expect(await watch("--once")).toMatchObject({ code: 0, stdout: "" });
});

test("watch of single items leaves the others alone; it ends by Ctrl-C", async () => {
  const [first, second] = [await queue(), await queue()];
  await settle("run-a");
  await settle("run-b");
  const args = ["launch", "job", "watch", "weaving", second, "--json"];
  const outcome = await place.runWith(AbortSignal.timeout(800), [...args, "--interval", "0.05"]);
  expect(outcome.code).toBe(0);
  expect(linesOf(outcome.stdout)).toMatchObject([{ queueItemId: second, state: "finished" }]);
  expect(outcome.stdout).not.toContain(first);
});

test("a wrong interval, a damaged cursor and a queue that is missing are one clear error each", async () => {
  expect(await look("weaving", "--interval", "soon")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("not a time in seconds") as string,
  });
  expect(await look("nowhere")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("LAUNCH_QUEUE_MISSING") as string,
  });
  expect(await look("weaving", "--cursor", "w.cursor")).toMatchObject({ code: 0 });
  await queue();
  expect(await look("weaving", "x", "--cursor", "w.cursor")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("LAUNCH_CURSOR_INVALID") as string,
  });
});
