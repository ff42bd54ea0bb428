import {
  allPartitions,
  dailyPartitions,
  hourlyPartitions,
  multiPartitions,
  specificPartitions,
  staticPartitions,
  timeWindowMapping,
  identityMapping,
  lastPartition,
} from "@heddle/partitions";
import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import {
  asset,
  assetDefaults,
  assetIn,
  definitions,
  inputMetadata,
  makeValuesResource,
  materializeResult,
  output,
  resource,
  sourceAsset,
  type,
  type Asset,
  type Definitions,
  type AssetValue,
  type IOManager,
  type PartitionedInput,
} from "../index.ts";

const rows = asset({ name: "rows" }, () => [1, 2, 3]);
const colors = staticPartitions(["red", "blue"]);
const daily = dailyPartitions({ start: "2023-01-01" });

test("O030 a body's value reaches the inputs of other assets without an annotation", () => {
  expectTypeOf<AssetValue<typeof rows>>().toEqualTypeOf<number[]>();
  asset({ name: "bare", ins: { rows } }, ({ rows: value }) => {
    expectTypeOf(value).toEqualTypeOf<number[]>();
  });
  asset({ name: "described", ins: { rows: assetIn(rows) } }, ({ rows: value }) => {
    expectTypeOf(value).toEqualTypeOf<number[]>();
    // @ts-expect-error an array has no toUpperCase
    value.toUpperCase();
  });
  const chained = asset({ name: "chained", ins: { rows } }, async ({ rows: value }) => ({
    count: value.length,
  }));
  expectTypeOf<AssetValue<typeof chained>>().toEqualTypeOf<{ count: number }>();
});

test("O030 promises, materialize results and generators are unwrapped", () => {
  const result = asset({ name: "a" }, () => materializeResult({ value: "x", metadata: { n: 1 } }));
  expectTypeOf<AssetValue<typeof result>>().toEqualTypeOf<string>();
  const generated = asset({ name: "b" }, function* () {
    yield output(3);
  });
  expectTypeOf<AssetValue<typeof generated>>().toEqualTypeOf<number>();
  const optional = asset({ name: "c", outputRequired: false }, () =>
    Math.random() > 0.5 ? "x" : undefined,
  );
  expectTypeOf<AssetValue<typeof optional>>().toEqualTypeOf<"x">();
});

test("O030 an asset without a value is no input", () => {
  const nothing = asset({ name: "nothing" }, () => {});
  // @ts-expect-error this asset produces no value: name it in `deps` instead
  assetIn(nothing);
  // @ts-expect-error the same for the bare form
  asset({ name: "reads", ins: { nothing } }, () => 1);
  const after = asset({ name: "after", deps: [nothing] }, () => 1);
  expectTypeOf<AssetValue<typeof after>>().toEqualTypeOf<number>();
});

test("a key input takes its type from a token or a schema", () => {
  asset(
    {
      name: "keyed",
      ins: {
        a: assetIn("a", { type: type<string[]>() }),
        b: assetIn(["x", "b"], { type: z.number() }),
        c: assetIn(),
      },
    },
    ({ a, b, c }) => {
      expectTypeOf(a).toEqualTypeOf<string[]>();
      expectTypeOf(b).toEqualTypeOf<number>();
      expectTypeOf(c).toEqualTypeOf<unknown>();
    },
  );
});

test("config and resources are typed in the context", () => {
  const database = resource({ config: z.object({ url: z.string() }) }, () => ({
    query: (): number => 1,
  }));
  const made = asset(
    {
      name: "configured",
      config: z.object({ rate: z.number().default(0.1) }),
      resources: { database, wandb_config: type<{ project: string }>() },
    },
    (_, context) => {
      expectTypeOf(context.config.rate).toEqualTypeOf<number>();
      expectTypeOf(context.resources.database.query()).toEqualTypeOf<number>();
      expectTypeOf(context.resources.wandb_config.project).toEqualTypeOf<string>();
      // @ts-expect-error only declared resources are there
      void context.resources.other;
      return 1;
    },
  );
  expectTypeOf(made).toExtend<Asset<number>>();
  database.configured({ url: { env: "DATABASE_URL" } });
  // @ts-expect-error the url is text
  database.configured({ url: 3 });
});

test("partition keys are typed, and absent without partitions", () => {
  asset({ name: "colored", partitions: colors }, (_, context) => {
    expectTypeOf(context.partitionKey).toEqualTypeOf<"red" | "blue">();
    return 1;
  });
  asset(
    { name: "multi", partitions: multiPartitions({ color: colors, date: daily }) },
    (_, context) => {
      expectTypeOf(context.partitionKey.color).toEqualTypeOf<"red" | "blue">();
      expectTypeOf(context.partitionKey.date).toEqualTypeOf<string>();
      return 1;
    },
  );
  asset({ name: "plain" }, (_, context) => {
    // @ts-expect-error there is no partition
    void context.partitionKey;
    return 1;
  });
});

