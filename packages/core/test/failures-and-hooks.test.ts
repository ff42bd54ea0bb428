import { expect, test } from "vitest";
import {
  asset,
  failureHook,
  job,
  materialize,
  op,
  opIn,
  resource,
  successHook,
  type,
  valueResource,
} from "@heddle/core";

const number = op({ name: "number" }, () => 2);

const double = op({ name: "double", ins: { x: type<number>() } }, ({ x }) => x * 2);

const fails = op(
  { name: "fails", ins: { x: opIn({ type: type<number>(), default: 0 }) } },
  (): number => {
    throw new TypeError("broken");
  },
);

test("O212 a failed step takes down only what depends on it", async () => {
  const result = await job({ name: "j" }, () => {
    const start = number();
    const left = fails({ x: start });
    const right = double.alias("right")({ x: start });
    double.alias("join")({ x: left });
    double.alias("free")({ x: right });
  }).executeInProcess({ raiseOnError: false });
  expect(result.status).toBe("FAILURE");
  expect(await result.steps("failed")).toEqual(["fails"]);
  expect(await result.steps("skipped")).toEqual(["join"]);
  expect((await result.steps("succeeded")).toSorted()).toEqual(["free", "number", "right"]);
  const [end] = await result.events("RUN_FAILURE");
  expect(end?.data).toMatchObject({
    failureReason: "STEP_FAILURE",
    firstStepFailure: { stepKey: "fails", error: { name: "TypeError", message: "broken" } },
  });
  expect(result.error).toBeInstanceOf(TypeError);
});

test("O216 hooks run after their step, and one that throws fails nothing", async () => {
  const log: string[] = [];
  const onSuccess = successHook(
    { name: "told", resources: { out: type<string[]>() } },
    (context) =>
      void context.resources.out.push(
        `${context.stepKey} gave ${String(context.outputValues["result"])}`,
      ),
  );
  const onFailure = failureHook({ name: "alarm" }, (context) => {
    log.push(`${context.stepKey}: ${(context.error as Error).message}`);
    throw new Error("hook broke");
  });
  const result = await job(
    { name: "j", hooks: [onSuccess, onFailure], resources: { out: valueResource(log) } },
    () => {
      double({ x: number() });
      fails();
    },
  ).executeInProcess({ raiseOnError: false, maxConcurrent: 1 });
  expect(log).toEqual(["number gave 2", "fails: broken", "double gave 4"]);
  expect(
    (await result.events("HOOK_COMPLETED", "HOOK_ERRORED")).map((event) => [
      event.type,
      event.stepKey,
    ]),
  ).toEqual([
    ["HOOK_COMPLETED", "number"],
    ["HOOK_ERRORED", "fails"],
    ["HOOK_COMPLETED", "double"],
  ]);
  const fine = await job(
    { name: "k" },
    () =>
      void number.with({
        hooks: [
          successHook({ name: "bad" }, () => {
            throw new Error("x");
          }),
        ],
      })(),
  ).executeInProcess();
  expect(fine.status).toBe("SUCCESS");
});

test("a thrown value that is no error is recorded as it is", async () => {
  const odd = asset({ name: "odd" }, (): number => {
    // oxlint-disable-next-line no-throw-literal
    throw { reason: "odd" } as unknown as Error;
  });
  const result = await materialize([odd], { raiseOnError: false });
  expect((await result.events("STEP_FAILURE"))[0]?.data.error).toEqual({
    name: "NonError",
    message: '{"reason":"odd"}',
  });
});

test("a resource that fails to open fails the run before any step", async () => {
  const broken = resource({}, () => {
    throw new Error("no network");
  });
  const result = await materialize([asset({ name: "a", resources: { broken } }, () => 1)], {
    resources: { broken },
    raiseOnError: false,
  });
  expect(result.status).toBe("FAILURE");
  expect(result.error).toMatchObject({
    code: "CORE_RESOURCE_INIT",
    message: expect.stringContaining('"broken"'),
  });
  expect((await result.events("STEP_START")).length).toBe(0);
  expect((await result.events("RUN_FAILURE"))[0]?.data.failureReason).toBe(
    "JOB_INITIALIZATION_FAILURE",
  );
});

test("O224 the events of a step come in this order", async () => {
  const up = asset({ name: "up" }, () => 1);
  const down = asset({ name: "down", ins: { up } }, ({ up: value }) => value);
  const result = await materialize([up, down]);
  expect(
    (await result.events()).map(
      (event) => `${event.type}${event.stepKey === undefined ? "" : ` ${event.stepKey}`}`,
    ),
  ).toEqual([
    "RUN_START",
    "ASSET_MATERIALIZATION_PLANNED up",
    "ASSET_MATERIALIZATION_PLANNED down",
    "RESOURCE_INIT_STARTED",
    "RESOURCE_INIT_SUCCESS",
    "STEP_START up",
    "STEP_OUTPUT up",
    "ASSET_MATERIALIZATION up",
    "HANDLED_OUTPUT up",
    "STEP_SUCCESS up",
    "STEP_START down",
    "LOADED_INPUT down",
    "STEP_INPUT down",
    "STEP_OUTPUT down",
    "ASSET_MATERIALIZATION down",
    "HANDLED_OUTPUT down",
    "STEP_SUCCESS down",
    "RUN_SUCCESS",
  ]);
});
