import { asset, assetDefaults, sourceAsset } from "@heddle/core";
import { type Codec, defaultCodecs } from "@heddle/serialization";
import { ArtifactDraft } from "@heddle/wandb-client";
import { expect, test } from "vitest";
import { wandbArtifact } from "../../src/index.ts";
import { passes, place, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;

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
