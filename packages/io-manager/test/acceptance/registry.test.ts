import { asset, assetDefaults, assetIn, sourceAsset, type } from "@heddle/core";
import { type Artifact, ArtifactDraft } from "@heddle/wandb-client";
import { expect, test } from "vitest";
import { z } from "zod";
import { fromWandb, wandbArtifact } from "../../src/index.ts";
import { passes, metadataOf, place, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const registry = "my_org-org/wandb-registry-model/my_models";

const myModel = asset({ name: "my_model", ...manager }, async () => {
  const draft = new ArtifactDraft({ name: "my_model", type: "model" });
  await draft.newFile("weights", "0.1 0.2");
  return draft;
});

test.for(passes)(
  "A64 F003 F004 F135 a model is linked to the registry by code, with an alias, and read from there ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const registered = asset(
      {
        name: "registered-model",
        outputRequired: false,
        config: z.object({ model_registry: z.string() }),
        ins: { artifact: assetIn(myModel) },
      },
      async ({ artifact }, context) => {
        await artifact.link(context.config.model_registry, { aliases: ["production"] });
      },
    );
    await expect(world.run([myModel, registered])).rejects.toThrow(/model_registry/);
    const result = await world.succeed([myModel, registered], {
      runConfig: {
        ops: {
          registered_model: { config: { model_registry: "my_org/wandb-registry-model/my_models" } },
        },
      },
    });
    const linked = await world.backend.inspect.artifact(`${registry}:production`);
    expect(linked).toMatchObject({ isLink: true });
    expect((await world.backend.inspect.artifact(`${place}/my_model:v0`))?.loggedBy).toBe(
      result.runId,
    );

    const seen: unknown[] = [];
    const model = sourceAsset({
      name: "production_model",
      ...manager,
      type: type<Artifact>(),
      metadata: { wandb_artifact_configuration: { external: registry } },
    });
    const reader = asset(
      {
        name: "reader",
        outputRequired: false,
        ins: { model: assetIn(model, { metadata: fromWandb({ alias: "production" }) }) },
      },
      async (inputs) => {
        seen.push(await (await inputs.model.entry("weights")).text());
      },
    );
    const second = await world.succeed([model, reader]);
    expect(seen).toEqual(["0.1 0.2"]);
    expect((await world.backend.inspect.artifact(`${place}/my_model:v0`))?.usedBy).toContain(
      second.runId,
    );
  },
);

test.for(passes)("A64 F004 the link can be declared on the asset ($name)", async (pass) => {
  await using world = await World.open(pass);
  const linked = asset(
    {
      name: "linked",
      ...manager,
      metadata: wandbArtifact({
        type: "model",
        link: { path: "wandb-registry-model/my_models", aliases: ["staging"] },
        tags: ["tagged"],
        ttl: { days: 30 },
        metadata: { accuracy: 0.9 },
      }),
    },
    () => [1],
  );
  const result = await world.succeed([linked]);
  expect(await world.backend.inspect.artifact(`${registry}:staging`)).toMatchObject({
    isLink: true,
  });
  expect(await world.backend.inspect.artifact(`${place}/linked:v0`)).toMatchObject({
    tags: ["tagged"],
    ttlDurationSeconds: 30 * 86_400,
    metadata: { accuracy: 0.9, source_integration: "@heddle/io-manager" },
  });
  expect(metadataOf((await result.materializations("linked"))[0])["wandb_artifact_name"]).toBe(
    "linked",
  );
});

test.for(passes)(
  "A64 a link that fails names the version that was stored ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const linked = asset(
      {
        name: "linked",
        ...manager,
        metadata: wandbArtifact({ link: "nobody/wandb-registry-x/c" }),
      },
      () => [1],
    );
    expect(await world.fail([linked])).toMatchObject({
      code: "E-W21",
      message: expect.stringContaining(`${place}/linked:v0`),
    });
  },
);
