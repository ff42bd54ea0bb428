import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as allText } from "node:stream/consumers";
import { afterAll, expect, onTestFinished, test } from "vitest";
import type { EventRecord, EventType } from "../instance/events.ts";
import { reexecute } from "../execution/reexecute.ts";
import { Instance } from "../instance/instance.ts";
import { memoryStorage } from "../instance/memory/memory-storage.ts";
import type { LogRecord } from "../context/log.ts";
import fixtures from "./__fixtures__/steps.ts";
import {
  childProcessExecutor,
  type ChildProcessExecutor,
  type ChildProcessExecutorOptions,
} from "./child-process-executor.ts";

const file = join(import.meta.dirname, "__fixtures__", "steps.ts");
const timeout = 60_000;

interface Setting {
  readonly instance: Instance;
  readonly executor: ChildProcessExecutor;
  readonly home: string;
}

const settings: Setting[] = [];
let shared: Setting | undefined;
afterAll(async () => {
  for (const { instance, executor, home } of settings) {
    await executor.close();
    await instance.close();
    rmSync(home, { recursive: true, force: true });
  }
});

function temporaryHome(): string {
  return mkdtempSync(join(tmpdir(), "heddle-child-"));
}

/** An instance and an executor; those without options of their own are the same for all tests, with their processes. */
function setUp(options?: Partial<ChildProcessExecutorOptions>): Setting {
  if (options === undefined && shared !== undefined) return shared;
  const home = temporaryHome();
  const setting = {
    home,
    instance: new Instance({ storage: memoryStorage(), home }),
    executor: childProcessExecutor({ file, maxConcurrent: 2, ...options }),
  };
  settings.push(setting);
  if (options === undefined) shared = setting;
  return setting;
}

async function eventsOf<Type extends EventType>(
  instance: Instance,
  runId: string,
  ...types: Type[]
): Promise<readonly EventRecord<Type>[]> {
  const { events } = await instance.getEvents<Type>({ runId, types });
  return events;
}

const run = (name: string, options: object) =>
  fixtures.getJob(name).executeInProcess({ raiseOnError: false, ...options });

test(
  "O218 O219 runs steps in processes that it uses again, and hands values on by the IO manager",
  { timeout },
  async () => {
    const { instance, executor } = setUp({ maxConcurrent: 1 });
    const logged: LogRecord[] = [];
    const loggers = [{ log: (record: LogRecord) => logged.push(record) }];
    const first = await run("sums", { instance, executor, loggers });
    expect(first.status).toBe("SUCCESS");
    expect(await first.outputForNode("quadruple")).toBe(4);
    await run("sums", { instance, executor });
    const lines = await instance.getEvents({ types: ["LOG"] });
    const pids = new Set(lines.events.map(({ data }) => data.fields["pid"]));
    expect(pids.size).toBe(1);
    expect(pids).not.toContain(process.pid);
    expect(logged).toMatchObject([
      { message: "making one", stepKey: "one", opName: "one", runId: first.runId },
    ]);
    const started = await eventsOf(
      instance,
      first.runId,
      "STEP_WORKER_STARTING",
      "STEP_WORKER_STARTED",
      "LOGS_CAPTURED",
    );
    expect(started.map(({ type, stepKey }) => `${stepKey ?? ""} ${type}`).slice(0, 3)).toEqual([
      "one STEP_WORKER_STARTING",
      "one STEP_WORKER_STARTED",
      "one LOGS_CAPTURED",
    ]);
  },
);

test(
  "O218 fails only the step whose process is killed; other branches go on, downstream is skipped",
  { timeout },
  async () => {
    const { instance, executor } = setUp();
    const result = await run("crashes", { instance, executor });
    expect(result.status).toBe("FAILURE");
    expect(await result.steps("succeeded")).toEqual(expect.arrayContaining(["one", "other"]));
    expect(await result.steps("failed")).toEqual(["killed"]);
    expect(await result.steps("skipped")).toEqual(["double"]);
    const [failure] = await eventsOf(instance, result.runId, "STEP_FAILURE");
    expect(failure?.data).toMatchObject({
      errorSource: "UNEXPECTED_ERROR",
      error: {
        code: "CORE_STEP_PROCESS_LOST",
        message: expect.stringContaining("SIGKILL") as string,
      },
    });
    const [end] = await eventsOf(instance, result.runId, "RUN_FAILURE");
    expect(end?.data).toMatchObject({
      failureReason: "STEP_FAILURE",
      firstStepFailure: { stepKey: "killed" },
    });
  },
);

