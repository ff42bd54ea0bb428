import { access, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  asset,
  assetDefaults,
  assetIn,
  ephemeralInstance,
  Instance,
  job,
  makeValuesResource,
  op,
  opOut,
  parseRunConfig,
  setRunConfig,
  sourceAsset,
  type,
} from "@heddle/core";
import { WandbClient } from "@heddle/wandb-client";
import { defaultApiKey } from "@heddle/wandb-mock";
import { wandbHandlers } from "@heddle/wandb-mock/msw";
import { setupServer } from "msw/node";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  wandbArtifact,
  wandbArtifactsIOManager,
  wandbConfig,
  wandbResource,
} from "../../src/index.ts";
import {
  passes,
  steady,
  entity,
  metadataOf,
  place,
  project,
  rootError,
  World,
} from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const value = asset({ name: "value", ...manager }, () => 1);
const storedValue = sourceAsset({ name: "value", ...manager });
const out = (name: string, ioManagerKey = "wandb_artifacts_manager"): ReturnType<typeof opOut> =>
  opOut({ ioManagerKey, metadata: wandbArtifact({ name, type: "dataset" }) }) as never;
const downloads = (world: World): number =>
  world.backend.inspect
    .requests({ surface: "download" })
    .filter((request) => request.path.includes("artifact-file")).length;

test.for(passes)(
  "A01 O704 F001 F007 F015 F016 F017 F019 F022 F036 F039 F041 a job with run config, the key from the environment and the manager as io_manager ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const writing = op({ name: "writing", out: out("my_artifact", "io_manager") }, () => [1, 2, 3]);
    const guide = job(
      {
        name: "simple_job",
        resources: {
          wandb_config: makeValuesResource({ entity: z.string(), project: z.string() }),
          wandb_resource: wandbResource.configured({
            api_key: { env: "WANDB_API_KEY" },
            host: world.server.origin,
            retry: { min_delay_ms: 1, max_delay_ms: 4 },
          }),
          io_manager: wandbArtifactsIOManager.configured({ base_dir: world.baseDir }),
        },
      },
      () => void writing(),
    );
    const environment = { WANDB_API_KEY: defaultApiKey };
    await expect(guide.executeInProcess({ environment })).rejects.toThrow(/entity|wandb_config/);
    const runConfig = { resources: { wandb_config: { config: { entity, project } } } };
    await expect(guide.executeInProcess({ runConfig, environment: {} })).rejects.toThrow(
      /WANDB_API_KEY/,
    );
    await world.expectUntouched();
    const yaml = `
resources:
 wandb_config:
  config:
   entity: ${entity}
   project: ${project}
`;
    const assignments = [
      `resources.wandb_config.config.entity=${entity}`,
      `resources.wandb_config.config.project=${project}`,
    ];
    for (const given of [parseRunConfig(yaml), setRunConfig({}, assignments)]) {
      const other = await guide.executeInProcess({ environment, runConfig: given });
      expect(world.backend.inspect.run(`${place}/${other.runId}`)?.state).toBe("finished");
    }
    const result = await guide.executeInProcess({ environment, runConfig });
    expect(world.backend.inspect.run(`${place}/${result.runId}`)).toMatchObject({
      name: result.runId,
      displayName: `dagster-run-${result.runId.slice(0, 8)}`,
      tags: ["dagster_wandb"],
      state: "finished",
      exitCode: 0,
    });
    const stored = await world.backend.inspect.artifact(`${place}/my_artifact:v0`);
    expect(stored?.aliases).toContain(`dagster-run-${result.runId.slice(0, 8)}`);
  },
);

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

test.for(passes)(
  "A03 F013 a private server with a trailing slash gets the calls, and its address stands in the links ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const result = await world.succeed([value], {
      resources: {
        wandb_resource: wandbResource.configured({
          api_key: defaultApiKey,
          host: `${world.server.origin}/`,
          retry: { min_delay_ms: 1, max_delay_ms: 4 },
        }),
      },
    });
    const [event] = await result.materializations("value");
    expect(metadataOf(event)["wandb_artifact_url"]).toBe(
      `${world.server.origin}/${place}/artifacts/artifact/value/v0`,
    );
  },
);

