import { asset, assetDefaults, assetIn, sourceAsset, type } from "@heddle/core";
import { staticPartitions } from "@heddle/partitions";
import { defaultCodecs, PickleError, type Codec } from "@heddle/serialization";
import { type Artifact, ArtifactDraft, Table } from "@heddle/wandb-client";
import { expect, test } from "vitest";
import { fromWandb, wandbArtifact, wandbOutput } from "../../src/index.ts";
import { passes, place, steady, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;
test.for(passes)(
  "settings may come with the value, or from a function of the step ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const model = asset(
      {
        name: "model",
        ...manager,
        partitions: staticPartitions(["a"]),
        metadata: wandbArtifact((context) => ({
          type: "model",
          description: `partition ${context.partitionKey} of ${context.assetKey?.join("/")}`,
          metadata: { from: "definition" },
        })),
      },
      () =>
        wandbOutput([1, 2], { metadata: { accuracy: 0.9 }, aliases: ["good"], runAlias: false }),
    );
    await world.succeed([model], { partitionKey: "a" });
    expect(await world.backend.inspect.artifact(`${place}/model.a:v0`)).toMatchObject({
      type: "model",
      description: "partition a of model",
      metadata: { accuracy: 0.9 },
      aliases: expect.arrayContaining(["good", "latest"]),
    });
  },
);

test.for(passes)(
  "two projects with the same artifact never share a cache entry ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const seen: unknown[] = [];
    const value = sourceAsset({ name: "value", ...manager, type: type<string>() });
    const reader = asset({ name: "reader", ...quiet, ins: { value } }, (inputs) => {
      seen.push(inputs.value);
    });
    for (const project of ["first", "second"]) {
      const own = asset({ name: "value", ...manager }, () => project);
      await world.succeed([own], { config: { project } });
    }
    for (const project of ["first", "second", "first"]) {
      await world.succeed([reader], { config: { project } });
    }
    expect(seen).toEqual(["first", "second", "first"]);
  },
);

test.for(steady)(
  "a second read of a version downloads nothing and asks at most once ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const value = asset({ name: "value", ...manager }, () => "value");
    await world.succeed([value]);
    const stored = sourceAsset({ name: "value", ...manager });
    const first = asset({ name: "first", ...quiet, ins: { stored } }, () => {
      world.backend.inspect.clearRequests();
    });
    let between: readonly string[] = [];
    const second = asset({ name: "second", ...quiet, deps: [first], ins: { stored } }, () => {
      between = world.backend.inspect
        .requests()
        .map((request) => request.operation ?? request.path);
    });
    await world.succeed([first, second]);
    expect(between).toEqual(["ArtifactMembershipByName"]);
  },
);

test.for(passes)("a lazy artifact fetches entry by entry ($name)", async (pass) => {
  await using world = await World.open(pass);
  const files = asset({ name: "files", ...manager }, async () => {
    const draft = new ArtifactDraft({ name: "files", type: "dataset" });
    await draft.newFile("a.txt", "a");
    await draft.newFile("b.txt", "b");
    await draft.add(new Table({ columns: ["x"], data: [[1]] }), "t");
    return draft;
  });
  await world.succeed([files]);
  const stored = sourceAsset({ name: "files", ...manager, type: type<Artifact>() });
  const seen: unknown[] = [];
  const reader = asset(
    {
      name: "reader",
      ...quiet,
      ins: { files: assetIn(stored, { metadata: fromWandb({ download: "lazy" }) }) },
    },
    async (inputs) => {
      seen.push((await world.files()).filter((path) => path.endsWith(".txt")).length);
      seen.push(await (await inputs.files.entry("a.txt")).text());
      seen.push(await (await inputs.files.entry("a.txt")).bytes());
    },
  );
  await world.succeed([reader]);
  expect(seen).toEqual([0, "a", new Uint8Array([97])]);
  expect((await world.files()).filter((path) => path.endsWith(".txt"))).toHaveLength(1);
});

test.for(passes)(
  "the forms of a whole artifact: artifact, path and stream ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const value = asset({ name: "value", ...manager }, () => [1]);
    const seen: unknown[] = [];
    const reader = asset(
      {
        name: "reader",
        ...quiet,
        ins: {
          artifact: assetIn(value, { metadata: fromWandb({ as: "artifact" }) }),
          path: assetIn(value, { metadata: fromWandb({ as: "path" }) }),
          stream: assetIn(value, { metadata: fromWandb({ as: "stream" }) }),
          file: assetIn(value, { metadata: fromWandb({ getPath: "output.pickle", as: "stream" }) }),
        },
      },
      async (inputs) => {
        seen.push(inputs.artifact.name, inputs.path.includes("value"));
        for (const stream of [inputs.stream, inputs.file]) {
          let size = 0;
          for await (const chunk of stream) size += chunk.length;
          seen.push(size > 0);
        }
      },
    );
    await world.succeed([value, reader]);
    expect(seen).toEqual(["value:v0", true, true, true]);
  },
);

test.for(steady)("progress of uploads and downloads is told ($name)", async (pass) => {
  await using world = await World.open(pass);
  const told: string[] = [];
  const hooks = {
    onProgress: (
      progress: { readonly direction: string; readonly bytes: number; readonly bytesTotal: number },
      subject: { readonly stepKey: string; readonly artifact: string },
    ): void => {
      if (progress.bytes === progress.bytesTotal) {
        told.push(`${progress.direction} ${subject.stepKey} ${subject.artifact}`);
      }
    },
  };
  const value = asset({ name: "value", ...manager }, () => "x".repeat(1000));
  const reader = asset({ name: "reader", ...quiet, ins: { value } }, () => undefined);
  await world.succeed([value, reader], { hooks });
  expect(new Set(told)).toEqual(new Set(["upload value value", "download reader value:v0"]));
});

