import { dailyPartitions, multiPartitions, staticPartitions } from "@heddle/partitions";
import { expect, test } from "vitest";
import {
  asset,
  assetCheck,
  assetIn,
  definitions,
  job,
  op,
  opIn,
  sourceAsset,
  type,
} from "@heddle/core";
import { faults } from "./definition-faults.ts";

const daily = dailyPartitions({ start: "2023-01-01" });

const colors = staticPartitions(["red", "blue"]);

const one = asset({ name: "one" }, () => 1);

const use = op({ name: "use", ins: { x: type<number>() } }, ({ x }) => x);

const anyAsset = asset as unknown as (options: object, body: () => unknown) => typeof one;

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
