import { access, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  asset,
  assetDefaults,
  assetIn,
  ephemeralInstance,
  Instance,
  sourceAsset,
} from "@heddle/core";
import { expect, test } from "vitest";
import { wandbArtifact, wandbArtifactsIOManager } from "../../src/index.ts";
import { passes, steady, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const value = asset({ name: "value", ...manager }, () => 1);
const storedValue = sourceAsset({ name: "value", ...manager });
const downloads = (world: World): number =>
  world.backend.inspect
    .requests({ surface: "download" })
    .filter((request) => request.path.includes("artifact-file")).length;

test.for(steady)(
  "A02 F020 F021 F028 F029 F031 files not opened for the configured time go after the next call, younger ones stay ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    let now = Date.now();
    const options = {
      hooks: { clock: () => now },
      manager: { cache_duration_in_minutes: 60 },
    };
    const reader = asset(
      { name: "reader", outputRequired: false, ins: { value: storedValue } },
      () => undefined,
    );
    await world.succeed([value], options);
    await world.succeed([storedValue, reader], options);
    const cached = (await world.files()).filter((path) => path.endsWith("output.pickle"));
    expect(cached).toHaveLength(1);
    const before = downloads(world);
    now += 59 * 60_000;
    await world.succeed([storedValue, reader], options);
    expect(downloads(world)).toBe(before);
    now += 61 * 60_000;
    await Promise.all(cached.map((path) => access(path)));
    await world.succeed([asset({ name: "other", ...manager }, () => 2)], options);
    expect((await world.files()).filter((path) => path.endsWith("output.pickle"))).toEqual([]);
  },
);

test.for(steady)("F032 the cache keeps files for 30 days by default ($name)", async (pass) => {
  await using world = await World.open(pass);
  let now = Date.now();
  const hooks = { clock: () => now };
  const reader = asset(
    { name: "reader", outputRequired: false, ins: { value: storedValue } },
    () => undefined,
  );
  const write = asset({ name: "other", ...manager }, (_, context) => context.runId);
  await world.succeed([value], { hooks });
  await world.succeed([storedValue, reader], { hooks });
  const cached = async (): Promise<number> =>
    (await world.files()).filter((path) => path.endsWith("output.pickle")).length;
  const minute = 60_000;
  now += 30 * 24 * 60 * minute - 60 * minute;
  await world.succeed([write], { hooks });
  expect(await cached()).toBe(1);
  now += 61 * minute;
  await world.succeed([write], { hooks });
  expect(await cached()).toBe(0);
});

test.for(passes)(
  "F030 with duration 0 the content is readable during the step and gone after it ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const seen: string[] = [];
    const files = asset(
      { name: "files", ...manager, metadata: wandbArtifact({ type: "dataset" }) },
      () => "content",
    );
    const reader = asset(
      {
        name: "reader",
        outputRequired: false,
        ins: { files: inputOf(files, { get_path: "output.pickle" }) },
      },
      async (inputs) => {
        const path = String(inputs.files);
        await access(path);
        seen.push(path);
      },
    );
    const later = asset({ name: "later", outputRequired: false, deps: [reader] }, async () => {
      await expect
        .poll(() =>
          access(seen[0] ?? "").then(
            () => "there",
            () => "gone",
          ),
        )
        .toBe("gone");
    });
    await world.succeed([files, reader, later], { manager: { cache_duration_in_minutes: 0 } });
    expect(seen).toHaveLength(1);
    expect(await world.files()).toEqual([]);
  },
);

function inputOf(upstream: unknown, configuration: Record<string, unknown>): never {
  return assetIn(upstream as never, {
    metadata: { wandb_artifact_configuration: configuration },
  }) as never;
}

test.for(passes)("F025 F002 all files of a run lie below base_dir ($name)", async (pass) => {
  await using world = await World.open(pass);
  const before = await readdir(process.cwd());
  const seen: string[] = [];
  const big = asset({ name: "big", ...manager }, () => new Uint8Array(400_000));
  const reader = asset(
    {
      name: "reader",
      outputRequired: false,
      ins: { path: inputOf(big, { get_path: "output.pickle" }) },
    },
    (inputs) => void seen.push(String(inputs.path)),
  );
  await world.succeed([big, reader]);
  expect(seen[0]?.startsWith(join(world.baseDir, "storage", "wandb_artifacts_manager"))).toBe(true);
  expect(await readdir(process.cwd())).toEqual(before);
});

test.for(passes)(
  "F026 without base_dir files go to the instance's home, or nowhere ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const home = await mkdtemp(join(tmpdir(), "heddle-home-"));
    const { storage } = ephemeralInstance();
    const without = {
      resources: { wandb_artifacts_manager: wandbArtifactsIOManager.configured({}) },
    };
    const reader = asset(
      { name: "reader", outputRequired: false, ins: { value } },
      () => undefined,
    );
    try {
      await world.succeed([value, reader], {
        ...without,
        instance: new Instance({ storage, home }),
      });
      expect(await readdir(join(home, "storage"))).toEqual(["wandb_artifacts_manager"]);
      const before = (await readdir(tmpdir())).filter((name) => name.startsWith("heddle-files-"));
      await world.succeed([value, reader], without);
      const after = (await readdir(tmpdir())).filter((name) => name.startsWith("heddle-files-"));
      expect(after).toEqual(before);
      expect(await world.files()).toEqual([]);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  },
);
