import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { asset, assetDefaults, assetIn, sourceAsset, type } from "@heddle/core";
import { Artifact, Table } from "@heddle/wandb-client";
import { expect, test } from "vitest";
import { fromWandb } from "../../src/index.ts";
import { outside } from "../support/outside.ts";
import { passes, place, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;

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