test("O311 the shape of an input follows the declaration", () => {
  const byDay = asset({ name: "by_day", partitions: daily }, () => 1);
  const byColor = asset({ name: "by_color", partitions: colors }, () => 1);
  type Keyed = PartitionedInput<number, typeof daily>;
  asset({ name: "a", partitions: daily, ins: { byDay } }, ({ byDay: value }) =>
    expectTypeOf(value).toEqualTypeOf<number>(),
  );
  asset({ name: "b", ins: { byDay } }, ({ byDay: value }) => {
    expectTypeOf(value).toEqualTypeOf<Keyed>();
    // @ts-expect-error a collection is no number
    return value + 1;
  });
  asset(
    {
      name: "c",
      partitions: daily,
      ins: { byDay: assetIn(byDay, { mapping: timeWindowMapping({ startOffset: -1 }) }) },
    },
    ({ byDay: value }) => expectTypeOf(value).toEqualTypeOf<Keyed>(),
  );
  asset(
    {
      name: "d",
      partitions: daily,
      ins: { byDay: assetIn(byDay, { mapping: timeWindowMapping() }) },
    },
    ({ byDay: value }) => expectTypeOf(value).toEqualTypeOf<number>(),
  );
  asset(
    { name: "e", ins: { byDay: assetIn(byDay, { mapping: lastPartition() }) } },
    ({ byDay: value }) => expectTypeOf(value).toEqualTypeOf<number | undefined>(),
  );
  asset(
    { name: "f", ins: { byDay: assetIn(byDay, { mapping: allPartitions() }) } },
    ({ byDay: value }) => expectTypeOf(value).toEqualTypeOf<Keyed>(),
  );
  asset(
    { name: "g", partitions: daily, ins: { byDay: assetIn(byDay, { shape: "keyed" }) } },
    ({ byDay: value }) => expectTypeOf(value).toEqualTypeOf<Keyed>(),
  );
  asset(
    {
      name: "h",
      partitions: colors,
      ins: { byColor: assetIn(byColor, { mapping: identityMapping() }) },
    },
    ({ byColor: value }) => expectTypeOf(value).toEqualTypeOf<number>(),
  );
  const hourly = hourlyPartitions({ start: "2023-01-01-00:00" });
  asset({ name: "i", partitions: hourly, ins: { byDay } }, ({ byDay: value }) =>
    expectTypeOf(value).toEqualTypeOf<number>(),
  );
  assetIn(byColor, { mapping: specificPartitions(["red"]) });
  // @ts-expect-error green is no key of the upstream
  assetIn(byColor, { mapping: specificPartitions(["green"]) });
});

test("metadata of an input may say what it reads", () => {
  asset(
    {
      name: "reads",
      ins: { rows: assetIn(rows, { metadata: inputMetadata<string>({ get: "x" }) }) },
    },
    ({ rows: value }) => expectTypeOf(value).toEqualTypeOf<string>(),
  );
  asset(
    { name: "reads", ins: { rows: assetIn(rows, { metadata: { plain: 1 } }) } },
    ({ rows: value }) => expectTypeOf(value).toEqualTypeOf<number[]>(),
  );
  asset(
    {
      name: "reads",
      ins: { rows: assetIn(rows, { metadata: inputMetadata<string | number>({}) }) },
    },
    ({ rows: value }) => expectTypeOf(value).toEqualTypeOf<string | number>(),
  );
});

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const managed = asset({ name: "managed", ...manager }, () => 1);
const files = resource({}, (): IOManager => ({
  handleOutput: () => undefined,
  loadInput: () => 1,
}));
const config = makeValuesResource({ project: z.string() });
const wrong = makeValuesResource({ project: z.number() });
const needs = { wandb_config: type<{ project: string }>() };
const needy = asset({ name: "needy", resources: needs }, () => 1);
const remote = resource({ resources: needs }, (): IOManager => ({
  handleOutput: () => undefined,
  loadInput: () => 1,
}));

test("O030 definitions refuse an asset whose resources or IO managers are missing", () => {
  expectTypeOf(definitions({ assets: [rows] })).toEqualTypeOf<Definitions>();
  void (() => definitions({ assets: [managed], resources: { wandb_artifacts_manager: files } }));
  void (() => definitions({ assets: [needy], resources: { wandb_config: config } }));
  // @ts-expect-error the IO manager is missing
  void (() => definitions({ assets: [managed] }));
  // @ts-expect-error wandb_config is no IO manager
  void (() => definitions({ assets: [managed], resources: { wandb_artifacts_manager: config } }));
  // @ts-expect-error the resource is missing
  void (() => definitions({ assets: [needy], resources: { other: config } }));
  // @ts-expect-error the resource has another type
  void (() => definitions({ assets: [needy], resources: { wandb_config: wrong } }));
  // @ts-expect-error the IO manager's own resource is missing
  void (() => definitions({ assets: [managed], resources: { wandb_artifacts_manager: remote } }));
  const all = { wandb_artifacts_manager: remote, wandb_config: config };
  void (() => definitions({ assets: [managed, needy], resources: all }));
});

test("misspelt options do not compile", () => {
  expectTypeOf(assetDefaults({ ioManagerKey: "x" }).ioManagerKey).toEqualTypeOf<"x">();
  // @ts-expect-error partition is partitions
  asset({ name: "x", partition: daily }, () => 1);
  // @ts-expect-error an option of assetDefaults is misspelt
  assetDefaults({ ioManager: "x" });
});

test("a source asset has the type that it declares", () => {
  const labels = sourceAsset({ name: "labels", type: type<string[]>(), ioManagerKey: "files" });
  asset({ name: "uses", ins: { labels } }, ({ labels: value }) => {
    expectTypeOf(value).toEqualTypeOf<string[]>();
  });
});
