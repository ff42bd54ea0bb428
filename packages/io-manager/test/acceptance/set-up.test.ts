import {
  asset,
  assetDefaults,
  job,
  makeValuesResource,
  op,
  opOut,
  parseRunConfig,
  setRunConfig,
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
const out = (name: string, ioManagerKey = "wandb_artifacts_manager"): ReturnType<typeof opOut> =>
  opOut({ ioManagerKey, metadata: wandbArtifact({ name, type: "dataset" }) }) as never;

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
