import { expect, test } from "vitest";
import {
  asset,
  assetDep,
  assetIn,
  job,
  materialize,
  op,
  sourceAsset,
  type,
  multiAsset,
  assetOut,
  valueResource,
  type IOManager,
} from "@heddle/core";
import { recordingIOManager } from "./recording-io-manager.ts";

test("O010 O011 O304 an input reads the named parent under its own name, with its own metadata", async () => {
  const { manager, inputs } = recordingIOManager();
  const upstream = asset({ key: ["x", "upstream"], metadata: { of: "upstream" } }, () => 5);
  const unnamed = asset({ name: "unnamed" }, () => 7);
  const reader = asset(
    {
      name: "reader",
      ins: { value: assetIn(upstream, { metadata: { of: "input" } }), unnamed: assetIn() },
    },
    ({ value, unnamed: other }) => [value, other],
  );
  const result = await materialize([upstream, unnamed, reader], {
    resources: { io_manager: manager },
  });
  expect(await result.assetValue("reader")).toEqual([5, 7]);
  const input = inputs.find((context) => context.name === "value");
  expect(input?.definitionMetadata).toEqual({ of: "input" });
  expect(input?.upstreamOutput?.definitionMetadata).toEqual({ of: "upstream" });
  expect(input?.assetKey).toEqual(["x", "upstream"]);
});

test("O012 deps keep the order and load nothing", async () => {
  const { manager, inputs } = recordingIOManager();
  const first = asset({ name: "first" }, () => 1);
  const second = asset({ name: "second", deps: [first, assetDep("elsewhere")] }, () => 2);
  const result = await materialize([second, first], {
    resources: { io_manager: manager },
    maxConcurrent: 1,
  });
  expect(await result.steps("succeeded")).toEqual(["first", "second"]);
  expect(inputs).toEqual([]);
});

test("O013 a source asset is loaded by its own IO manager", async () => {
  const { manager, inputs } = recordingIOManager({ labels: ["a"] });
  const labels = sourceAsset({
    name: "labels",
    type: type<string[]>(),
    ioManagerKey: "remote",
    metadata: { where: "there" },
  });
  const count = asset({ name: "count", ins: { labels } }, ({ labels: values }) => values.length);
  const result = await materialize([count], { resources: { remote: manager } });
  expect(await result.assetValue("count")).toBe(1);
  expect(inputs[0]?.assetKey).toEqual(["labels"]);
  expect(inputs[0]?.upstreamOutput?.definitionMetadata).toEqual({ where: "there" });
  expect((await result.materializations()).map((event) => event.data.assetKey)).toEqual([
    ["count"],
  ]);
});

test("O024 io_manager is the IO manager of outputs that name none", async () => {
  const { manager, outputs } = recordingIOManager();
  await job(
    { name: "j", resources: { io_manager: manager } },
    () => void op({ name: "x" }, () => 1)(),
  ).executeInProcess();
  expect(outputs.map((context) => context.managerKey)).toEqual(["io_manager"]);
  const one = asset({ name: "one" }, () => 1);
  const several = multiAsset({ name: "several", outs: { two: assetOut() } }, () => ({ two: 2 }));
  await materialize([one, several], { resources: { io_manager: manager } });
  expect(outputs.slice(1).map(({ assetKey, managerKey }) => [assetKey, managerKey])).toEqual([
    [["one"], "io_manager"],
    [["two"], "io_manager"],
  ]);
});

test("an input manager may load instead of the upstream's manager", async () => {
  const own: IOManager = { handleOutput: () => undefined, loadInput: () => "own" };
  const other = { loadInput: (): string => "other" };
  const up = asset({ name: "up" }, () => 1);
  const down = asset(
    { name: "down", ins: { up: assetIn(up, { inputManagerKey: "special" }) } },
    ({ up: value }) => {
      expect(value).toBe("other");
    },
  );
  expect(
    (
      await materialize([up, down], {
        resources: { io_manager: valueResource(own), special: valueResource(other) },
      })
    ).success,
  ).toBe(true);
});
