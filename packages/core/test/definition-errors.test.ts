import {
  dailyPartitions,
  identityMapping,
  multiPartitions,
  staticMapping,
  staticPartitions,
  timeWindowMapping,
} from "@heddle/partitions";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  InvalidDefinitionError,
  asset,
  assetCheck,
  assetIn,
  assetOut,
  defineAssetJob,
  definitions,
  dynamicOut,
  dynamicOutput,
  graph,
  graphAsset,
  job,
  makeValuesResource,
  multiAsset,
  op,
  opIn,
  partitionedConfig,
  resource,
  sourceAsset,
  successHook,
  type,
  valueResource,
  type Definitions,
} from "@heddle/core";

const faults = (
  define: () => Definitions,
): readonly {
  readonly code?: string;
  readonly message: string;
  readonly hint?: string;
  readonly path?: string;
}[] => {
  try {
    define();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidDefinitionError);
    return (error as InvalidDefinitionError).problems;
  }
  return [];
};
const daily = dailyPartitions({ start: "2023-01-01" });
const colors = staticPartitions(["red", "blue"]);
const one = asset({ name: "one" }, () => 1);
const number = op({ name: "number" }, () => 1);
const use = op({ name: "use", ins: { x: type<number>() } }, ({ x }) => x);
const anyAsset = asset as unknown as (options: object, body: () => unknown) => typeof one;

