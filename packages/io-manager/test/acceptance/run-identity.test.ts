import { asset, assetDefaults, type } from "@heddle/core";
import { WandbClient } from "@heddle/wandb-client";
import { defaultApiKey } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { wandbResource } from "../../src/index.ts";
import { passes, entity, metadataOf, place, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const value = asset({ name: "value", ...manager }, () => 1);

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
