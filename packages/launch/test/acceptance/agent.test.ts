import { afterEach, beforeEach, expect, test } from "vitest";
import { createJob, launchAgent } from "../../src/index.ts";
import { createWorld, quickAgent, runProgram, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

test("F140 a queued job is acknowledged under a run id and runs as a local process", async () => {
  await world.file("code/main.mjs", runProgram);
  const job = await createJob(world.client, {
    source: { kind: "code", folder: `${world.folder}/code` },
    entryPoint: ["node", "main.mjs"],
    name: "job-train",
  });
  const { id } = await world.client.launchQueue("q").push({
    entity: "ada",
    project: "demo",
    job: job.qualifiedName,
    overrides: { run_config: { lr: 0.1 } },
  });
  const stop = new AbortController();
  const result = await launchAgent(quickAgent, {
    client: world.client,
    folder: `${world.folder}/agent`,
    signal: stop.signal,
    onPoll: ({ jobsStarted, running }) => {
      if (jobsStarted === 1 && running === 0) stop.abort();
    },
    log: { debug: console.log, info: console.log, warn: console.log },
  });
  expect(result).toMatchObject({
    jobsStarted: 1,
    jobsSucceeded: 1,
    jobsFailed: 0,
    stopReason: "signal",
  });
  const item = await world.client.launchQueue("q").item(id);
  expect(item?.state).toBe("CLAIMED");
  const run = await world.client
    .launchedRun({ entity: "ada", project: "demo", id: item?.runId ?? "" })
    .read();
  expect(run).toMatchObject({ state: "finished", summary: { loss: 0.5 } });
  expect(world.backend.launch.agents()).toMatchObject([{ status: "KILLED" }]);
});
