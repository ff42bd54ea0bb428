import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  asset,
  assetDefaults,
  assetIn,
  assetOut,
  multiAsset,
  sourceAsset,
  type,
} from "@heddle/core";
import { type Codec, defaultCodecs } from "@heddle/serialization";
import { ArtifactDraft, WandbClient } from "@heddle/wandb-client";
import { defaultApiKey } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { fromWandb, wandbArtifact } from "../../src/index.ts";
import { passes, entity, place, project, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;

/** Stores bytes as if another program had. */
async function store(
  world: World,
  name: string,
  fileName: string,
  bytes: Uint8Array | string,
  metadata: Record<string, string> = {},
): Promise<void> {
  const client = new WandbClient({
    apiKey: defaultApiKey,
    host: world.server.origin,
    retry: { minDelayMs: 1, maxDelayMs: 4 },
  });
  const draft = new ArtifactDraft({ name, type: "dataset", metadata });
  await draft.newFile(fileName, bytes);
  await client.logArtifact(draft, { entity, project });
}

test.for(passes)(
  "A60 F076 F118 a joblib model: a function stored by its source, revived only with trust ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const seen: unknown[] = [];
    const model = asset(
      {
        name: "my_model",
        ...manager,
        metadata: wandbArtifact({
          type: "model",
          serializationModule: {
            name: "joblib",
            parameters: { compress: 3, protocol: 4, functions: "source" },
          },
        }),
      },
      () => (a: number, b: number) => a + b,
    );
    const untrusted = asset(
      { name: "untrusted", ...quiet, ins: { model: assetIn(model) } },
      (inputs) => void seen.push(inputs.model),
    );
    const inference = asset(
      {
        name: "inference_result",
        ...manager,
        metadata: wandbArtifact({ type: "results" }),
        ins: { model: assetIn(model, { metadata: fromWandb({ trust: true }) }) },
      },
      (inputs) => inputs.model(1, 2),
    );
    const result = await world.succeed([model, untrusted, inference]);
    const stored = await world.backend.inspect.artifact(`${place}/my_model:v0`);
    expect(Object.keys(stored?.entries ?? {})).toEqual(["output.joblib"]);
    expect(stored?.metadata).toMatchObject({
      source_serialization_module: "joblib",
      source_joblib_version_used: expect.stringMatching(/^\d+\.\d+/),
      source_pickle_protocol_used: 4,
    });
    const bytes = await world.backend.inspect.content(`${place}/my_model:v0`, "output.joblib");
    expect(bytes?.[0]).toBe(0x78);
    expect(typeof seen[0]).toBe("object");
    expect((seen[0] as { readonly source: string }).source).toContain("a + b");
    const inferred = await world.backend.inspect.artifact(`${place}/inference_result:v0`);
    expect(inferred?.type).toBe("results");
    expect(await result.assetValue("inference_result")).toBe(3);
  },
);

test.for(passes)(
  "F076 joblib's compress reaches the dump function by method and level, in Python's spelling ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const rows = Array.from({ length: 500 }, (_, index) => `row ${index}`);
    for (const [name, compress, head] of [
      ["by_xz", ["xz", 3], "fd377a585a00"],
      ["by_lzma", "lzma", "5d00008000ff"],
      ["by_bz2", ["bz2", 1], "425a68313141"],
    ] as const) {
      const value = asset(
        {
          name,
          ...manager,
          metadata: {
            wandb_artifact_configuration: {
              serialization_module: { name: "joblib", parameters: { compress } },
            },
          },
        },
        () => rows,
      );
      const reader = asset({ name: "reader", ...quiet, ins: { value } }, (inputs) => {
        expect(inputs.value).toEqual(rows);
      });
      await world.succeed([value, reader]);
      const bytes = await world.backend.inspect.content(`${place}/${name}:v0`, "output.joblib");
      expect(Buffer.from(bytes!.subarray(0, 6)).toString("hex")).toBe(head);
    }
    const bad = asset(
      {
        name: "bad",
        ...manager,
        metadata: wandbArtifact({
          serializationModule: { name: "joblib", parameters: { compress: ["xz", 10] } },
        }),
      },
      () => rows,
    );
    expect(await world.fail([bad])).toMatchObject({
      code: "E-W12",
      message: expect.stringContaining('a method, or a pair such as ["zlib", 3]'),
    });
  },
);

const evil = "cos\nsystem\n(S'echo harm'\ntR.";

test.for(passes)(
  "A60 F116 a malicious pickle is refused, whatever module it claims; nothing runs ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    for (const [module, fileName] of [
      ["pickle", "output.pickle"],
      ["dill", "output.dill"],
      ["cloudpickle", "output.cloudpickle"],
      ["joblib", "output.joblib"],
    ] as const) {
      await store(world, `evil_${module}`, fileName, evil, { source_serialization_module: module });
      const upstream = sourceAsset({ name: `evil_${module}`, ...manager });
      const reader = asset({ name: "reader", ...quiet, ins: { upstream } }, () => undefined);
      expect(await world.fail([upstream, reader])).toMatchObject({
        code: "E-R16",
        message: expect.stringMatching(/os.*system/),
        hint: expect.stringMatching(/allow|inspect/),
      });
    }
  },
);

