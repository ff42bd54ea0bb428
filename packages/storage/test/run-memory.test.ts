import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { dirname } from "node:path";
import { runInNewContext } from "node:vm";
import { asset, job, materialize, op, type, valueResource, type IOManager } from "@heddle/core";
import { expect, test } from "vitest";
import { openInstance } from "../src/index.ts";
import { temporaryFile } from "./fixtures/temporary-file.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

async function heapMb(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collect();
    // What was read through a WeakRef lives until the next turn.
    await wait(1);
  }
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const constant = valueResource<IOManager>({ handleOutput: () => undefined, loadInput: () => 7 });

test("the result of a run of 3,000 steps holds nothing of them, and reads everything when it is asked", async () => {
  await using instance = await openInstance({ home: dirname(temporaryFile()) });
  let atFirst = 0;
  let atLast = 0;
  const first = op({ name: "first" }, async () => {
    atFirst = await heapMb();
    return 0;
  });
  const ins = { x: type<number>() };
  const middle = op({ name: "middle", ins }, ({ x }) => x);
  const last = op({ name: "last", ins }, async ({ x }) => {
    atLast = await heapMb();
    return x;
  });
  const chain = (length: number) =>
    job({ name: "chain", resources: { io_manager: constant } }, () => {
      let value = first();
      for (let index = 0; index < length; index += 1)
        value = middle.alias(`s${String(index)}`)({ x: value });
      last({ x: value });
    });
  const target = chain(2998);
  await chain(100).executeInProcess({ instance });
  const before = await heapMb();
  const result = await target.executeInProcess({ instance });
  const after = await heapMb();
  expect(after - before).toBeLessThan(1);
  expect(atLast - atFirst).toBeLessThan(2);
  expect(await result.steps("succeeded")).toHaveLength(3000);
  expect(await result.outputForNode("s2000")).toBe(7);
  await expect(result.outputForNode("s2998")).rejects.toMatchObject({ code: "CORE_UNKNOWN_STEP" });
});

test("O306 a result gives the IO manager what the run recorded of an asset, long after the run", async () => {
  await using instance = await openInstance({ home: dirname(temporaryFile()) });
  const manager = valueResource<IOManager>({
    handleOutput: (context) => context.addOutputMetadata({ version: "v3" }),
    loadInput: (context) => context.upstreamMaterializationMetadata?.["version"],
  });
  const one = asset({ name: "one" }, () => 1);
  const result = await materialize([one], { instance, resources: { io_manager: manager } });
  await heapMb();
  expect(await result.assetValue("one")).toBe("v3");
});