test.for(passes)(
  "A04 F033 F038 F040 F041 run id, name and tags; the second use resumes ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const options = { manager: { run_id: "my-run", run_name: "my run", run_tags: ["a", "b"] } };
    const first = await world.succeed([value], options);
    await world.succeed([asset({ name: "other", ...manager }, () => 2)], {
      manager: { runId: "my-run", runName: "my run", runTags: ["a", "dagster_wandb"] },
    });
    expect(world.backend.inspect.runs(place)).toMatchObject([
      { name: "my-run", displayName: "my run", tags: ["a", "dagster_wandb"] },
    ]);
    expect(metadataOf((await first.materializations("value"))[0])).toMatchObject({
      wandb_run_id: "my-run",
      wandb_run_name: "my run",
    });
  },
);

test.for(passes)("A04 F040 F041 own tags come before the integration's ($name)", async (pass) => {
  await using world = await World.open(pass);
  await world.succeed([value], { manager: { run_tags: ["a", "b"] } });
  expect(world.backend.inspect.runs(place)[0]?.tags).toEqual(["a", "b", "dagster_wandb"]);
});

test.for(passes)(
  "A05 F006 F037 F156 metrics that user code logs under the same run id share one W&B run with the artifact ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const tracked = asset(
      {
        name: "tracked",
        ...manager,
        resources: {
          wandb_resource: wandbResource,
          wandb_config: type<{ entity: string; project: string }>(),
        },
      },
      async (_, { resources, runId }) => {
        const { entity: owner, project: name } = resources.wandb_config;
        const run = await resources.wandb_resource.run({
          id: runId,
          entity: owner,
          project: name,
          resume: "allow",
        });
        await run.log({ accuracy: 0.9 });
        await run.finish();
        return [1];
      },
    );
    const result = await world.succeed([tracked]);
    const runs = world.backend.inspect.runs(place);
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ name: result.runId, state: "finished" });
    expect(runs[0]?.history).toMatchObject([{ accuracy: 0.9 }]);
    expect(runs[0]?.summary).toMatchObject({ accuracy: 0.9 });
    const stored = await world.backend.inspect.artifact(`${place}/tracked:v0`);
    expect(stored?.loggedBy).toBe(result.runId);
    expect(metadataOf((await result.materializations("tracked"))[0])["wandb_run_url"]).toBe(
      `${world.server.origin}/${place}/runs/${result.runId}`,
    );
  },
);

test.for(passes)(
  "A06 O701 F157 the guide's wandb_run_id is an alias of run_id and warns once ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const other = asset({ name: "other", ...manager }, () => 2);
    await world.succeed([value, other], { manager: { wandb_run_id: "my_resumable_run_id" } });
    await world.succeed([value], { manager: { run_id: "my_resumable_run_id" } });
    expect(world.backend.inspect.runs(place).map((run) => run.name)).toEqual([
      "my_resumable_run_id",
    ]);
    expect(world.warnings.filter((line) => line.includes("wandb_run_id"))).toHaveLength(1);
  },
);

test.for(passes)(
  "F008 F023 without a key the configuration is refused, and the key named ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const resources = { ...world.resources(), wandb_resource: wandbResource };
    const error = await world.run([value], { resources }).then(
      (result) => result.error,
      (thrown: unknown) => thrown,
    );
    expect(JSON.stringify(toText(error))).toContain("api_key");
    await world.expectUntouched();
  },
);

test.for(passes)(
  "F010 without an entity the account's default entity is used ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const result = await world.succeed([value], {
      resources: { wandb_config: wandbConfig.configured({ project }) },
    });
    expect(world.backend.inspect.runs(`ada/${project}`)).toHaveLength(1);
    expect(metadataOf((await result.materializations("value"))[0])["wandb_entity"]).toBe("ada");
  },
);

test.for(passes)("F014 a service account's key attributes the run to it ($name)", async (pass) => {
  await using world = await World.open(pass);
  const apiKey = "local-ffffffffffffffffffffffffffffffffffffffff";
  world.backend.addAccounts({ serviceAccounts: [{ username: "robot", apiKey, team: entity }] });
  await world.succeed([value], {
    resources: {
      wandb_resource: wandbResource.configured({
        api_key: apiKey,
        host: world.server.origin,
        retry: { min_delay_ms: 1, max_delay_ms: 4 },
      }),
    },
  });
  expect(world.backend.inspect.runs(place)[0]?.user).toBe("robot");
});

