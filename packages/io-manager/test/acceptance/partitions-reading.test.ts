import { asset, assetDefaults, assetIn, sourceAsset, type } from "@heddle/core";
import {
  allPartitions,
  dailyPartitions,
  identityMapping,
  staticPartitions,
  timeWindowMapping,
} from "@heddle/partitions";
import { Artifact, Table } from "@heddle/wandb-client";
import { expect, test } from "vitest";
import { fromWandb } from "../../src/index.ts";
import { passes, place, World } from "../support/world.ts";
import { coloured } from "../support/coloured.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;
const days = dailyPartitions({ start: "2023-01-01", end: "2023-01-06" });
const daily = asset(
  { name: "my_daily_asset", ...manager, partitions: days },
  (_, context) => `value of ${context.partitionKey}`,
);

const storedDaily = sourceAsset({
  name: "my_daily_asset",
  ...manager,
  partitions: days,
  type: type<string>(),
});

const allDays = ["2023-01-01", "2023-01-02", "2023-01-03", "2023-01-04", "2023-01-05"];
async function writeDays(world: World, keys: readonly string[] = allDays): Promise<void> {
  for (const partitionKey of keys) await world.succeed([daily], { partitionKey });
}

test.for(passes)(
  "A48 F096 F122 F123 F124 an unpartitioned reader gets all partitions as a keyed collection ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await writeDays(world);
    const seen: unknown[] = [];
    const reader = asset(
      { name: "reader", ...quiet, ins: { all: storedDaily } },
      async ({ all }) => {
        seen.push(all.keys, Object.fromEntries(await all.toMap()));
      },
    );
    const { runId } = await world.succeed([storedDaily, reader]);
    expect(seen).toEqual([
      allDays,
      Object.fromEntries(allDays.map((day) => [day, `value of ${day}`])),
    ]);
    for (const day of allDays) {
      const stored = await world.backend.inspect.artifact(`${place}/my_daily_asset.${day}:v0`);
      expect(stored?.usedBy).toEqual([runId]);
    }
  },
);

test.for(passes)(
  "A49 F122 F123 F125 a window mapping gives a collection, on the first day of one key ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await writeDays(world, ["2023-01-01", "2023-01-02", "2023-01-03"]);
    const seen: unknown[] = [];
    const reader = asset(
      {
        name: "reader",
        ...quiet,
        partitions: days,
        ins: { window: assetIn(storedDaily, { mapping: timeWindowMapping({ startOffset: -1 }) }) },
      },
      async ({ window }) => {
        seen.push([...(await window.toMap()).entries()]);
      },
    );
    await world.succeed([storedDaily, reader], { partitionKey: "2023-01-03" });
    await world.succeed([storedDaily, reader], { partitionKey: "2023-01-01" });
    expect(seen).toEqual([
      [
        ["2023-01-02", "value of 2023-01-02"],
        ["2023-01-03", "value of 2023-01-03"],
      ],
      [["2023-01-01", "value of 2023-01-01"]],
    ]);
  },
);

test.for(passes)(
  "A50 F122 F123 the same partition arrives as the bare value ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await writeDays(world, ["2023-01-02"]);
    const seen: unknown[] = [];
    for (const mapping of [undefined, identityMapping()]) {
      const reader = asset(
        {
          name: "reader",
          ...quiet,
          partitions: days,
          ins: { day: mapping === undefined ? storedDaily : assetIn(storedDaily, { mapping }) },
        },
        ({ day }) => void seen.push(day),
      );
      const { runId } = await world.succeed([storedDaily, reader], { partitionKey: "2023-01-02" });
      const stored = await world.backend.inspect.artifact(`${place}/my_daily_asset.2023-01-02:v0`);
      expect(stored?.usedBy).toContain(runId);
    }
    expect(seen).toEqual(["value of 2023-01-02", "value of 2023-01-02"]);
  },
);

test.for(passes)("F123 no partition at all gives an empty collection ($name)", async (pass) => {
  await using world = await World.open(pass);
  const none = staticPartitions(["a", "b"]);
  const upstream = sourceAsset({
    name: "none",
    ...manager,
    partitions: none,
    type: type<string>(),
  });
  const seen: unknown[] = [];
  const reader = asset(
    {
      name: "reader",
      ...quiet,
      ins: {
        all: assetIn(upstream, {
          mapping: allPartitions(),
          metadata: fromWandb({ partitions: { "*": { onMissing: "skip" } } }),
        }),
      },
    },
    async ({ all }) => void seen.push((await all.toMap()).size),
  );
  await world.succeed([upstream, reader]);
  expect(seen).toEqual([0]);
});

const colours = coloured();

async function writeColours(world: World): Promise<void> {
  for (const partitionKey of ["red", "orange", "yellow", "green", "blue"]) {
    await world.succeed([colours], { partitionKey });
  }
}

