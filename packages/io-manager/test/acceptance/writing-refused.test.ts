import { asset, assetDefaults, job, op, opOut } from "@heddle/core";
import { ArtifactDraft } from "@heddle/wandb-client";
import { defaultApiKey } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { wandbArtifact } from "../../src/index.ts";
import { passes, place, steady, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });

const committed = async (world: World): Promise<unknown> => {
  const { WandbClient } = await import("@heddle/wandb-client");
  const client = new WandbClient({
    apiKey: defaultApiKey,
    host: world.server.origin,
    retry: { minDelayMs: 1, maxDelayMs: 4 },
  });
  return client.logArtifact(new ArtifactDraft({ name: "made_before", type: "dataset" }), {
    entity: "other_entity",
    project: "elsewhere",
  });
};

const draft = (over: object = {}): ArtifactDraft =>
  new ArtifactDraft({ name: "refused", type: "dataset", ...over });

const negative: readonly [code: string, metadata: Record<string, unknown>, value: () => unknown][] =
  [
    ["E-W02", { typo: 1 }, () => 1],
    ["E-W03", { serialization_module: { name: "msgpack" } }, () => 1],
    ["E-W04", { name: "n" }, () => draft()],
    ["E-W05", { type: "t" }, () => draft()],
    ["E-W06", { description: "one" }, () => draft({ description: "two" })],
    ["E-W07", { name: "n" }, () => 1],
    ["E-W14", { type: "job" }, () => 1],
    ["E-W16", { metadata: { source_mine: 1 } }, () => 1],
    ["E-W17", { aliases: ["v1"] }, () => 1],
    ["E-W20", { ttl: "soon" }, () => 1],
  ];

test.for(passes)(
  "A20 F060 F063 F074 each refused configuration of an asset leaves nothing behind ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    for (const [code, configuration, value] of negative) {
      const refused = asset(
        { name: "refused", ...manager, metadata: { wandb_artifact_configuration: configuration } },
        value,
      );
      expect(await world.fail([refused])).toMatchObject({ code, hint: expect.stringMatching(/./) });
    }
    const both = asset(
      {
        name: "refused",
        ...manager,
        metadata: { wandb_artifact_configuration: {}, wandb_artifact_arguments: {} },
      },
      () => 1,
    );
    expect((await world.fail([both])).code).toBe("E-W19");
    await world.expectUntouched();
  },
);

test.for(passes)(
  "A20 F062 F064 an op without a name, and a missing type when it is required ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const write = op(
      { name: "write", out: opOut({ ioManagerKey: "wandb_artifacts_manager" }) },
      () => 1,
    );
    const writing = job({ name: "writing", resources: world.resources() }, () => void write());
    const result = await writing.executeInProcess({ raiseOnError: false });
    expect(String(result.error)).toContain("name");
    const typeless = asset({ name: "typeless", ...manager }, () => 1);
    expect((await world.fail([typeless], { manager: { require_type: true } })).code).toBe("E-W14");
    await world.expectUntouched();
    await world.succeed([typeless]);
    expect((await world.backend.inspect.artifact(`${place}/typeless:v0`))?.type).toBe("artifact");
  },
);

test.for(passes)("A20 an Artifact that was logged already is refused ($name)", async (pass) => {
  await using world = await World.open(pass);
  const before = await committed(world);
  const again = asset({ name: "again", ...manager }, () => before);
  expect((await world.fail([again])).code).toBe("E-W10");
  expect(await world.backend.inspect.artifacts(place)).toEqual([]);
});

test.for(passes)(
  "A20 F061 a name that has another type already is a clear conflict ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const [one, two] = ["one", "two"].map((type) =>
      asset({ name: "typed", ...manager, metadata: wandbArtifact({ type }) }, () => type),
    );
    await world.succeed([one as never]);
    const error = await world.fail([two as never]);
    expect(error.code).toBe("E-W99");
    expect(error.message).toMatch(/one|type/);
    expect(await world.backend.inspect.artifacts(place)).toHaveLength(1);
  },
);

test.for(steady)(
  "A20 more metadata keys than W&B allows are refused before anything is sent ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const metadata = Object.fromEntries(
      Array.from({ length: 95 }, (_, index) => [`k${index}`, index]),
    );
    const crowded = asset(
      { name: "crowded", ...manager },
      () => new ArtifactDraft({ name: "crowded", type: "dataset", metadata }),
    );
    expect((await world.fail([crowded])).code).toBe("E-W16");
    await world.expectUntouched();
  },
);
