import {
  dailyPartitions,
  identityMapping,
  staticMapping,
  staticPartitions,
  timeWindowMapping,
} from "@heddle/partitions";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  asset,
  assetCheck,
  assetIn,
  defineAssetJob,
  definitions,
  job,
  makeValuesResource,
  op,
  partitionedConfig,
  sourceAsset,
  type Definitions,
} from "@heddle/core";
import { faults } from "./definition-faults.ts";

const daily = dailyPartitions({ start: "2023-01-01" });

const colors = staticPartitions(["red", "blue"]);

const one = asset({ name: "one" }, () => 1);

const number = op({ name: "number" }, () => 1);

const anyAsset = asset as unknown as (options: object, body: () => unknown) => typeof one;

const rows: readonly (readonly [string, () => Definitions, string, RegExp])[] = [
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
];

test.each(rows)("O028 %s", (_, define, code, message) => {
  const found = faults(define);
  const match = found.find((fault) => fault.code === code && message.test(fault.message));
  expect(match).toBeDefined();
});
