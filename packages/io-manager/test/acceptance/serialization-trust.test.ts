import { asset, assetDefaults, assetIn, sourceAsset } from "@heddle/core";
import { expect, test } from "vitest";
import { fromWandb, wandbArtifact } from "../../src/index.ts";
import { store } from "../support/stored.ts";
import { passes, place, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;

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
