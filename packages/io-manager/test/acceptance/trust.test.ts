import { asset, assetDefaults, assetIn, sourceAsset } from "@heddle/core";
import { generateEd25519Keys } from "@heddle/serialization";
import { ArtifactDraft, WandbClient } from "@heddle/wandb-client";
import { defaultApiKey } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { fromWandb, wandbArtifact } from "../../src/index.ts";
import { entity, passes, place, project, steady, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;
const key = "0123456789abcdef0123456789abcdef";
const stored = sourceAsset({ name: "value", ...manager });
const value = asset({ name: "value", ...manager }, () => [1, 2, 3]);

test.for(passes)(
  "F117 a signed value is read, an unsigned or foreign one refused ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const seen: unknown[] = [];
    const reader = asset({ name: "reader", ...quiet, ins: { stored } }, (inputs) => {
      seen.push(inputs.stored);
    });
    const signed = { manager: { signing_key: key, policy: "signed" as const } };
    await world.succeed([value]);
    expect(await world.fail([reader], signed)).toMatchObject({
      code: "E-R22",
      message: expect.stringContaining("not signed"),
    });
    const big = asset({ name: "value", ...manager }, () => "x".repeat(400_000));
    await world.succeed([big], signed);
    await world.succeed([reader], signed);
    expect(seen).toEqual(["x".repeat(400_000)]);
    const other = { manager: { signing_key: key.toUpperCase(), policy: "signed" as const } };
    expect((await world.fail([reader], other)).code).toBe("E-R22");
    const without = { manager: { policy: "signed" as const } };
    expect(await world.fail([reader], without)).toMatchObject({
      code: "E-R22",
      hint: expect.stringContaining("signing_key"),
    });
    expect(JSON.stringify(world.logged)).not.toContain(key);
  },
);

test.for(steady)(
  "F117 altered content, and content signed as another artifact, are refused ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const signed = { manager: { signing_key: key } };
    await world.succeed([value, asset({ name: "other", ...manager }, () => "other")], signed);
    const client = new WandbClient({ apiKey: defaultApiKey, host: world.server.origin });
    const forge = async (name: string, bytes: Uint8Array, metadata: object): Promise<void> => {
      const draft = new ArtifactDraft({ name, type: "artifact", metadata: { ...metadata } });
      await draft.newFile("output.pickle", bytes);
      await client.logArtifact(draft, { entity, project });
    };
    const original = await client.artifact(`${place}/value:v0`);
    const other = await client.artifact(`${place}/other:v0`);
    const bytes = await (await other.entry("output.pickle")).bytes();
    await forge("value", bytes, original.metadata);
    const reader = asset(
      {
        name: "reader",
        ...quiet,
        ins: { stored: assetIn(stored, { metadata: fromWandb({ policy: "signed" }) }) },
      },
      () => undefined,
    );
    expect((await world.fail([reader], signed)).code).toBe("E-R22");
    await forge("value", bytes, {
      ...original.metadata,
      source_signature: other.metadata["source_signature"],
    });
    expect((await world.fail([reader], signed)).code).toBe("E-R22");
  },
);

test.for(steady)("F117 with Ed25519 the reader needs no secret ($name)", async (pass) => {
  await using world = await World.open(pass);
  const { privateKey, publicKey } = await generateEd25519Keys();
  await world.succeed([value], { manager: { signing_key: privateKey } });
  const seen: unknown[] = [];
  const reader = asset({ name: "reader", ...quiet, ins: { stored } }, (inputs) => {
    seen.push(inputs.stored);
  });
  await world.succeed([reader], { manager: { trusted_keys: [publicKey], policy: "signed" } });
  expect(seen).toEqual([[1, 2, 3]]);
});

test.for(steady)(
  "F117 a value far larger than its file is refused unless it is signed or expected ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const zeros = asset(
      {
        name: "value",
        ...manager,
        metadata: wandbArtifact({
          serializationModule: { name: "joblib", parameters: { compress: ["bz2", 1] } },
        }),
      },
      () => new Uint8Array(68_000_000),
    );
    const sizes: number[] = [];
    const reader = asset({ name: "reader", ...quiet, ins: { stored } }, (inputs) => {
      sizes.push((inputs.stored as Uint8Array).length);
    });
    await world.succeed([zeros], { manager: { signing_key: key } });
    expect(await world.fail([reader])).toMatchObject({
      code: "E-R99",
      hint: expect.stringContaining("max_decoded_bytes"),
    });
    await world.succeed([reader], { manager: { max_decoded_bytes: 100_000_000 } });
    await world.succeed([reader], { manager: { policy: "signed", signing_key: key } });
    expect(sizes).toEqual([68_000_000, 68_000_000]);
  },
);