async function readColours(
  world: World,
  partitions: Record<string, unknown>,
): Promise<Readonly<Record<string, unknown>>> {
  const seen: Record<string, unknown> = {};
  const upstream = sourceAsset({
    name: "my_advanced_partitioned_asset",
    ...manager,
    partitions: staticPartitions(["red", "orange", "yellow", "green", "blue"]),
  });
  const reader = asset(
    {
      name: "reader",
      ...quiet,
      ins: {
        all: assetIn(upstream, { metadata: { wandb_artifact_configuration: { partitions } } }),
      },
    },
    async ({ all }) => {
      for await (const [key, one] of all) seen[key] = one;
    },
  );
  await world.succeed([upstream, reader]);
  return seen;
}

const cell = (table: unknown): unknown => (table as Table).getColumn("colour")[0];

test.for(passes)(
  "A51 P035 F098 F126 F127 F128 F129 F130 F131 each partition is read by its own entry and the wildcard's ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await writeColours(world);
    await world.succeed([colours], { partitionKey: "orange", tags: { second: "yes" } });
    const seen = await readColours(world, {
      "*": { get: "default_table_name" },
      yellow: { get: "custom_table_name" },
      orange: { version: "v0" },
      blue: { get: "default_table_name", alias: "special_alias" },
    });
    expect(seen["red"]).toBe("red is a string");
    for (const colour of ["yellow", "green", "blue"]) {
      expect(seen[colour]).toBeInstanceOf(Table);
      expect(cell(seen[colour])).toBe(colour);
    }
    expect(cell(seen["orange"])).toBe("orange");
    const whole = await readColours(world, {
      "*": { get: "default_table_name" },
      yellow: { get: "custom_table_name" },
      orange: { version: "v0", as: "artifact" },
    });
    const orange = whole["orange"] as Artifact;
    expect(orange).toBeInstanceOf(Artifact);
    expect(orange.version).toBe("v0");
    expect(cell(await orange.get("Table"))).toBe("orange");
  },
);

test.for(passes)(
  "A52 P035 F132 an entry with an alias alone still reads the wildcard's table ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await writeColours(world);
    const seen = await readColours(world, {
      "*": { get: "default_table_name" },
      yellow: { get: "custom_table_name" },
      blue: { alias: "special_alias" },
    });
    expect(cell(seen["blue"])).toBe("blue");
  },
);

test.for(passes)(
  "A53 a missing partition is named; on request the others are delivered ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await writeDays(world, ["2023-01-01", "2023-01-03"]);
    const seen: unknown[] = [];
    const readerWith = (onMissing: "error" | "skip" | "undefined"): never =>
      asset(
        {
          name: "reader",
          ...quiet,
          ins: {
            all: assetIn(storedDaily, {
              metadata: fromWandb({ partitions: { "*": { onMissing } } }),
            }),
          },
        },
        async ({ all }) => void seen.push(Object.fromEntries(await all.toMap())),
      ) as never;
    const error = await world.fail([storedDaily, readerWith("error")]);
    expect(error).toMatchObject({
      code: "E-R12",
      message: expect.stringMatching(/2023-01-02.*my_daily_asset\.2023-01-02:latest/s),
    });
    await world.succeed([storedDaily, readerWith("skip")]);
    await world.succeed([storedDaily, readerWith("undefined")]);
    const first = { "2023-01-01": "value of 2023-01-01", "2023-01-03": "value of 2023-01-03" };
    expect(seen).toEqual([
      first,
      { ...first, "2023-01-02": undefined, "2023-01-04": undefined, "2023-01-05": undefined },
    ]);
  },
);

test.for(passes)(
  "A53 core's own setting leaves missing partitions out too; a single missing one is undefined on request ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await writeDays(world, ["2023-01-01"]);
    const seen: unknown[] = [];
    const all = asset(
      {
        name: "all",
        ...quiet,
        ins: { days: assetIn(storedDaily, { metadata: { allow_missing_partitions: true } }) },
      },
      async (inputs) => void seen.push([...(await inputs.days.toMap()).keys()]),
    );
    const one = asset(
      {
        name: "one",
        ...quiet,
        partitions: days,
        ins: {
          day: assetIn(storedDaily, {
            metadata: fromWandb({ partitions: { "*": { onMissing: "skip" } } }),
          }),
        },
      },
      ({ day }) => void seen.push(day),
    );
    await world.succeed([all]);
    await world.succeed([one], { partitionKey: "2023-01-02" });
    expect(seen).toEqual([["2023-01-01"], undefined]);
  },
);

test.for(passes)("A53 refused configurations of a partitioned input ($name)", async (pass) => {
  await using world = await World.open(pass);
  const cases: [string, Record<string, unknown>][] = [
    ["E-R07", { get: "t" }],
    ["E-R14", { version: "v0" }],
    ["E-R08", { partitions: { "2023-01-01": {} } }],
    ["E-R10", { partitions: { "2023-01-01": { gett: 1 } } }],
    ["E-R11", { partitions: { "*": { version: "v0", alias: "a" } } }],
    ["E-R13", { partitions: { "*": { get: "a", get_path: "b" } } }],
  ];
  for (const [code, configuration] of cases) {
    const reader = asset(
      {
        name: "reader",
        ...quiet,
        ins: {
          all: assetIn(storedDaily, { metadata: { wandb_artifact_configuration: configuration } }),
        },
      },
      () => undefined,
    );
    expect((await world.fail([storedDaily, reader])).code).toBe(code);
  }
  await world.expectUntouched();
});