const rows: readonly (readonly [string, () => Definitions, string, RegExp])[] = [
  [
    "1 a cycle among assets",
    () =>
      definitions({
        assets: [
          asset({ name: "x", ins: { y: assetIn("y") } }, () => 1),
          asset({ name: "y", ins: { x: assetIn("x") } }, () => 1),
        ],
      }),
    "CORE_CYCLE",
    /x → y → x|y → x → y/,
  ],
  [
    "2 two assets of one key",
    () => definitions({ assets: [one, asset({ name: "one" }, () => 2)] }),
    "CORE_DUPLICATE_KEY",
    /asset "one": is defined twice.*definition-errors\.test\.ts/,
  ],
  [
    "2 two jobs of one name",
    () =>
      definitions({
        jobs: [job({ name: "j" }, () => void number()), job({ name: "j" }, () => void number())],
      }),
    "CORE_DUPLICATE_KEY",
    /job "j"/,
  ],
  [
    "2 two checks of one name",
    () =>
      definitions({
        assets: [one],
        assetChecks: [
          assetCheck({ asset: one, name: "c" }, () => true),
          assetCheck({ asset: one, name: "c" }, () => true),
        ],
      }),
    "CORE_DUPLICATE_KEY",
    /one:c/,
  ],
  [
    "2 two ops of one name",
    () =>
      definitions({
        jobs: [
          job({ name: "j" }, () => {
            number();
            op({ name: "number" }, () => 2)();
          }),
        ],
      }),
    "CORE_DUPLICATE_KEY",
    /two different definitions are named "number"/,
  ],
  [
    "2 an alias twice",
    () =>
      definitions({
        jobs: [
          job({ name: "j" }, () => {
            number.alias("n")();
            number.alias("n")();
          }),
        ],
      }),
    "CORE_DUPLICATE_KEY",
    /alias "n" is used twice/,
  ],
  [
    "3 a reserved job name",
    () => definitions({ assets: [one], jobs: [defineAssetJob("__ASSET_JOB")] }),
    "CORE_INVALID_NAME",
    /reserved/,
  ],
  [
    "5 a missing resource",
    () =>
      definitions({
        assets: [anyAsset({ name: "x", resources: { database: type<number>() } }, () => 1)],
        resources: { databse: valueResource(1) },
      }),
    "CORE_MISSING_RESOURCE",
    /asset "x": needs resource "database".*"databse"/,
  ],
  [
    "5 a resource's missing resource",
    () =>
      definitions({
        assets: [anyAsset({ name: "x", resources: { a: type<number>() } }, () => 1)],
        resources: { a: resource({ resources: { b: type<number>() } }, () => 1) as never },
      }),
    "CORE_MISSING_RESOURCE",
    /resource "a": needs resource "b"/,
  ],
  [
    "5 an IO manager that is not there",
    () => definitions({ assets: [anyAsset({ name: "x", ioManagerKey: "files" }, () => 1)] }),
    "CORE_MISSING_RESOURCE",
    /output "result" of asset "x": needs resource "files"/,
  ],
  [
    "5 a hook's missing resource",
    () =>
      definitions({
        jobs: [
          job(
            {
              name: "j",
              hooks: [
                successHook({ name: "h", resources: { slack: type<number>() } }, () => undefined),
              ],
            },
            () => void number(),
          ),
        ],
      }),
    "CORE_MISSING_RESOURCE",
    /hook "h": needs resource "slack"/,
  ],
  [
    "7 a cycle among resources",
    () =>
      definitions({
        assets: [anyAsset({ name: "x", resources: { a: type<number>() } }, () => 1)],
        resources: {
          a: resource({ resources: { b: type<number>() } }, () => 1) as never,
          b: resource({ resources: { a: type<number>() } }, () => 1) as never,
        },
      }),
    "CORE_CYCLE",
    /a → b → a/,
  ],
  [
    "8 an input that does not exist",
    () =>
      definitions({
        jobs: [job({ name: "j" }, () => void use({ x: number(), y: number() } as never))],
      }),
    "CORE_INVALID_WIRING",
    /"use" has no input "y"/,
  ],
  [
    "8 a value where a handle belongs",
    () => definitions({ jobs: [job({ name: "j" }, () => void use({ x: 3 } as never))] }),
    "CORE_INVALID_WIRING",
    /input "x" of "use" was given a number/,
  ],
  [
    "8 a handle of another body",
    () =>
      definitions({
        jobs: [
          job({ name: "j" }, () => {
            let leaked: unknown;
            graph({ name: "g" }, () => {
              leaked = number();
            });
            use({ x: leaked as never });
          }),
        ],
      }),
    "CORE_INVALID_WIRING",
    /a handle of another body/,
  ],
  [
    "9 an input with no source",
    () => definitions({ jobs: [job({ name: "j" }, () => (use as unknown as () => void)())] }),
    "CORE_INVALID_WIRING",
    /no way to be resolved/,
  ],
  [
    "10 a dynamic output as a whole",
    () =>
      definitions({
        jobs: [
          job({ name: "j" }, () => {
            const fan = op({ name: "fan", outs: { items: dynamicOut() } }, function* () {
              yield dynamicOutput(1, { name: "items", mappingKey: "a" });
            });
            use({ x: fan().items as never });
          }),
        ],
      }),
    "CORE_INVALID_WIRING",
    /dynamic output as a whole/,
  ],
  [
    "10 two dynamic outputs joined",
    () =>
      definitions({
        jobs: [
          job({ name: "j" }, () => {
            const fan = op(
              { name: "fan", outs: { items: dynamicOut({ type: type<number>() }) } },
              function* () {
                yield dynamicOutput(1, { name: "items", mappingKey: "a" });
              },
            );
            const both = op(
              { name: "both", ins: { x: type<number>(), y: type<number>() } },
              ({ x, y }) => x + y,
            );
            fan().items.map((x) => {
              fan
                .alias("fan2")()
                .items.map((y) => both({ x, y }));
              return x;
            });
          }),
        ],
      }),
    "CORE_INVALID_WIRING",
    /two dynamic outputs/,
  ],
  [
    "11 internal dependencies of other outputs",
    () =>
      definitions({
        assets: [
          multiAsset(
            { name: "m", outs: { a: assetOut() }, internalDependencies: { b: [] } as never },
            () => ({ a: 1 }),
          ),
        ],
      }),
    "CORE_INVALID_OPTION",
    /"b", which is no output/,
  ],
  [
    "11 internal dependencies on strangers",
    () =>
      definitions({
        assets: [
          multiAsset(
            { name: "m", outs: { a: assetOut() }, internalDependencies: { a: ["zzz"] } },
            () => ({ a: 1 }),
          ),
        ],
      }),
    "CORE_INVALID_OPTION",
    /"zzz", which is neither/,
  ],
  [
    "11 a key in deps and in ins",
    () => definitions({ assets: [one, asset({ name: "x", ins: { one }, deps: [one] }, () => 1)] }),
    "CORE_INVALID_OPTION",
    /in deps and in ins/,
  ],
  [
    "12 key and name",
    () => definitions({ assets: [asset({ key: ["a"], name: "b" }, () => 1)] }),
    "CORE_INVALID_OPTION",
    /key is given together with name/,
  ],
  [
    "12 no name",
    () => definitions({ assets: [asset({}, () => 1)] }),
    "CORE_INVALID_NAME",
    /neither a name nor a key/,
  ],
  [
    "12 an empty part",
    () => definitions({ assets: [asset({ key: ["a", ""] }, () => 1)] }),
    "CORE_INVALID_NAME",
    /part of the key is empty/,
  ],
  [
    "12 an op name with spaces",
    () => definitions({ jobs: [job({ name: "j" }, () => void op({ name: "a b" }, () => 1)())] }),
    "CORE_INVALID_NAME",
    /"a b" is not a name/,
  ],
  [
    "12 four kinds",
    () => definitions({ assets: [asset({ name: "x", kinds: ["a", "b", "c", "d"] }, () => 1)] }),
    "CORE_INVALID_OPTION",
    /4 kinds/,
  ],
  [
    "12 an owner that is neither",
    () => definitions({ assets: [asset({ name: "x", owners: ["me"] }, () => 1)] }),
    "CORE_INVALID_OPTION",
    /owner "me"/,
  ],
  [
    "12 a tag with spaces",
    () => definitions({ assets: [asset({ name: "x", tags: { "a b": "c" } }, () => 1)] }),
    "CORE_INVALID_OPTION",
    /tag "a b"/,
  ],
  [
    "12 a group that is no name",
    () => definitions({ assets: [asset({ name: "x", group: "a b" }, () => 1)] }),
    "CORE_INVALID_NAME",
    /group "a b"/,
  ],
  [
    "13 a mapping that does not fit",
    () =>
      definitions({
        assets: [
          asset({ name: "u", partitions: daily }, () => 1),
          asset(
            {
              name: "x",
              partitions: colors,
              ins: { u: assetIn("u", { mapping: timeWindowMapping() }) },
            },
            () => 1,
          ),
        ],
      }),
    "CORE_PARTITION_MISMATCH",
    /mapping to "u" does not fit/,
  ],
  [
    "13 a mapping of unknown keys",
    () =>
      definitions({
        assets: [
          asset({ name: "u", partitions: colors }, () => 1),
          asset(
            {
              name: "x",
              partitions: colors,
              ins: { u: assetIn("u", { mapping: staticMapping({ green: "red" }) }) },
            },
            () => 1,
          ),
        ],
      }),
    "CORE_PARTITION_MISMATCH",
    /green/,
  ],
  [
    "13 a mapping without partitions",
    () =>
      definitions({
        assets: [
          one,
          asset(
            {
              name: "x",
              partitions: daily,
              ins: { one: assetIn("one", { mapping: identityMapping() }) },
            },
            () => 1,
          ),
        ],
      }),
    "CORE_PARTITION_MISMATCH",
    /"one", which has no partitions/,
  ],
  [
    "13 a self-dependency without negative offsets",
    () =>
      definitions({
        assets: [
          asset(
            { name: "x", partitions: daily, ins: { before: assetIn("x", { partitions: daily }) } },
            () => 1,
          ),
        ],
      }),
    "CORE_PARTITION_MISMATCH",
    /depends on itself/,
  ],
  [
    "14 partitions with another config",
    () =>
      definitions({
        jobs: [
          job(
            { name: "j", partitions: daily, config: partitionedConfig(colors, () => ({})) },
            () => void number(),
          ),
        ],
      }),
    "CORE_PARTITION_MISMATCH",
    /differ from those of the partitioned config/,
  ],
  [
    "14 partitions with a fixed config",
    () =>
      definitions({
        jobs: [job({ name: "j", partitions: daily, config: {} }, () => void number())],
      }),
    "CORE_PARTITION_MISMATCH",
    /does not depend on the partition/,
  ],
  [
    "15 a config schema that is none",
    () =>
      definitions({
        jobs: [
          job({ name: "j" }, () => void op({ name: "x", config: { a: 1 } as never }, () => 1)()),
        ],
      }),
    "CORE_INVALID_OPTION",
    /config is no schema/,
  ],
  [
    "16 a configured config that does not fit",
    () =>
      definitions({
        resources: { r: makeValuesResource({ n: z.number() }).configured({ n: "x" as never }) },
      }),
    "CORE_INVALID_CONFIG",
    /root:resources:r:config:n/,
  ],
  [
    "17 back-off without delay",
    () =>
      definitions({ assets: [asset({ name: "x", retryPolicy: { backoff: "linear" } }, () => 1)] }),
    "CORE_INVALID_OPTION",
    /need a delay/,
  ],
  [
    "17 negative retries",
    () => definitions({ assets: [asset({ name: "x", retryPolicy: { maxRetries: -1 } }, () => 1)] }),
    "CORE_INVALID_OPTION",
    /maxRetries is -1/,
  ],
  [
    "20 a reserved tag",
    () =>
      definitions({ assets: [asset({ name: "x", opTags: { "dagster/backfill": "x" } }, () => 1)] }),
    "CORE_INVALID_OPTION",
    /"dagster\/backfill" is reserved/,
  ],
  [
    "21 an asset and a source asset of one key",
    () => definitions({ assets: [one, sourceAsset({ name: "one" })] }),
    "CORE_DUPLICATE_KEY",
    /as an asset and as a source asset/,
  ],
  [
    "23 an unknown upstream",
    () => definitions({ assets: [one, asset({ name: "x", ins: { onee: assetIn() } }, () => 1)] }),
    "CORE_UNKNOWN_ASSET",
    /"onee", which no definition provides/,
  ],
  [
    "an option that does not exist",
    () => definitions({ assets: [anyAsset({ name: "x", partition: daily }, () => 1)] }),
    "CORE_INVALID_OPTION",
    /unknown option "partition"/,
  ],
  [
    "an input that is none",
    () => definitions({ assets: [anyAsset({ name: "x", ins: { y: 3 } }, () => 1)] }),
    "CORE_INVALID_OPTION",
    /neither an asset nor assetIn/,
  ],
  [
    "a check of an unknown asset",
    () =>
      definitions({
        assets: [one],
        assetChecks: [assetCheck({ asset: "onee", name: "c" }, () => true)],
      }),
    "CORE_UNKNOWN_ASSET",
    /checks asset "onee"/,
  ],
  [
    "a job that selects nothing",
    () => definitions({ assets: [one], jobs: [defineAssetJob("j", { selection: "two" })] }),
    "CORE_INVALID_SELECTION",
    /"two"/,
  ],
  [
    "an asynchronous composition",
    () => definitions({ jobs: [job({ name: "j" }, (async () => undefined) as never)] }),
    "CORE_INVALID_WIRING",
    /asynchronous/,
  ],
  [
    "a graph of assets without a handle",
    () => definitions({ assets: [graphAsset({ name: "g" }, (() => undefined) as never)] }),
    "CORE_INVALID_WIRING",
    /no handle for "result"/,
  ],
  [
    "an output named result among several",
    () =>
      definitions({
        assets: [multiAsset({ name: "m", outs: { result: assetOut() } }, () => ({ result: 1 }))],
      }),
    "CORE_INVALID_NAME",
    /named "result"/,
  ],
];

