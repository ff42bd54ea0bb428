import { dailyPartitions } from "@heddle/partitions";
import { expect, test } from "vitest";
import {
  asset,
  createLocalFileIOManager,
  definitions,
  materialize,
  mergeDefinitions,
  op,
  toMetadataValue,
  valueResource,
  withResources,
  type,
  type Executor,
  type InvalidDefinitionError,
} from "@heddle/core";
import { buildOutputContext } from "@heddle/core/testing";

const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
  return "none";
};
const one = asset({ name: "one" }, () => 1);

test("each situation has its own code", async () => {
  expect(await codeOf(() => toMetadataValue("x", Symbol("x")))).toBe("CORE_METADATA");
  expect(await codeOf(() => op({ name: "lonely" }, () => 1)())).toBe("CORE_OUTSIDE_COMPOSITION");
  expect(await codeOf(() => definitions({ assets: [one] }).getJob("none"))).toBe(
    "CORE_UNKNOWN_JOB",
  );
  const manager = createLocalFileIOManager("/tmp/heddle-never-written");
  expect(await codeOf(() => manager.handleOutput(buildOutputContext({ assetKey: [] }), 1))).toBe(
    "CORE_UNSAFE_PATH",
  );
  const range = { partitionRange: { start: "2023-01-01", end: "2023-01-02" }, raiseOnError: false };
  const several = await materialize(
    [asset({ name: "s", partitions: dailyPartitions({ start: "2023-01-01" }) }, () => 1)],
    range,
  );
  expect((several.error as Error).cause).toMatchObject({ code: "CORE_SEVERAL_PARTITIONS" });
});

const problems = (work: () => unknown): readonly (string | undefined)[] => {
  try {
    work();
  } catch (error) {
    return (error as InvalidDefinitionError).problems.map((problem) => problem.code);
  }
  return [];
};

test("one key bound to two resources is a conflict", () => {
  const needy = asset({ name: "needy", resources: { r: type<number>() } }, () => 1);
  const bound = withResources([needy], { r: valueResource(1) });
  expect(problems(() => withResources(bound, { r: valueResource(2) }))).toEqual([
    "CORE_RESOURCE_CONFLICT",
  ]);
  expect(
    problems(() =>
      mergeDefinitions(
        definitions({ resources: { r: valueResource(1) } }),
        definitions({ resources: { r: valueResource(2) } }),
      ),
    ),
  ).toEqual(["CORE_RESOURCE_CONFLICT"]);
});

test("a run whose steps failed elsewhere throws that it failed", async () => {
  const elsewhere: Executor = {
    name: "elsewhere",
    isolated: true,
    open: () => ({
      launch: () =>
        Promise.resolve({ status: "failure", error: { name: "Error", message: "far away" } }),
      close: () => undefined,
    }),
  };
  expect(await codeOf(() => materialize([one], { executor: elsewhere }))).toBe("CORE_RUN_FAILED");
});