test.for(passes)("F018 two assets write to two projects in one run ($name)", async (pass) => {
  await using world = await World.open(pass);
  const other = asset(
    {
      name: "other",
      ...manager,
      metadata: wandbArtifact({ project: "second", entity: "other_entity" }),
    },
    () => 2,
  );
  const reader = asset(
    { name: "reader", ...manager, ins: { value, other } },
    (inputs) => inputs.value + inputs.other,
  );
  const third = asset({ name: "third", ioManagerKey: "third_manager" }, () => 3);
  const result = await world.succeed([value, other, reader, third], {
    resources: {
      third_manager: boundTo(world, "third_project"),
    },
  });
  for (const path of [place, "other_entity/second", `${entity}/third_project`]) {
    expect(world.backend.inspect.runs(path).map((run) => run.name)).toEqual([result.runId]);
  }
  expect(await world.backend.inspect.artifact("other_entity/second/other:v0")).toBeDefined();
  expect(await world.backend.inspect.artifact(`${entity}/third_project/third:v0`)).toBeDefined();
});

function boundTo(world: World, name: string): never {
  return wandbArtifactsIOManager.configured({ base_dir: world.baseDir, project: name }) as never;
}

test.for(steady)("F024 without a host the calls go to the public cloud ($name)", async (pass) => {
  await using world = await World.open(pass);
  const network = setupServer(...wandbHandlers(world.backend));
  network.listen({ onUnhandledRequest: "bypass" } as never);
  try {
    const result = await world.succeed([value], {
      resources: { wandb_resource: wandbResource.configured({ api_key: defaultApiKey }) },
    });
    expect(metadataOf((await result.materializations("value"))[0])["wandb_artifact_url"]).toBe(
      `https://wandb.ai/${place}/artifacts/artifact/value/v0`,
    );
    expect(new WandbClient({ apiKey: defaultApiKey }).host).toBe("https://api.wandb.ai");
  } finally {
    network.close();
  }
});

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

test.for(passes)(
  "F027 F035 F023 wrong settings are refused before any request ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const wrong: [string, Record<string, unknown>][] = [
      ..."/\\#?%:"
        .split("")
        .map((character): [string, Record<string, unknown>] => [
          character,
          { run_id: `a${character}b` },
        ]),
      ["64", { run_id: "x".repeat(65) }],
      ["cache_duration_in_minutes", { cache_duration_in_minutes: -1 }],
      ["cache_duration_in_minutes", { cache_duration_in_minutes: 1.5 }],
      ["run_idd", { run_idd: "x" }],
      ["run_id", { run_id: "a", runId: "b" }],
    ];
    for (const [text, config] of wrong) {
      const attempt = async (): Promise<unknown> =>
        (await world.run([value], { manager: config })).error;
      const error = await attempt().catch((thrown: unknown) => thrown);
      expect(JSON.stringify(toText(error))).toContain(JSON.stringify(text).slice(1, -1));
    }
    expect(world.backend.inspect.requests()).toEqual([]);
  },
);

test.for(passes)(
  "F034 the id of a deleted run cannot be used again, and the error says so ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await world.succeed([value], { manager: { run_id: "once" } });
    const client = new WandbClient({
      apiKey: defaultApiKey,
      host: world.server.origin,
      retry: { minDelayMs: 1, maxDelayMs: 4 },
    });
    await client.graphql(
      "mutation DeleteRun($id: ID!) { deleteRun(input: { id: $id }) { clientMutationId } }",
      { id: world.backend.inspect.run(`${place}/once`)?.id },
    );
    const error = await world.fail([value], { manager: { run_id: "once" } });
    expect(error).toMatchObject({ code: "E-W99", message: expect.stringContaining('"once"') });
  },
);

test.for(passes)(
  "F009 F011 F086 an empty project is refused before any request ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const error = await world
      .run([value], {
        resources: { wandb_config: makeValuesResource().configured({ project: "" }) },
      })
      .then(
        (result) => result.error,
        (thrown: unknown) => thrown,
      );
    expect(rootError(error).code).toBe("WANDB_RESOURCE_CONFIG");
    expect(world.backend.inspect.requests()).toEqual([]);
  },
);

test.for(passes)("A01 a failed run leaves its W&B run failed ($name)", async (pass) => {
  await using world = await World.open(pass);
  const broken = asset({ name: "broken", ...manager, ins: { value } }, () => {
    throw new Error("on purpose");
  });
  const result = await world.run([value, broken]);
  expect(result.success).toBe(false);
  expect(world.backend.inspect.runs(place)).toMatchObject([
    { name: result.runId, state: "failed", exitCode: 1 },
  ]);
});

function toText(error: unknown): unknown {
  const seen: unknown[] = [];
  for (let current = error; current instanceof Error; current = current.cause) {
    seen.push(current.message, (current as { readonly problems?: unknown }).problems);
  }
  return seen;
}
