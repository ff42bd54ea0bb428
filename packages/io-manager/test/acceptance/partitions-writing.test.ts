import {
  asset,
  assetDefaults,
  assetIn,
  job,
  keyedValues,
  op,
  opIn,
  opOut,
  sourceAsset,
  type,
} from "@heddle/core";
import {
  dailyPartitions,
  hourlyPartitions,
  multiPartitions,
  staticPartitions,
} from "@heddle/partitions";
import { ArtifactDraft } from "@heddle/wandb-client";
import { expect, test } from "vitest";
import { fromWandb, wandbArtifact } from "../../src/index.ts";
import { coloured } from "../support/coloured.ts";
import { passes, metadataOf, place, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const days = dailyPartitions({ start: "2023-01-01", end: "2023-02-01" });
const names = async (world: World): Promise<readonly string[]> =>
  (await world.backend.inspect.artifacts(place)).map((artifact) => artifact.collection).toSorted();

test.for(passes)(
  "A30 F088 F089 F090 F092 F094 F096 one artifact per day, one W&B run per orchestrator run ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const daily = asset(
      {
        name: "my_daily_partitioned_asset",
        ...manager,
        partitions: days,
        metadata: wandbArtifact({ type: "dataset" }),
      },
      (_, context) => {
        context.log.info(`writing ${context.partitionKey}`);
        return context.partitionKey;
      },
    );
    const keys = ["2023-01-01", "2023-01-02", "2023-01-03"];
    const results = await Promise.all(
      keys.map((partitionKey) => world.succeed([daily], { partitionKey })),
    );
    expect(await names(world)).toEqual(keys.map((key) => `my_daily_partitioned_asset.${key}`));
    expect(world.backend.inspect.runs(place)).toHaveLength(3);
    for (const [index, key] of keys.entries()) {
      const result = results[index];
      const [event] = (await result?.materializations("my_daily_partitioned_asset")) ?? [];
      expect(event?.data.partition).toBe(key);
      expect(metadataOf(event)).toMatchObject({
        wandb_artifact_name: `my_daily_partitioned_asset.${key}`,
        wandb_run_id: result?.runId,
      });
      const stored = await world.backend.inspect.artifact(
        `${place}/my_daily_partitioned_asset.${key}:v0`,
      );
      expect(stored?.metadata).toMatchObject({ source_partition_key: key });
      expect(world.logged.map((record) => record.message)).toContain(`writing ${key}`);
    }
  },
);

const colouredDays = multiPartitions({
  date: days,
  color: staticPartitions(["red", "yellow", "blue.ish"]),
});

test.for(passes)(
  "A31 F091 F097 several dimensions: by name of the dimension, dots between them ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const multi = asset(
      { name: "my_multi_partitioned_asset", ...manager, partitions: colouredDays },
      (_, { partitionKey }) => `${partitionKey.color} on ${partitionKey.date}`,
    );
    await world.succeed([multi], { partitionKey: { date: "2023-01-02", color: "red" } });
    await world.succeed([multi], { partitionKey: "blue.ish|2023-01-03" });
    await world.succeed([multi], {
      partitionKey: { date: "2023-01-02", color: "yellow" },
      manager: { partition_name_style: "hyphen" },
    });
    expect(await names(world)).toEqual(
      [
        "my_multi_partitioned_asset.blue_x2Eish.2023-01-03",
        "my_multi_partitioned_asset.red.2023-01-02",
        "my_multi_partitioned_asset.yellow-2023-01-02",
      ].toSorted(),
    );
    const stored = await world.backend.inspect.artifact(
      `${place}/my_multi_partitioned_asset.blue_x2Eish.2023-01-03:v0`,
    );
    expect(stored?.metadata).toMatchObject({
      source_partition_key: "blue.ish|2023-01-03",
      source_partition_dimensions: { color: "blue.ish", date: "2023-01-03" },
    });
    const seen: unknown[] = [];
    const upstream = sourceAsset({
      name: "my_multi_partitioned_asset",
      ...manager,
      partitions: colouredDays,
      type: type<string>(),
    });
    const reader = asset(
      {
        name: "reader",
        outputRequired: false,
        ins: {
          all: assetIn(upstream, {
            metadata: fromWandb({ partitions: { "*": { onMissing: "skip" } } }),
          }),
        },
      },
      async ({ all }) => {
        for await (const [key, value] of all) seen.push([key, value]);
      },
    );
    await world.succeed([upstream, reader]);
    expect(Object.fromEntries(seen as [string, string][])).toEqual({
      "red|2023-01-02": "red on 2023-01-02",
      "yellow|2023-01-02": "yellow on 2023-01-02",
      "blue.ish|2023-01-03": "blue.ish on 2023-01-03",
    });
  },
);

