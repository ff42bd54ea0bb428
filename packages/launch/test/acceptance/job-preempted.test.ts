import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { launchJob, type LaunchJobResult } from "../../src/index.ts";
import { type HandAgent, handAgent } from "../support/hand-agent.ts";
import { createWorld, quickJob, recordingLog, until, type World } from "../support/world.ts";

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let agent: HandAgent;
beforeEach(async () => {
  world = await createWorld();
  agent = await handAgent(world);
});
afterEach(() => world[Symbol.asyncDispose]());

/** Launches a job, whose run starts and is pre-empted. */
async function preempted(more: { readonly stop_grace_seconds?: number } = {}) {
  const log = recordingLog();
  const cancel = new AbortController();
  const launched: Promise<LaunchJobResult> = launchJob(
    { ...quickJob, docker_image: "team/train:1", queue: "q", ...more },
    { client: world.client, log, signal: cancel.signal },
  );
  launched.catch(() => undefined);
  await until(() => world.backend.launch.items("q").length === 1);
  await agent.take("run-a");
  await until(() => log.lines.some((line) => line.includes("run-a: running")));
  await agent.preempt("run-a");
  await until(() => log.lines.some((line) => line.includes("run-a: preempted")));
  return { launched, cancel };
}

/** Puts the run back in its queue, as its agent does. */
const resume = () =>
  world.client.launchQueue("q").push({
    entity: "ada",
    project: "demo",
    docker: { docker_image: "team/train:1" },
    run_id: "run-a",
    _resume_count: 1,
  });

test("a run that was pre-empted is followed on when it is resumed", async () => {
  const { launched } = await preempted({ stop_grace_seconds: 30 });
  await resume();
  await agent.take("run-a");
  await agent.finish("run-a");
  expect(await launched).toMatchObject({ state: "finished", runId: "run-a" });
});

test("a run that stays pre-empted has failed", async () => {
  const { launched } = await preempted({ stop_grace_seconds: 0.1 });
  await expect(launched).rejects.toMatchObject({
    code: "LAUNCH_RUN_FAILED",
    failure: { state: "preempted" },
  });
});

test("cancelling takes a pre-empted run out of its queue, so that it does not start again", async () => {
  const { launched, cancel } = await preempted({ stop_grace_seconds: 30 });
  await resume();
  cancel.abort();
  await expect(launched).rejects.toMatchObject({
    code: "LAUNCH_CANCELLED",
    details: { isStopped: true },
  });
  expect(world.backend.launch.items("q").filter(({ state }) => state === "PENDING")).toEqual([]);
});

test("cancelling a pre-empted run that nobody resumes ends within the grace time", async () => {
  const { launched, cancel } = await preempted({ stop_grace_seconds: 2 });
  cancel.abort();
  await expect(launched).rejects.toMatchObject({ details: { isStopped: true } });
});
