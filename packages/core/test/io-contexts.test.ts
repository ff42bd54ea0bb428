import { dailyPartitions, timeWindowMapping } from "@heddle/partitions";
import { expect, test } from "vitest";
import {
  asset,
  assetIn,
  dynamicOut,
  dynamicOutput,
  ephemeralInstance,
  job,
  materialize,
  metadataValue,
  op,
  resource,
  valueResource,
  type IOManager,
} from "@heddle/core";
import { recordingIOManager } from "./recording-io-manager.ts";

const daily = dailyPartitions({ start: "2023-01-01", end: "2023-01-06" });

test("O301 IO managers may be synchronous or asynchronous", async () => {
  for (const asynchronous of [false, true]) {
    let stored: unknown;
    const manager: IOManager = asynchronous
      ? {
          handleOutput: async (_, value) => void (stored = await Promise.resolve(value)),
          loadInput: async () => Promise.resolve(stored),
        }
      : { handleOutput: (_, value) => void (stored = value), loadInput: () => stored };
    const up = asset({ name: "up" }, () => ({ n: 1 }));
    const down = asset({ name: "down", ins: { up } }, ({ up: value }) => value.n + 1);
    const result = await materialize([up, down], {
      resources: { io_manager: valueResource(manager) },
    });
    expect(result.success).toBe(true);
    expect(stored).toBe(2);
  }
});

test("O302 an output context tells all about the value", async () => {
  const { manager, outputs } = recordingIOManager();
  const up = asset(
    { key: ["a", "up"], partitions: daily, metadata: { type: "dataset" }, codeVersion: "7" },
    (_, context) => {
      context.addOutputMetadata({ n: 1 });
      return 1;
    },
  );
  const result = await materialize([up], {
    partitionKey: "2023-01-02",
    resources: { io_manager: manager },
    tags: { team: "x" },
  });
  const [context] = outputs;
  expect(context).toMatchObject({
    name: "result",
    jobName: "__ASSET_JOB",
    runId: result.runId,
    stepKey: "a__up",
    opName: "a__up",
    mappingKey: undefined,
    definitionMetadata: { type: "dataset" },
    outputMetadata: { n: 1 },
    managerKey: "io_manager",
    codeVersion: "7",
    hasAssetKey: true,
    assetKey: ["a", "up"],
    hasPartitionKey: true,
    partitionKey: "2023-01-02",
    hasAssetPartitions: true,
    assetPartitionKey: "2023-01-02",
    assetPartitionKeys: ["2023-01-02"],
    assetPartitionKeyRange: { start: "2023-01-02", end: "2023-01-02" },
    identifier: ["a", "up", "2023-01-02"],
    assetIdentifier: ["a", "up", "2023-01-02"],
    runScopedIdentifier: [result.runId, "a__up", "result"],
  });
  expect(context?.tags["team"]).toBe("x");
  expect(context?.version).toMatch(/^[0-9a-f]{64}$/);
  expect(context?.assetPartitionsTimeWindow.start.toISOString()).toBe("2023-01-02T00:00:00.000Z");
  expect(context?.assetPartitionsDefinition).toBe(daily);
  const plain = op({ name: "plain" }, () => 1);
  const fan = op({ name: "fan", outs: { items: dynamicOut() } }, function* () {
    yield dynamicOutput(1, { name: "items", mappingKey: "k" });
  });
  const ran = await job({ name: "j", resources: { io_manager: manager } }, () => {
    plain();
    fan();
  }).executeInProcess();
  const ofOp = outputs.find((one) => one.stepKey === "plain");
  expect(ofOp).toMatchObject({
    hasAssetKey: false,
    hasAssetPartitions: false,
    hasPartitionKey: false,
    identifier: [ran.runId, "plain", "result"],
  });
  expect(() => ofOp?.assetKey).toThrow(/is no asset/);
  expect(() => ofOp?.partitionKey).toThrow(/no partition key/);
  expect(outputs.find((one) => one.stepKey === "fan")?.identifier).toEqual([
    ran.runId,
    "fan",
    "items",
    "k",
  ]);
});