test.for(passes)(
  "A31 an Artifact object of several dimensions gets a legal name too ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const multi = asset(
      { name: "multi_artifact", ...manager, partitions: colouredDays },
      () => new ArtifactDraft({ name: "multi_artifact", type: "dataset" }),
    );
    await world.succeed([multi], { partitionKey: { date: "2023-01-02", color: "red" } });
    expect(await names(world)).toEqual(["multi_artifact.red.2023-01-02"]);
  },
);

test.for(passes)(
  "A32 F093 P034 several partitions in one run: a keyed collection gives one artifact per key, a plain value is refused ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const partitionRange = { start: "2023-01-01", end: "2023-01-03" };
    const plain = asset({ name: "plain", ...manager, partitions: days }, () => "one for all");
    const error = await world.fail([plain], { partitionRange });
    expect(error).toMatchObject({
      code: "E-W01",
      message: expect.stringMatching(/plain.*2023-01-01.*2023-01-02/s),
    });
    await world.expectUntouched();

    const live: string[] = [];
    const keyed = asset({ name: "keyed", ...manager, partitions: days }, (_, context) =>
      keyedValues(
        (async function* () {
          for (const key of context.partitionKeys) {
            live.push(...(await names(world)));
            yield [key, `value of ${key}`] as const;
          }
        })(),
      ),
    );
    const result = await world.succeed([keyed], { partitionRange });
    const three = ["keyed.2023-01-01", "keyed.2023-01-02", "keyed.2023-01-03"];
    expect(await names(world)).toEqual(three);
    expect(live).toEqual([three[0], three[0], three[1]]);
    expect(world.backend.inspect.runs(place)).toHaveLength(1);
    const events = await result.materializations("keyed");
    expect(
      events.map((event) => [event.data.partition, metadataOf(event)["wandb_artifact_name"]]),
    ).toEqual([
      ["2023-01-01", "keyed.2023-01-01"],
      ["2023-01-02", "keyed.2023-01-02"],
      ["2023-01-03", "keyed.2023-01-03"],
    ]);
  },
);

test.for(passes)(
  "A33 F095 F134 a partitioned job of ops writes and reads its own partition ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const regions = staticPartitions(["us-west-1", "eu-west-1", "ap-southeast-2"]);
    const seen: unknown[] = [];
    const partitioned = partitionedJob(world, regions, seen);
    await partitioned.executeInProcess({ partitionKey: "us-west-1" });
    const first = await world.backend.inspect.artifact(
      `${place}/my_partitioned_artifact.us-west-1:latest`,
    );
    await partitioned.executeInProcess({ partitionKey: "eu-west-1" });
    expect(await names(world)).toEqual([
      "my_partitioned_artifact.eu-west-1",
      "my_partitioned_artifact.us-west-1",
    ]);
    expect(seen).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    const after = await world.backend.inspect.artifact(
      `${place}/my_partitioned_artifact.us-west-1:latest`,
    );
    expect(after).toEqual(first);
  },
);

test.for(passes)(
  "F095 a job of ops over two dimensions reads what it wrote ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const seen: unknown[] = [];
    const partitioned = partitionedJob(world, colouredDays, seen);
    await partitioned.executeInProcess({ partitionKey: { date: "2023-01-02", color: "red" } });
    expect(await names(world)).toEqual(["my_partitioned_artifact.red.2023-01-02"]);
    expect(seen).toEqual([[1, 2, 3]]);
  },
);