test.each(rows)("O028 %s", (_, define, code, message) => {
  const found = faults(define);
  const match = found.find((fault) => fault.code === code && message.test(fault.message));
  expect(match).toBeDefined();
});

test("O029 all faults come together, each with its place", () => {
  const found = faults(() =>
    definitions({
      assets: [
        asset({ name: "a", kinds: ["1", "2", "3", "4"], owners: ["nobody"] }, () => 1),
        asset({ name: "b", ins: { missing: assetIn() } }, () => 1),
        anyAsset({ name: "c", ioManagerKey: "files" }, () => 1),
      ],
      jobs: [job({ name: "j" }, () => (use as unknown as () => void)())],
    }),
  );
  expect(
    found.map((fault) => fault.code ?? "").toSorted((left, right) => left.localeCompare(right)),
  ).toEqual([
    "CORE_INVALID_OPTION",
    "CORE_INVALID_OPTION",
    "CORE_INVALID_WIRING",
    "CORE_MISSING_RESOURCE",
    "CORE_UNKNOWN_ASSET",
  ]);
  for (const fault of found) expect(fault.path).toMatch(/definition-errors\.test\.ts:\d+:\d+$/);
});

test("O031 near names stand in the advice", () => {
  const [fault] = faults(() =>
    definitions({ assets: [one, asset({ name: "x", ins: { onne: assetIn() } }, () => 1)] }),
  );
  expect(fault?.hint).toContain('did you mean "one"');
  const [misspelt] = faults(() =>
    definitions({ assets: [anyAsset({ name: "x", partition: daily }, () => 1)] }),
  );
  expect(misspelt?.hint).toContain('"partitions"');
});