test.for(steady)(
  "content that is not what the manifest says is refused, and nothing is kept ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const value = asset({ name: "value", ...manager }, () => "value");
    await world.succeed([value]);
    world.backend.faults.rate({
      rate: 1,
      surface: "download",
      path: /artifact-file/,
      actions: [{ kind: "corrupt", offset: 3 }],
    });
    const stored = sourceAsset({ name: "value", ...manager });
    const reader = asset({ name: "reader", ...quiet, ins: { stored } }, () => undefined);
    expect(await world.fail([reader])).toMatchObject({
      code: "E-R17",
      message: expect.stringContaining(`${place}/value:v0`),
    });
    expect((await world.files()).filter((path) => path.includes("output.pickle"))).toEqual([]);
    world.backend.faults.clear();
    await world.succeed([reader]);
  },
);

test.for(steady)(
  "a use that cannot be recorded is a warning, and the value arrives ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const value = asset({ name: "value", ...manager }, () => "value");
    await world.succeed([value]);
    world.backend.faults.rate({
      rate: 1,
      operation: "UseArtifact",
      actions: [{ kind: "status", status: 400 }],
    });
    const stored = sourceAsset({ name: "value", ...manager });
    const seen: unknown[] = [];
    const reader = asset({ name: "reader", ...quiet, ins: { stored } }, (inputs) => {
      seen.push(inputs.stored);
    });
    await world.succeed([reader]);
    expect(seen).toEqual(["value"]);
    expect(world.warnings).toEqual([expect.stringContaining("could not be recorded")]);
  },
);

test.for(steady)(
  "a W&B object of another class than the input asks for is refused ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const { Html } = await import("@heddle/wandb-client");
    const page = asset({ name: "page", ...manager }, () => new Html("<p>x</p>"));
    const reader = asset(
      {
        name: "reader",
        ...quiet,
        ins: { page: assetIn(page, { metadata: fromWandb({ get: "Html", as: Table }) }) },
      },
      () => undefined,
    );
    expect(await world.fail([page, reader])).toMatchObject({
      code: "E-R20",
      message: expect.stringMatching(/Html.*Table/),
    });
  },
);

test.for(steady)(
  "a serialization module that lacks something here says what ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const lacking: Codec = {
      name: "lacking",
      fileName: "output.lacking",
      mediaType: "application/octet-stream",
      dump: () => {
        throw new PickleError({
          code: "SERIALIZATION_UNSUPPORTED_COMPRESSION",
          message: "brotli is not installed",
        });
      },
      load: () => Promise.resolve(undefined),
      protocolOf: () => undefined,
    };
    const value = asset(
      { name: "value", ...manager, metadata: wandbArtifact({ serializationModule: "lacking" }) },
      () => 1,
    );
    expect(
      await world.fail([value], { hooks: { codecs: defaultCodecs.with(lacking) } }),
    ).toMatchObject({
      code: "E-W13",
      message: expect.stringContaining("brotli"),
    });
    await world.expectUntouched();
  },
);

test.for(passes)("the cache stays below its bound ($name)", async (pass) => {
  await using world = await World.open(pass);
  let now = Date.now();
  const options = { hooks: { clock: () => now }, manager: { cache_max_bytes: 2500 } };
  for (const name of ["one", "two", "three"]) {
    const big = asset({ name, ...manager }, () => "x".repeat(1000));
    const reader = asset({ name: "reader", ...quiet, ins: { big } }, () => undefined);
    await world.succeed([big, reader], options);
    now += 120_000;
  }
  await world.succeed([asset({ name: "last", ...manager }, () => 1)], options);
  const kept = (await world.files()).filter((path) => path.endsWith("output.pickle"));
  expect(kept.map((path) => path.split("/").at(-4))).toEqual(["three", "two"]);
});

test.for(steady)(
  "unknown metadata keys and partition entries that match nothing are warned about ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const parts = asset(
      {
        name: "parts",
        ...manager,
        partitions: staticPartitions(["a", "b"]),
        metadata: { wandb_artifact_config: {} },
      },
      () => 1,
    );
    await world.succeed([parts], { partitionKey: "a" });
    const upstream = sourceAsset({
      name: "parts",
      ...manager,
      partitions: staticPartitions(["a", "b"]),
    });
    const reader = asset(
      {
        name: "reader",
        ...quiet,
        ins: {
          all: assetIn(upstream, {
            metadata: { wandb_artifact_configuration: { partitions: { z: { version: "v0" } } } },
          }),
        },
      },
      async ({ all }) => void (await all.get("a")),
    );
    await world.succeed([reader]);
    expect(world.warnings).toEqual([
      expect.stringContaining('"wandb_artifact_config" has no effect'),
      expect.stringContaining('entry for "z"'),
    ]);
  },
);

test.for(passes)(
  "an external artifact of another project is read by its path ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const away = asset({ name: "away", ...manager }, () => "from away");
    await world.succeed([away], { config: { entity: "other_entity", project: "elsewhere" } });
    const here = sourceAsset({ name: "here", ...manager, type: type<string>() });
    const seen: unknown[] = [];
    const reader = asset(
      {
        name: "reader",
        ...quiet,
        ins: {
          here: assetIn(here, { metadata: fromWandb({ external: "other_entity/elsewhere/away" }) }),
        },
      },
      (inputs) => void seen.push(inputs.here),
    );
    const result = await world.succeed([reader]);
    expect(seen).toEqual(["from away"]);
    const stored = await world.backend.inspect.artifact("other_entity/elsewhere/away:v0");
    expect(stored?.usedBy).toEqual([result.runId]);
  },
);
