import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as allText } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { asset } from "../definitions/asset.ts";
import type { Asset } from "../definitions/asset-types.ts";
import { withResources } from "../definitions/with-resources.ts";
import { materialize } from "../execution/materialize.ts";
import { Instance } from "../instance/instance.ts";
import { memoryStorage } from "../instance/memory/memory-storage.ts";
import { resource, valueResource } from "../resources/resource.ts";
import lamps, { lamp, resources, shine, stray, striped } from "./__fixtures__/lamps.ts";
import { childProcessExecutor } from "./child-process-executor.ts";

const home = mkdtempSync(join(tmpdir(), "heddle-given-resources-"));
const instance = new Instance({ storage: memoryStorage(), home });
const file = join(import.meta.dirname, "__fixtures__", "lamps.ts");
const executor = childProcessExecutor({ file, maxConcurrent: 1 });
afterAll(async () => {
  await executor.close();
  await instance.close();
  rmSync(home, { recursive: true, force: true });
});

const runConfig = { resources: { striped: { config: { stripes: ["red", "blue"] } } } };

/** What the resources of a step in another process were, given these to `materialize`. */
async function shown(changed: object, more: object = { runConfig }): Promise<string> {
  const given = { ...resources, ...changed };
  const result = await materialize([shine], {
    instance,
    executor,
    resources: given,
    ...more,
  });
  const text = String(await result.assetValue("shine"));
  expect(text).toMatch(/ \d+$/);
  expect(text).not.toContain(` ${String(process.pid)}`);
  return text.slice(0, text.lastIndexOf(" "));
}

test("O202 O218 resources of the project's module are made in the step's process", async () => {
  expect(await shown({})).toBe("white red-blue 40");
});

test("O202 O218 plain values and other config of the project's resources reach the step's process", async () => {
  expect(await shown({ watts: valueResource(60) })).toBe("white red-blue 60");
  expect(await shown({ lamp: lamp.configured({ color: "green" }) })).toBe("green red-blue 40");
  expect(await shown({ striped: striped.configured({ stripes: ["a", "b"] }) }, {})).toBe(
    "white a-b 40",
  );
  expect(
    await shown(
      { lamp },
      { runConfig: { resources: { ...runConfig.resources, lamp: { config: { color: "blue" } } } } },
    ),
  ).toBe("blue red-blue 40");
});

test("O202 O218 a resource that its job binds itself may have other config for one run", async () => {
  const result = await lamps.getJob("evening").executeInProcess({
    instance,
    executor,
    resources: { lamp: lamp.configured({ color: "dim" }) },
  });
  expect(await result.outputForNode("glow")).toBe("dim");
});

test("O202 O218 an error names each resource that cannot reach a step, why, and what to do", async () => {
  const before = await instance.countRuns();
  const stranger = resource({}, () => ({ color: "none", pid: 0 }));
  class Meter {
    readonly value = 1;
  }
  const given = {
    lamp: stranger,
    striped: striped.configured({ stripes: ["x"] }),
    watts: valueResource(new Meter()),
    more: lamp,
  };
  const refusal: unknown = await shown(given, {}).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: "CORE_INVALID_INVOCATION",
    message: expect.stringContaining(file) as string,
    hint: expect.stringContaining("definitions({ resources })") as string,
    details: { names: ["lamp", "watts", "more"] },
    problems: [
      { path: "resources.lamp", message: expect.stringContaining("another one") as string },
      { path: "resources.watts", message: expect.stringContaining("of this process") as string },
      { path: "resources.more", message: expect.stringContaining("bound by no def") as string },
    ],
  });
  expect(await instance.countRuns()).toBe(before);
});

test("O202 O218 assets of another module, or with other resources bound, are refused before the run starts", async () => {
  const before = await instance.countRuns();
  await expect(
    materialize([stray, asset({ name: "shine" }, () => 1)], { instance, executor }),
  ).rejects.toMatchObject({
    code: "CORE_INVALID_INVOCATION",
    message: expect.stringContaining('"stray"') as string,
  });
  const bound = withResources([shine], { ...resources, lamp: lamp.configured({ color: "pink" }) });
  await expect(
    materialize(bound as readonly Asset<unknown, undefined, {}>[], {
      instance,
      executor,
      runConfig,
    }),
  ).rejects.toMatchObject({
    code: "CORE_INVALID_INVOCATION",
    details: { names: ["lamp"] },
  });
  expect(await instance.countRuns()).toBe(before);
});

/** What a program says that is the executor's module itself. */
async function programSays(what: string): Promise<string> {
  const program = join(import.meta.dirname, "__fixtures__", "program-of-its-own.ts");
  const child = spawn(process.execPath, ["--conditions=@heddle/source", program, what]);
  return allText(child.stdout);
}

test.each([
  ["resources", "CORE_INVALID_INVOCATION", "that is the running program itself"],
  ["nothing", "CORE_CODE_LOCATION", "the very module that such a process is loading"],
])(
  "O218 a program that is its own executor's module and is given %s says so, and starts no processes without end",
  async (what, code, message) => {
    const said = await programSays(what);
    expect(said).toContain(code);
    expect(said).toContain(message);
  },
);