test("O033 labels within the limits are fine", () => {
  const fine = asset(
    {
      name: "x",
      kinds: ["a", "b", "c"],
      owners: ["me@example.com", "team:data"],
      tags: { "dagster/priority": "1", tier: "gold" },
      group: "a/b",
    },
    () => 1,
  );
  expect(definitions({ assets: [fine] }).assetKeys).toEqual([["x"]]);
});

test("O018 a project keeps definitions of every kind apart", () => {
  const grid = asset(
    { name: "grid", partitions: multiPartitions({ a: colors, b: daily }) },
    () => 1,
  );
  const project = definitions({
    assets: [one, grid, sourceAsset({ name: "s" })],
    assetChecks: [assetCheck({ asset: one, name: "c" }, () => true)],
    jobs: [
      job(
        { name: "j" },
        () => void op({ name: "x", ins: { n: opIn({ default: 1 }) } }, ({ n }) => n)(),
      ),
    ],
  });
  expect(project.jobNames).toEqual(["j", "__ASSET_JOB"]);
  expect(project.plan("__ASSET_JOB").steps.map((step) => step.key)).toEqual([
    "one",
    "grid",
    "one_c",
  ]);
  expect(project.graph.checkSpecs.map((spec) => spec.name)).toEqual(["c"]);
});
