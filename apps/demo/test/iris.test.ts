import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  materialize,
  createMemoryIOManager,
  valueResource,
  type IOManager,
  type RunResult,
} from "@heddle/core";
import { openInstance } from "@heddle/storage";
import { Table, WandbClient } from "@heddle/wandb-client";
import { createWandbBackend, defaultApiKey, serveWandb } from "@heddle/wandb-mock";
import { afterEach, beforeEach, expect, test } from "vitest";
import { evaluation, irisModel, rawMeasurements, sets } from "../src/programs/iris.ts";
import { runDemo } from "./demo-process.ts";

const timeout = 300_000;
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "heddle-demo-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test(
  "runs from measurements to a registered model, twice, without duplicate versions",
  { timeout },
  async () => {
    const first = await runDemo(home, []);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(withoutRun(first.stdout)).toBe(withoutRun(readmeOutput()));
    const second = await runDemo(home, []);
    expect(second.code).toBe(0);

    await using backend = createWandbBackend({ folder: join(home, "wandb-server") });
    await using server = await serveWandb(backend);
    const client = new WandbClient({ host: server.origin, apiKey: defaultApiKey });
    const model = await client.artifact("ada/heddle-demo/iris_model:latest");
    expect(model).toMatchObject({ type: "model", version: "v0" });
    const inRegistry = await client.artifact("wandb-registry-model/iris:production");
    expect(inRegistry.digest).toBe(model.digest);

    const results = await client.artifact("ada/heddle-demo/evaluation:latest");
    expect(results.version).toBe("v0");
    expect([...(await results.manifest()).entries.keys()]).toEqual(
      expect.arrayContaining(["predictions.table.json", "confusion_matrix.image-file.json"]),
    );
    const predictions = await results.get("predictions");
    if (!(predictions instanceof Table)) throw new Error("predictions is no Table");
    const truth = predictions.getColumn("species");
    const predicted = predictions.getColumn("predicted");
    const accuracy = truth.filter((name, row) => name === predicted[row]).length / truth.length;
    expect(truth).toHaveLength(45);
    expect(accuracy).toBeGreaterThanOrEqual(0.9);
    expect(first.stdout).toContain(String(accuracy));

    await using instance = await openInstance({ home });
    expect(await instance.countRuns({ statuses: ["SUCCESS"] })).toBe(2);
  },
);

test("with WANDB_* set it runs against that server and starts none", { timeout }, async () => {
  await using backend = createWandbBackend();
  await using server = await serveWandb(backend);
  const { code, stdout } = await runDemo(home, [], {
    env: {
      WANDB_API_KEY: defaultApiKey,
      WANDB_BASE_URL: server.origin,
      WANDB_ENTITY: "weavers",
      WANDB_PROJECT: "flowers",
    },
  });
  expect(code).toBe(0);
  expect(stdout).not.toContain("on this machine");
  const client = new WandbClient({ host: server.origin, apiKey: defaultApiKey });
  expect(await client.artifact("weavers/flowers/iris_model:v0")).toMatchObject({ type: "model" });
});

test("a wrong key is one clear line that names host and cause", { timeout }, async () => {
  await using backend = createWandbBackend();
  await using server = await serveWandb(backend);
  const { code, stdout, stderr } = await runDemo(home, [], {
    env: { WANDB_API_KEY: "0".repeat(40), WANDB_BASE_URL: server.origin },
  });
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain(new URL(server.origin).host);
  expect(stderr).toContain("API key");
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).not.toContain("    at ");
  expect(stderr).not.toContain("0".repeat(40));
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s closes the server and marks the run canceled",
  { timeout },
  async (signal) => {
    const { code, stderr } = await runDemo(home, [], {
      interrupt: (stdout) => (stdout.includes("… raw_measurements") ? signal : undefined),
    });
    expect(code).toBe(130);
    expect(stderr).toContain("canceled");
    await using instance = await openInstance({ home });
    expect(await instance.getRuns()).toMatchObject([{ status: "CANCELED" }]);
  },
);

test("the model's bytes come from the training: another seed, other bytes", async () => {
  expect(await trainedBytes(1)).toEqual(await trainedBytes(1));
  expect(await trainedBytes(1)).not.toEqual(await trainedBytes(2));
});

test("without the whole model the evaluation fails", async () => {
  const memory = createMemoryIOManager();
  const result = await run(
    {},
    {
      handleOutput: (context, value) => memory.handleOutput(context, value),
      loadInput: async (context) => {
        const value = await memory.loadInput(context);
        return value instanceof Uint8Array ? value.subarray(0, 100) : value;
      },
    },
  );
  expect(result.success).toBe(false);
  expect(await result.steps("failed")).toEqual(["evaluation"]);
});

async function trainedBytes(seed: number): Promise<unknown> {
  const config = { ops: { iris_model: { config: { seed } } } };
  return await (await run(config, createMemoryIOManager())).assetValue("iris_model");
}

/** Trains and evaluates without W&B: values stay in memory. */
async function run(runConfig: Record<string, unknown>, manager: IOManager): Promise<RunResult> {
  return await materialize([rawMeasurements, sets, irisModel, evaluation], {
    runConfig,
    resources: { wandb_artifacts_manager: valueResource(manager) },
    raiseOnError: false,
  });
}

/** What the repository's README says that the demo prints. */
function readmeOutput(): string {
  const readme = readFileSync(join(import.meta.dirname, "../../../README.md"), "utf8");
  return /```text\n(W&B server:[^`]+)```/.exec(readme)?.[1] ?? "";
}

/** An output without what differs from run to run: ids, times, and the port when the usual one is taken. */
function withoutRun(output: string): string {
  return output
    .trim()
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<run>")
    .replaceAll(/dagster-run-[0-9a-f]{8}/g, "dagster-run-<run>")
    .replaceAll(/\(\d+ ms\)/g, "(<n> ms)")
    .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:<port>")
    .replaceAll(/ +│/g, " │")
    .replaceAll(/─+/g, "─");
}
