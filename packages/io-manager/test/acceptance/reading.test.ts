import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  asset,
  assetDefaults,
  assetIn,
  job,
  op,
  opIn,
  opOut,
  sourceAsset,
  type,
} from "@heddle/core";
import { Artifact, ArtifactDraft, Table, WandbClient } from "@heddle/wandb-client";
import { defaultApiKey } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { fromWandb, wandbArtifact } from "../../src/index.ts";
import { passes, entity, place, project, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;

const client = (world: World): WandbClient =>
  new WandbClient({
    apiKey: defaultApiKey,
    host: world.server.origin,
    retry: { minDelayMs: 1, maxDelayMs: 4 },
  });

/** An artifact that no orchestrator made. */
async function outside(world: World, name: string, text = "text"): Promise<Artifact> {
  const draft = new ArtifactDraft({ name, type: "dataset" });
  await draft.newFile("folder/name_of_file", text);
  await draft.newFile("second", "second");
  await draft.add(
    new Table({
      columns: ["column a", "b"],
      data: [
        [1, 2],
        [3, 4],
      ],
    }),
    "my_table",
  );
  return client(world).logArtifact(draft, { entity, project });
}

test.for(passes)(
  "A40 F002 F042 F099 F100 F109 F150 an op's input names its artifact ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const seen: unknown[] = [];
    const write = op(
      {
        name: "write",
        out: opOut({
          ioManagerKey: "wandb_artifacts_manager",
          metadata: wandbArtifact({ name: "my_artifact", type: "dataset" }),
        }),
      },
      () => [1, 2, 3],
    );
    const read = op(
      {
        name: "read",
        ins: {
          artifact: opIn({
            type: type<number[]>(),
            metadata: fromWandb({ name: "my_artifact" }),
          }),
        },
        out: opOut({ required: false }),
      },
      ({ artifact }) => void seen.push(artifact),
    );
    const reading = job(
      { name: "reading", resources: world.resources() },
      () => void read({ artifact: write() }),
    );
    const { runId } = await reading.executeInProcess();
    expect(seen).toEqual([[1, 2, 3]]);
    const stored = await world.backend.inspect.artifact(`${place}/my_artifact:v0`);
    expect(stored?.usedBy).toEqual([runId]);
    const { edges } = world.backend.inspect.lineage();
    const run = `run:${place}/${runId}`;
    const version = `artifact:${place}/my_artifact:v0`;
    expect(edges).toContainEqual({ from: run, to: version, kind: "logged" });
    expect(edges).toContainEqual({ from: version, to: run, kind: "used" });
  },
);

test.for(passes)(
  "A41 F104 F149 an input may have another name than its parent ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const seen: unknown[] = [];
    const parent = asset({ name: "my_asset", ...manager }, () => [1, 2, 3]);
    const reader = asset(
      { name: "reader", ...quiet, ins: { artifact: assetIn(parent) } },
      ({ artifact }) => void seen.push(artifact),
    );
    await world.succeed([parent, reader]);
    expect(seen).toEqual([[1, 2, 3]]);
  },
);

test.for(passes)(
  "A42 F045 F102 F103 F154 an external artifact is read at its newest version, with lineage ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await outside(world, "my_artifact", "first");
    const external = sourceAsset({
      name: "my_artifact",
      description: "made elsewhere",
      ...manager,
      type: type<Artifact>(),
    });
    const seen: [string, string][] = [];
    const reader = asset(
      { name: "reader", ...quiet, ins: { artifact: external } },
      async ({ artifact }) => {
        const folder = await artifact.download();
        await access(join(folder, "second"));
        seen.push([artifact.name, await readFile(join(folder, "folder/name_of_file"), "utf8")]);
      },
    );
    const first = await world.succeed([external, reader]);
    await outside(world, "my_artifact", "second");
    await world.succeed([external, reader]);
    expect(seen).toEqual([
      ["my_artifact:v0", "first"],
      ["my_artifact:v1", "second"],
    ]);
    expect((await world.backend.inspect.artifact(`${place}/my_artifact:v0`))?.usedBy).toEqual([
      first.runId,
    ]);
    const dangling = asset(
      { name: "dangling", ...quiet, ins: { artifact: assetIn("nowhere_defined") } },
      () => undefined,
    );
    await expect(world.run([dangling])).rejects.toThrow(/nowhere_defined/);
  },
);

test.for(passes)(
  "A43 F099 F106 F110 get delivers the named table, and fetches only that ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await outside(world, "my_artifact");
    const seen: unknown[] = [];
    const external = sourceAsset({ name: "my_artifact", ...manager });
    const reader = asset(
      {
        name: "reader",
        ...quiet,
        ins: { table: assetIn(external, { metadata: fromWandb({ get: "my_table", as: Table }) }) },
      },
      ({ table }) => void seen.push(table, table.getColumn("column a")),
    );
    await world.succeed([external, reader]);
    expect(seen[0]).toBeInstanceOf(Table);
    expect(seen[1]).toEqual([1, 3]);
    expect((await world.files()).map((path) => path.split("/").at(-1) ?? "").toSorted()).toEqual([
      "entry.json",
      "manifest.json",
      "my_table.table.json",
    ]);
  },
);

