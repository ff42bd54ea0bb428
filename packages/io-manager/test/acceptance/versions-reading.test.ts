import { asset, assetDefaults, assetIn, sourceAsset, type } from "@heddle/core";
import { Artifact, ArtifactDraft } from "@heddle/wandb-client";
import { expect, test } from "vitest";
import { fromWandb, wandbArtifact } from "../../src/index.ts";
import { client, outside } from "../support/outside.ts";
import { passes, entity, place, project, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;

test.for(passes)(
  "A46 a version or an alias is the one that is read and used ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const source = asset(
      {
        name: "numbered",
        ...manager,
        metadata: wandbArtifact((context) => ({ aliases: aliasOf(context.tags) })),
      },
      (_, context) => context.tags["value"],
    );
    await world.succeed([source], { tags: { value: "first", alias: "special_alias" } });
    await world.succeed([source], { tags: { value: "second" } });
    await world.succeed([source], { tags: { value: "third" } });
    const external = sourceAsset({ name: "numbered", ...manager, type: type<string>() });
    const seen: unknown[] = [];
    const reader = asset(
      {
        name: "reader",
        ...quiet,
        ins: {
          byVersion: assetIn(external, { metadata: fromWandb({ version: "v1" }) }),
          byAlias: assetIn(external, { metadata: fromWandb({ alias: "special_alias" }) }),
          newest: assetIn(external),
        },
      },
      (inputs) => void seen.push(inputs.byVersion, inputs.byAlias, inputs.newest),
    );
    const { runId } = await world.succeed([external, reader]);
    expect(seen).toEqual(["second", "first", "third"]);
    for (const version of ["v0", "v1", "v2"]) {
      const stored = await world.backend.inspect.artifact(`${place}/numbered:${version}`);
      expect(stored?.usedBy).toEqual([runId]);
    }
  },
);

function aliasOf(tags: Readonly<Record<string, string>>): readonly string[] {
  return tags["alias"] === undefined ? [] : [tags["alias"]];
}

test.for(passes)(
  "A47 F101 refused configurations of an input use no artifact ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await outside(world, "my_artifact");
    const external = sourceAsset({ name: "my_artifact", ...manager });
    const cases: [string, Record<string, unknown>][] = [
      ["E-R01", { typo: 1 }],
      ["E-R02", { partitions: { "*": { get: "t" } } }],
      ["E-R03", { name: "my_artifact" }],
      ["E-R05", { version: "v0", alias: "latest" }],
      ["E-R06", { get: "t", get_path: "p" }],
      ["E-R21", { get: 3 }],
    ];
    for (const [code, configuration] of cases) {
      const reader = asset(
        {
          name: "reader",
          ...quiet,
          ins: {
            input: assetIn(external, { metadata: { wandb_artifact_configuration: configuration } }),
          },
        },
        () => undefined,
      );
      expect((await world.fail([external, reader])).code).toBe(code);
    }
    const stored = await world.backend.inspect.artifact(`${place}/my_artifact:v0`);
    expect(stored?.usedBy).toEqual([]);
    expect(world.backend.inspect.runs(place)).toEqual([]);
  },
);

test.for(passes)(
  "F150 within one run a reader gets the version that the run wrote, not a later one ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const seen: unknown[] = [];
    const source = asset({ name: "raced", ...manager }, (_, context) => context.runId);
    const between = asset({ name: "between", ...quiet, deps: [source] }, async () => {
      const draft = new ArtifactDraft({ name: "raced", type: "artifact" });
      await draft.newFile("other", "another run's");
      await client(world).logArtifact(draft, { entity, project });
    });
    const readerOf = (name: string, metadata: object): never =>
      asset(
        {
          name,
          ...quiet,
          deps: [between],
          ins: { raced: assetIn(source, { metadata: metadata as never }) },
        },
        ({ raced }) => void seen.push([name, raced]),
      ) as never;
    const { runId } = await world.succeed([
      source,
      between,
      readerOf("same_run", {}),
      readerOf("newest", fromWandb({ consistency: "latest" })),
    ]);
    const byName = Object.fromEntries(seen as [string, unknown][]);
    expect(byName["same_run"]).toBe(runId);
    expect(byName["newest"]).toBeInstanceOf(Artifact);
  },
);