test.each([
  ["leaving", "CORE_STEP_PROCESS_LOST", "exited with code 3"],
  ["throwing", undefined, "too late to catch"],
])("O218 says how the process of a step ended: %s", { timeout }, async (name, code, message) => {
  const { instance, executor } = setUp();
  const result = await run(name, { instance, executor });
  const [failure] = await eventsOf(instance, result.runId, "STEP_FAILURE");
  expect(failure?.data.error.code).toBe(code);
  expect(failure?.data.error.message).toContain(message);
  expect(result.status).toBe("FAILURE");
});

test.each(["greed", "hunger"])(
  "O218 ends a step that needs more memory than it may: %s",
  { timeout },
  async (name) => {
    const { instance, executor } = setUp({ memoryLimitMb: 200 });
    const result = await run(name, { instance, executor });
    const [failure] = await eventsOf(instance, result.runId, "STEP_FAILURE");
    expect(failure?.data.error).toMatchObject({ code: "CORE_STEP_OUT_OF_MEMORY" });
  },
);

test(
  "O213 O218 tries a step again whose process died, as its retry policy says",
  { timeout },
  async () => {
    const { instance, executor } = setUp();
    const result = await run("retries", { instance, executor });
    expect(result.status).toBe("SUCCESS");
    const tries = await eventsOf(
      instance,
      result.runId,
      "STEP_UP_FOR_RETRY",
      "STEP_RESTARTED",
      "LOGS_CAPTURED",
    );
    expect(tries.map(({ type }) => type)).toEqual([
      "LOGS_CAPTURED",
      "STEP_UP_FOR_RETRY",
      "LOGS_CAPTURED",
      "STEP_RESTARTED",
    ]);
  },
);

test("O414 shows what a step writes while it runs", { timeout }, async () => {
  const { instance, executor, home } = setUp();
  const go = join(home, "go");
  const runId = "11111111-1111-4111-8111-111111111111";
  const running = run("patience", {
    instance,
    executor,
    runId,
    runConfig: { ops: { patient: { config: { file: go } } } },
  });
  const seen: string[] = [];
  for await (const text of instance.computeLogs.tail({
    runId,
    fileKey: "patient",
    stream: "stdout",
  })) {
    seen.push(text);
    if (seen.join("").includes("waiting 🧶\n")) writeFileSync(go, "");
  }
  expect(seen.join("")).toBe("waiting 🧶\ndone");
  expect(
    (await instance.computeLogs.read({ runId, fileKey: "patient", stream: "stderr" })).text,
  ).toBe("to be sure\n");
  expect((await running).status).toBe("SUCCESS");
});

test.each([
  ["stopping", "stops"],
  ["stubbornness", "stubborn"],
  ["deafness", "deaf"],
])(
  "O220 stops a cancelled step with SIGTERM, and by force when it does not listen: %s",
  { timeout },
  async (name, fileKey) => {
    const { instance, executor } = setUp({ graceMs: 500 });
    const controller = new AbortController();
    const runId = "22222222-2222-4222-8222-222222222222";
    const running = run(name, {
      instance,
      executor,
      runId,
      signal: controller.signal,
      cancelGraceMs: 100,
    });
    for await (const text of instance.computeLogs.tail({ runId, fileKey, stream: "stdout" })) {
      if (text.includes("started")) break;
    }
    controller.abort();
    expect((await running).status).toBe("CANCELED");
    const types = await eventsOf(instance, runId, "STEP_FAILURE", "RUN_CANCELING", "RUN_CANCELED");
    expect(types.map(({ type }) => type)).toEqual([
      "STEP_FAILURE",
      "RUN_CANCELING",
      "RUN_CANCELED",
    ]);
    expect(types[0]?.data).toMatchObject({ errorSource: "INTERRUPT" });
  },
);

