import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { asset, assetDefaults, assetIn, assetOut, multiAsset, type } from "@heddle/core";
import { expect, test } from "vitest";
import { fromWandb, wandbArtifact } from "../../src/index.ts";
import { passes, place, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;

test.for(passes)(
  "A61 F119 F121 a model's bytes and its test set are two artifacts and come back equal ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const onnx = new Uint8Array(Array.from({ length: 1000 }, (_, index) => (index * 7) % 256));
    const pmml = '<?xml version="1.0"?><PMML version="4.4"/>';
    const create = multiAsset(
      {
        name: "create_onnx_model",
        outs: {
          model: assetOut({
            ioManagerKey: "wandb_artifacts_manager",
            metadata: wandbArtifact({ type: "model" }),
            type: type<Uint8Array>(),
          }),
          test_set: assetOut({
            ioManagerKey: "wandb_artifacts_manager",
            metadata: wandbArtifact({ type: "test_set" }),
            type: type<{ x: number[]; text: string }>(),
          }),
        },
      },
      () => ({ model: onnx, test_set: { x: [1, 2], text: pmml } }),
    );
    const seen: unknown[] = [];
    const inference = asset(
      {
        name: "inference_result",
        ...manager,
        ins: { model: create.outs.model, test_set: create.outs.test_set },
      },
      ({ model, test_set: testSet }) => {
        seen.push([...model], testSet.text);
        return testSet.x.map((x) => x + (model[1] ?? 0));
      },
    );
    const result = await world.succeed([create, inference]);
    expect(seen).toEqual([[...onnx], pmml]);
    expect(await result.assetValue("inference_result")).toEqual([8, 9]);
    expect((await world.backend.inspect.artifacts(place)).map((one) => one.type)).toContain(
      "test_set",
    );
  },
);

test.for(passes)(
  "A61 F119 the raw module stores bytes that other tools open as they are ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const bytes = new Uint8Array([1, 2, 3]);
    const model = asset(
      { name: "model", ...manager, metadata: wandbArtifact({ serializationModule: "raw" }) },
      () => bytes,
    );
    const seen: unknown[] = [];
    const reader = asset({ name: "reader", ...quiet, ins: { model } }, (inputs) => {
      seen.push([...inputs.model]);
    });
    await world.succeed([model, reader]);
    expect(seen).toEqual([[1, 2, 3]]);
    const content = await world.backend.inspect.content(`${place}/model:v0`, "output.bin");
    expect([...(content ?? [])]).toEqual([1, 2, 3]);
  },
);

test.for(passes)(
  "A62 F120 a model as a local file: attached, then read by its path ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const path = join(world.baseDir, "model.onnx");
    await writeFile(path, "onnx bytes");
    const model = asset(
      {
        name: "model",
        ...manager,
        metadata: wandbArtifact({
          type: "model",
          addFiles: [{ localPath: path, name: "model.onnx" }],
        }),
      },
      () => "described by a file",
    );
    const seen: string[] = [];
    const reader = asset(
      {
        name: "reader",
        ...quiet,
        ins: { path: assetIn(model, { metadata: fromWandb({ getPath: "model.onnx" }) }) },
      },
      async (inputs) => void seen.push(await readFile(inputs.path, "utf8")),
    );
    await world.succeed([model, reader]);
    expect(seen).toEqual(["onnx bytes"]);
  },
);

test.for(passes)(
  "F119 a stream goes to a file chunk by chunk and comes back as a stream ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const stream = asset({ name: "stream", ...manager }, () =>
      Readable.from(
        (function* () {
          for (let index = 0; index < 100; index += 1) yield Buffer.alloc(1000, index);
        })(),
      ),
    );
    let size = 0;
    const reader = asset({ name: "reader", ...quiet, ins: { stream } }, async (inputs) => {
      for await (const chunk of inputs.stream as AsyncIterable<Uint8Array>) size += chunk.length;
    });
    await world.succeed([stream, reader]);
    expect(size).toBe(100_000);
    const stored = await world.backend.inspect.artifact(`${place}/stream:v0`);
    expect(stored?.entries["output.bin"]?.sizeBytes).toBe(100_000);
  },
);