test.for(passes)(
  "A44 F107 F110 get_path delivers the local path of one file, and fetches only that ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await outside(world, "my_artifact");
    const seen: string[] = [];
    const external = sourceAsset({ name: "my_artifact", ...manager });
    const reader = asset(
      {
        name: "reader",
        ...quiet,
        ins: {
          path: assetIn(external, { metadata: fromWandb({ getPath: "folder/name_of_file" }) }),
        },
      },
      async ({ path }) => void seen.push(path, await readFile(path, "utf8")),
    );
    await world.succeed([external, reader]);
    expect(seen[0]?.startsWith(join(world.baseDir, "storage", "wandb_artifacts_manager"))).toBe(
      true,
    );
    expect(seen[1]).toBe("text");
    expect((await world.files()).map((path) => path.split("/").at(-1) ?? "").toSorted()).toEqual([
      "entry.json",
      "manifest.json",
      "name_of_file",
    ]);
  },
);

test.for(passes)(
  "A45 F108 F111 without settings the whole artifact is on disk, verified ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await outside(world, "my_artifact");
    const seen: unknown[] = [];
    const external = sourceAsset({ name: "my_artifact", ...manager, type: type<Artifact>() });
    const reader = asset({ name: "reader", ...quiet, ins: { external } }, async (inputs) => {
      const artifact = inputs.external;
      await artifact.verify();
      const table = await artifact.get("my_table");
      seen.push(artifact, artifact.name, (table as Table).getColumn("b"));
    });
    await world.succeed([external, reader]);
    expect(seen[0]).toBeInstanceOf(Artifact);
    expect(seen.slice(1)).toEqual(["my_artifact:v0", [2, 4]]);
  },
);

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

test.for(passes)("A47 F100 an op's input without a name is refused ($name)", async (pass) => {
  await using world = await World.open(pass);
  const write = op(
    {
      name: "write",
      out: opOut({
        ioManagerKey: "wandb_artifacts_manager",
        metadata: wandbArtifact({ name: "named", type: "t" }),
      }),
    },
    () => 1,
  );
  const read = op(
    { name: "read", ins: { artifact: type<number>() }, out: opOut({ required: false }) },
    () => undefined,
  );
  const reading = job(
    { name: "reading", resources: world.resources() },
    () => void read({ artifact: write() }),
  );
  const result = await reading.executeInProcess({ raiseOnError: false });
  expect(JSON.stringify((await result.events("STEP_FAILURE"))[0]?.data)).toContain("E-R04");
});

test.for(passes)(
  "A45 a missing entry names the entries there are; a missing artifact its path ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await outside(world, "my_artifact");
    const external = sourceAsset({ name: "my_artifact", ...manager });
    const missing = sourceAsset({ name: "never_made", ...manager });
    const readerOf = (upstream: typeof external, configuration: object): never =>
      asset(
        {
          name: "reader",
          ...quiet,
          ins: {
            input: assetIn(upstream, { metadata: { wandb_artifact_configuration: configuration } }),
          },
        },
        () => undefined,
      ) as never;
    for (const configuration of [{ get: "no_table" }, { get_path: "no_file" }]) {
      const error = await world.fail([external, readerOf(external, configuration)]);
      expect(error).toMatchObject({
        code: "E-R09",
        message: expect.stringContaining(`${place}/my_artifact:v0`),
        hint: expect.stringContaining("folder/name_of_file"),
      });
    }
    expect(await world.fail([missing, readerOf(missing, {})])).toMatchObject({
      code: "E-R19",
      message: expect.stringContaining(`${place}/never_made:latest`),
    });
    expect(await world.fail([external, readerOf(external, { alias: "gold" })])).toMatchObject({
      code: "E-R19",
      hint: expect.stringContaining("v0"),
    });
    expect((await world.fail([external, readerOf(external, { as: "value" })])).code).toBe("E-R20");
  },
);

test.for(passes)("F105 each input may have its own manager ($name)", async (pass) => {
  await using world = await World.open(pass);
  const seen: unknown[] = [];
  const here = asset({ name: "here", ...manager }, () => "here");
  const there = sourceAsset({ name: "here", ...manager, type: type<string>() });
  await world.succeed([here], { config: { project: "second" } });
  await world.succeed([asset({ name: "here", ...manager }, () => "first")]);
  const reader = asset(
    {
      name: "reader",
      ...quiet,
      ins: {
        one: assetIn(there),
        two: assetIn(there, { inputManagerKey: "second_manager" }),
      },
    },
    ({ one, two }) => void seen.push(one, two),
  );
  const { wandb_artifacts_manager: second } = world.resources({ manager: { project: "second" } });
  await world.succeed([there, reader], { resources: { second_manager: second as never } });
  expect(seen).toEqual(["first", "here"]);
});

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