test(
  "O112 O022 masks secrets in captured output, and opens and closes resources around the step",
  { timeout },
  async () => {
    const { instance, executor } = setUp({ env: { HEDDLE_TEST_TOKEN: "tops3cret-token" } });
    const environment = { ...process.env, HEDDLE_TEST_TOKEN: "tops3cret-token" };
    const runConfig = {
      resources: { account: { config: { token: { env: "HEDDLE_TEST_TOKEN" } } } },
    };
    const result = await run("telling", { instance, executor, environment, runConfig });
    expect(result.status).toBe("SUCCESS");
    const { text } = await instance.computeLogs.read({
      runId: result.runId,
      fileKey: "tells",
      stream: "stdout",
    });
    expect(text).toBe("opened\nthe token is ********!\nclosed\n");
    const { events } = await instance.getEvents();
    expect(JSON.stringify(events)).not.toContain("tops3cret");
  },
);

test(
  "O218 counts a resource that cannot be set up as a failure of its step",
  { timeout },
  async () => {
    const { instance, executor } = setUp();
    const result = await run("needing", { instance, executor });
    const events = await eventsOf(instance, result.runId, "RESOURCE_INIT_FAILURE", "STEP_FAILURE");
    expect(events.map(({ type, stepKey }) => [type, stepKey])).toEqual([
      ["RESOURCE_INIT_FAILURE", "needy"],
      ["STEP_FAILURE", "needy"],
    ]);
    expect(events[1]?.data).toMatchObject({ error: { code: "CORE_RESOURCE_INIT" } });
  },
);

test("O218 makes partitioned assets in processes of their own", { timeout }, async () => {
  const { instance, executor } = setUp();
  const result = await run("__ASSET_JOB", { instance, executor, partitionKey: "b" });
  expect(result.status).toBe("SUCCESS");
  expect(await fixtures.loadAssetValue("word", { instance, partitionKey: "b" })).toBe("BB");
  expect((await instance.latestMaterialization(["word"], "b"))?.runId).toBe(result.runId);
});

test.each([
  ["nonsense", file, "does not export definitions"],
  ["default", "/nowhere/at/all.ts", "cannot be loaded"],
])(
  "O218 says that the code of a worker is missing: %s",
  { timeout },
  async (exportName, path, message) => {
    const { instance, executor } = setUp({ exportName, file: path });
    const result = await run("leaving", { instance, executor });
    const [failure] = await eventsOf(instance, result.runId, "STEP_FAILURE");
    expect(failure?.data.error).toMatchObject({
      code: "CORE_CODE_LOCATION",
      message: expect.stringContaining(message) as string,
    });
  },
);

test("O218 keeps a program alive while its steps run, and no longer", { timeout }, async () => {
  const program = join(import.meta.dirname, "__fixtures__", "program.ts");
  const home = temporaryHome();
  onTestFinished(() => {
    rmSync(home, { recursive: true, force: true });
  });
  const child = spawn(process.execPath, ["--conditions=@heddle/source", program, home]);
  expect(await allText(child.stdout)).toBe("reached the end\n");
});

test(
  "O226 O218 runs the failed part of a run again in other processes, with what the first run stored",
  { timeout },
  async () => {
    const { instance, executor } = setUp();
    const first = await run("gating", { instance, executor });
    expect(await first.steps("failed")).toEqual(["gated"]);
    await using open = childProcessExecutor({ file, env: { HEDDLE_TEST_GATE: "open" } });
    const again = await reexecute(fixtures, first.runId, { instance, executor: open });
    expect(await again.steps("succeeded")).toEqual(["gated"]);
    expect(await again.outputForNode("gated")).toBe(2);
  },
);

test(
  "O105 O218 runs steps in processes when the run config says multiprocess, from the module of the definitions",
  { timeout },
  async () => {
    const { instance } = setUp();
    const runConfig = {
      execution: { config: { multiprocess: { max_concurrent: 1, max_memory_mb: 500 } } },
    };
    const pids = async (options: object) => {
      const result = await run("sums", { instance, ...options });
      expect(result.status).toBe("SUCCESS");
      return (await eventsOf(instance, result.runId, "LOG")).map(({ data }) => data.fields["pid"]);
    };
    expect(await pids({ runConfig })).not.toContain(process.pid);
    expect(
      await pids({ runConfig, codeLocation: new URL("__fixtures__/steps.ts", import.meta.url) }),
    ).not.toContain(process.pid);
    expect(await pids({ runConfig: { execution: { config: { in_process: {} } } } })).toEqual([
      process.pid,
    ]);
    const assets = await run("__ASSET_JOB", { instance, runConfig, partitionKey: "a" });
    expect(assets.status).toBe("SUCCESS");
    expect(await eventsOf(instance, assets.runId, "STEP_WORKER_STARTED")).toHaveLength(2);
  },
);