function partitionedJob(world: World, partitions: never, seen: unknown[]): ReturnType<typeof job>;
function partitionedJob(world: World, partitions: object, seen: unknown[]): ReturnType<typeof job>;
function partitionedJob(world: World, partitions: object, seen: unknown[]): ReturnType<typeof job> {
  const write = op(
    {
      name: "write_artifact",
      out: opOut({
        ioManagerKey: "wandb_artifacts_manager",
        metadata: wandbArtifact({ name: "my_partitioned_artifact", type: "dataset" }),
      }),
    },
    () => [1, 2, 3],
  );
  const read = op(
    {
      name: "read_artifact",
      ins: {
        artifact: opIn({
          type: type<number[]>(),
          metadata: fromWandb({ name: "my_partitioned_artifact" }),
        }),
      },
      out: opOut({ required: false }),
    },
    ({ artifact }) => {
      seen.push(artifact);
    },
  );
  return job(
    { name: "partitioned", partitions: partitions as never, resources: world.resources() },
    () => void read({ artifact: write() }),
  );
}

test.for(passes)(
  "A34 F098 five partitions hold values of different kinds, each with the alias ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const colours = coloured();
    const entries: Readonly<Record<string, string>> = {
      red: "output.pickle",
      orange: "Table.table.json",
      yellow: "custom_table_name.table.json",
      green: "default_table_name.table.json",
      blue: "default_table_name.table.json",
    };
    for (const [partitionKey, entry] of Object.entries(entries)) {
      await world.succeed([colours], { partitionKey });
      const stored = await world.backend.inspect.artifact(
        `${place}/my_advanced_partitioned_asset.${partitionKey}:special_alias`,
      );
      expect(Object.keys(stored?.entries ?? {})).toEqual([entry]);
    }
  },
);

test.for(passes)(
  "A35 an hourly key with a colon round-trips by its own key ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const hours = hourlyPartitions({ start: "2023-01-01-00:00", end: "2023-01-02-00:00" });
    const hourly = asset(
      { name: "hourly", ...manager, partitions: hours },
      (_, context) => `at ${context.partitionKey}`,
    );
    const seen: unknown[] = [];
    const reader = asset(
      { name: "reader", outputRequired: false, partitions: hours, ins: { hourly } },
      (inputs) => void seen.push(inputs.hourly),
    );
    await world.succeed([hourly, reader], { partitionKey: "2023-01-01-13:00" });
    expect(await names(world)).toEqual(["hourly.2023-01-01-13_x3A00"]);
    const stored = await world.backend.inspect.artifact(`${place}/hourly.2023-01-01-13_x3A00:v0`);
    expect(stored?.metadata).toMatchObject({ source_partition_key: "2023-01-01-13:00" });
    expect(seen).toEqual(["at 2023-01-01-13:00"]);
  },
);

test.for(passes)(
  "A30 two assets that share an artifact name are kept apart ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const partitioned = asset(
      { name: "a", ...manager, partitions: staticPartitions(["b"]) },
      () => 1,
    );
    await world.succeed([partitioned], { partitionKey: "b" });
    expect(await names(world)).toEqual(["a.b"]);
    const nested = sourceAsset({ key: ["a", "b"], ...manager });
    const reader = asset(
      { name: "reader", outputRequired: false, ins: { nested } },
      () => undefined,
    );
    expect(await world.fail([nested, reader])).toMatchObject({
      code: "E-R18",
      message: expect.stringMatching(/a\.b:v0 holds the asset a, not a\/b/),
    });
    const together = [partitioned, asset({ key: ["a", "b"], ...manager }, () => 2)];
    await expect(world.run(together, { partitionKey: "b" })).rejects.toThrow(
      /asset "a\/b".*artifact "a\.b".*asset "a"/s,
    );
    const fixed = asset(
      { name: "c.d", ...manager, metadata: wandbArtifact({ project: "second" }) },
      () => 1,
    );
    const dynamic = asset(
      {
        key: ["c", "d"],
        ...manager,
        deps: [fixed],
        metadata: wandbArtifact(() => ({ project: "second" })),
      },
      () => 2,
    );
    expect(await world.fail([fixed, dynamic])).toMatchObject({
      code: "E-W18",
      message: expect.stringContaining('"c.d"'),
    });
  },
);