test("O303 O305 an input context tells of the upstream, with its partitions after mapping", async () => {
  const { manager, inputs } = recordingIOManager();
  const up = asset({ name: "up", partitions: daily }, (_, context) => context.partitionKey);
  const down = asset(
    {
      name: "down",
      partitions: daily,
      ins: {
        up: assetIn(up, {
          mapping: timeWindowMapping({ startOffset: -1, endOffset: -1 }),
          metadata: { as: "x" },
        }),
      },
    },
    async ({ up: values }) => [...(await values.toMap()).keys()],
  );
  const resources = { io_manager: manager };
  await using instance = ephemeralInstance();
  await materialize([up], { partitionKey: "2023-01-02", resources, instance });
  const result = await materialize([up, down], {
    selection: "down",
    partitionKey: "2023-01-03",
    resources,
    instance,
  });
  const [context] = inputs;
  expect(context).toMatchObject({
    name: "up",
    runId: result.runId,
    stepKey: "down",
    definitionMetadata: { as: "x" },
    hasAssetKey: true,
    assetKey: ["up"],
    hasPartitionKey: true,
    partitionKey: "2023-01-03",
    hasAssetPartitions: true,
    assetPartitionKey: "2023-01-02",
    identifier: ["up", "2023-01-02"],
    upstreamMaterializationMetadata: undefined,
  });
  expect(context?.upstreamOutput).toMatchObject({
    name: "result",
    assetKey: ["up"],
    managerKey: "io_manager",
  });
  expect(context?.assetPartitionsTimeWindow.end.toISOString()).toBe("2023-01-03T00:00:00.000Z");
});

test("a reader in the same run finds what that run's materialization said", async () => {
  const seen: unknown[] = [];
  const manager = resource({}, (): IOManager => ({
    handleOutput: (context) =>
      context.addOutputMetadata({ version: "v3", url: metadataValue.url("https://x") }),
    loadInput: (context) => {
      seen.push(context.upstreamMaterializationMetadata);
      context.addInputMetadata({ used: "v3" });
      return 1;
    },
  }));
  const up = asset({ name: "up" }, () => 1);
  const down = asset({ name: "down", ins: { up } }, ({ up: value }) => value);
  const result = await materialize([up, down], { resources: { io_manager: manager } });
  expect(seen).toEqual([{ version: "v3", url: "https://x" }]);
  expect((await result.events("LOADED_INPUT"))[0]?.data).toMatchObject({
    metadata: { used: { type: "text", value: "v3" } },
    upstreamStepKey: "up",
    upstreamOutputName: "result",
    managerKey: "io_manager",
  });
  expect((await result.events("ASSET_OBSERVATION"))[0]?.data).toMatchObject({
    assetKey: ["up"],
    metadata: { used: { type: "text", value: "v3" } },
  });
});

test("O306 the upstream's manager loads, unless the input names one", async () => {
  const files = recordingIOManager();
  const remote = recordingIOManager();
  const special = recordingIOManager({}, () => "special");
  const up = asset({ name: "up", ioManagerKey: "files" }, () => 1);
  const one = asset({ name: "one", ioManagerKey: "remote", ins: { up } }, ({ up: value }) => value);
  const two = asset(
    {
      name: "two",
      ioManagerKey: "remote",
      ins: { up: assetIn(up, { inputManagerKey: "special" }) },
    },
    ({ up: value }) => value,
  );
  const result = await materialize([up, one, two], {
    resources: { files: files.manager, remote: remote.manager, special: special.manager },
  });
  expect(files.inputs.map((context) => context.stepKey)).toEqual(["one"]);
  expect(special.inputs.map((context) => context.stepKey)).toEqual(["two"]);
  expect(remote.inputs).toEqual([]);
  expect(remote.values.get("two")).toBe("special");
  expect(result.success).toBe(true);
});