test.for(passes)(
  "F116 what the policy forbids becomes inert when it is allowed or inspected ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await store(world, "evil", "output.pickle", evil);
    const upstream = sourceAsset({ name: "evil", ...manager });
    const seen: unknown[] = [];
    for (const options of [{ policy: "inspect" as const }, { allow: ["os.*"] }]) {
      const reader = asset(
        {
          name: "reader",
          ...quiet,
          ins: { upstream: assetIn(upstream, { metadata: fromWandb(options) }) },
        },
        (inputs) => void seen.push(inputs.upstream),
      );
      await world.succeed([upstream, reader]);
    }
    expect(seen.map((value) => typeof value)).toEqual(["object", "object"]);
  },
);

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
  "A63 F075 F113 what pickle cannot store is refused with advice, and leaves nothing ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const values: readonly (() => unknown)[] = [
      () =>
        (function* () {
          yield 1;
        })(),
      () => ({ deep: [() => 1] }),
      () => Symbol("x"),
    ];
    for (const value of values) {
      const refused = asset({ name: "refused", ...manager }, () => ({ value: value() }));
      expect(await world.fail([refused])).toMatchObject({
        code: "E-W12",
        hint: expect.stringMatching(/dill.*cloudpickle.*joblib/s),
      });
    }
    const parameters = asset(
      {
        name: "refused",
        ...manager,
        metadata: wandbArtifact({
          serializationModule: { name: "joblib", parameters: { compres: 3 } },
        }),
      },
      () => 1,
    );
    expect((await world.fail([parameters])).code).toBe("E-W12");
    await world.expectUntouched();
  },
);

test.for(passes)(
  "F074 F114 F115 F158 each module writes its own file, and readers find it without settings ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const modules = ["pickle", "dill", "cloudpickle", "joblib"] as const;
    const assets = modules.map((name) =>
      asset({ name, ...manager, metadata: wandbArtifact({ serializationModule: name }) }, () => ({
        module: name,
        numbers: [1, 2.5],
      })),
    );
    const seen: Record<string, unknown> = {};
    const reader = asset(
      {
        name: "reader",
        ...quiet,
        ins: Object.fromEntries(assets.map((one) => [one.key[0] ?? "", one])),
      },
      (inputs) => void Object.assign(seen, inputs),
    );
    await world.succeed([...assets, reader]);
    for (const module of modules) {
      const stored = await world.backend.inspect.artifact(`${place}/${module}:v0`);
      expect(Object.keys(stored?.entries ?? {})).toEqual([`output.${module}`]);
      expect(stored?.metadata["source_serialization_module"]).toBe(module);
      expect(seen[module]).toEqual({ module, numbers: [1, 2.5] });
    }
  },
);

test.for(passes)(
  "F115 an artifact that only happens to hold output.pickle is delivered as it is ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const own = asset({ name: "own", ...manager }, async () => {
      const draft = new ArtifactDraft({ name: "own", type: "dataset" });
      await draft.newFile("output.pickle", "no pickle at all");
      return draft;
    });
    const seen: unknown[] = [];
    const reader = asset(
      { name: "reader", ...quiet, ins: { own } },
      (inputs) => void seen.push(inputs.own.name),
    );
    await world.succeed([own, reader]);
    expect(seen).toEqual(["own:v0"]);
  },
);

test.for(passes)(
  "F158 F075 a codec of one's own writes and reads; without it the reader says what is missing ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const json: Codec = {
      name: "json",
      fileName: "output.json",
      mediaType: "application/json",
      dump: (value) => new TextEncoder().encode(JSON.stringify(value)),
      load: async (source) =>
        JSON.parse(new TextDecoder().decode(source instanceof Uint8Array ? source : undefined)),
      protocolOf: () => undefined,
    };
    const hooks = { codecs: defaultCodecs.with(json) };
    const value = asset(
      { name: "value", ...manager, metadata: wandbArtifact({ serializationModule: "json" }) },
      () => ({ a: 1 }),
    );
    const seen: unknown[] = [];
    const reader = asset(
      { name: "reader", ...quiet, ins: { value } },
      (inputs) => void seen.push(inputs.value),
    );
    await world.succeed([value, reader], { hooks });
    expect(seen).toEqual([{ a: 1 }]);
    const stored = sourceAsset({ name: "value", ...manager });
    const again = asset({ name: "again", ...quiet, ins: { value: stored } }, () => undefined);
    expect(await world.fail([stored, again])).toMatchObject({
      code: "E-R15",
      message: expect.stringContaining('"json"'),
    });
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

test.for(passes)("F074 a damaged value is a clear error ($name)", async (pass) => {
  await using world = await World.open(pass);
  await store(world, "damaged", "output.pickle", new Uint8Array([0x80, 5, 0x95]));
  const upstream = sourceAsset({ name: "damaged", ...manager });
  const reader = asset({ name: "reader", ...quiet, ins: { upstream } }, () => undefined);
  expect(await world.fail([upstream, reader])).toMatchObject({
    code: "E-R99",
    message: expect.stringContaining(`${place}/damaged:v0`),
  });
});
