import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { job } from "../definitions/job.ts";
import { op } from "../definitions/op.ts";
import { materialize } from "../execution/materialize.ts";
import { asset } from "../definitions/asset.ts";
import { Instance } from "../instance/instance.ts";
import { memoryStorage } from "../instance/memory/memory-storage.ts";
import { resource } from "../resources/resource.ts";
import { type } from "../schema/schema.ts";
import fixtures from "./__fixtures__/steps.ts";
import { childProcessExecutor } from "./child-process-executor.ts";

const home = mkdtempSync(join(tmpdir(), "heddle-given-"));
const instance = new Instance({ storage: memoryStorage(), home });
const executor = childProcessExecutor({
  file: join(import.meta.dirname, "__fixtures__", "steps.ts"),
});
afterAll(async () => {
  await executor.close();
  await instance.close();
  rmSync(home, { recursive: true, force: true });
});

test("O103 O218 the environment that a run was given is that of its step processes", async () => {
  const result = await fixtures.getJob("telling").executeInProcess({
    instance,
    executor,
    environment: { GIVEN_ONLY_HERE: "abcdefgh" },
    runConfig: { resources: { account: { config: { token: { env: "GIVEN_ONLY_HERE" } } } } },
  });
  const { text } = await instance.computeLogs.read({
    runId: result.runId,
    fileKey: "tells",
    stream: "stdout",
  });
  expect(text).toContain("the token is ********!");
  const own = { instance, executor, environment: process.env };
  expect((await fixtures.getJob("sums").executeInProcess(own)).status).toBe("SUCCESS");
});

test("O218 the current time that a run was given is that of its step processes", async () => {
  const forecast = await fixtures.getJob("forecasting").executeInProcess({
    instance,
    executor,
    currentTime: new Date("2199-01-05T00:00:00Z"),
    partitionKey: "2199-01-03",
  });
  expect(await forecast.outputForNode("forecast")).toBe("sun on 2199-01-03");
});

test("O218 resources of one run are refused before it starts when its steps could not have them", async () => {
  const account = resource({}, () => ({ token: "other" }));
  const before = await instance.countRuns();
  const telling = fixtures.getJob("telling");
  const run = { instance, executor, resources: { account } };
  await expect(telling.executeInProcess(run)).rejects.toMatchObject({
    code: "CORE_INVALID_INVOCATION",
    message: expect.stringContaining('resources for this run only ("account")'),
    details: { names: ["account"] },
  });
  await expect(fixtures.dryRun("telling", run)).rejects.toMatchObject({
    code: "CORE_INVALID_INVOCATION",
  });
  const one = asset({ name: "letter" }, () => 1);
  await expect(
    materialize([one], { instance, executor, resources: { other: account } }),
  ).rejects.toMatchObject({ code: "CORE_INVALID_INVOCATION" });
  expect(await instance.countRuns()).toBe(before);
  const same = await telling.executeInProcess({
    ...run,
    resources: fixtures.resources,
    runConfig: { resources: { account: { config: { token: { env: "PATH" } } } } },
  });
  expect(same.status).toBe("SUCCESS");
});

test("O218 input values are refused before the run starts when its steps could not have them", async () => {
  const shout = op({ name: "shout", ins: { word: type<string>() } }, ({ word }) => `${word}!`);
  const open = job({ name: "open" }, () => shout({} as never));
  const before = await instance.countRuns();
  await expect(
    open.executeInProcess({ instance, executor, inputValues: { "shout.word": "hey" } }),
  ).rejects.toMatchObject({
    code: "CORE_INVALID_INVOCATION",
    message: expect.stringContaining('input values for this run only ("shout.word")'),
  });
  expect(await instance.countRuns()).toBe(before);
});
