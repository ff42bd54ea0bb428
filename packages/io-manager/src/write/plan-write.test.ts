import { expect, test } from "vitest";
import { parseWriteConfiguration } from "../configuration/write-configuration.ts";
import { WandbArtifactsIOManagerError } from "../errors.ts";
import { planWrite, type ValueKind, type WritePlan, type WriteQuestion } from "./plan-write.ts";

const plain: ValueKind = { kind: "value" };
const table: ValueKind = { kind: "object", className: "Table" };
const graph: ValueKind = {
  kind: "unsupported",
  className: "Graph",
  accepted: ["Table", "Image"],
  advice: "Log it to the run.",
};
const draft = (over: Partial<Extract<ValueKind, { kind: "artifact" }>> = {}): ValueKind => ({
  kind: "artifact",
  name: "my_asset",
  type: "dataset",
  description: undefined,
  committed: false,
  ...over,
});

const question = (
  value: ValueKind,
  raw: Record<string, unknown> = {},
  over: Partial<WriteQuestion> = {},
): WriteQuestion => ({
  place: 'asset "my_asset"',
  value,
  configuration: parseWriteConfiguration(raw, "test"),
  assetName: "my_asset",
  partitionKeys: [],
  withPartition: (base) => base,
  modules: ["pickle", "dill", "cloudpickle", "joblib", "raw"],
  requireType: false,
  emptyOutput: "skip",
  ...over,
});

const op = { assetName: undefined };
const stored = (plan: WritePlan): Extract<WritePlan, { action: "store" }> => {
  if (plan.action !== "store") throw new Error("nothing would be stored");
  return plan;
};

test.each<[string, WriteQuestion, object]>([
  [
    "a plain value of an asset",
    question(plain, { type: "dataset" }),
    {
      name: "my_asset",
      type: "dataset",
      content: { kind: "serialized", module: "pickle", parameters: {} },
    },
  ],
  [
    "a plain value of an op",
    question(plain, { name: "my_artifact" }, op),
    { name: "my_artifact", type: "artifact" },
  ],
  [
    "parameters of the serialization module",
    question(plain, { serialization_module: { name: "joblib", parameters: { compress: 3 } } }),
    { content: { kind: "serialized", module: "joblib", parameters: { compress: 3 } } },
  ],
  [
    "a Table under its class name",
    question(table),
    { content: { kind: "object", entry: "Table" } },
  ],
  [
    "an Artifact with its own type",
    question(draft()),
    { name: "my_asset", type: "dataset", description: undefined, content: { kind: "artifact" } },
  ],
  [
    "an Artifact whose description comes from the configuration",
    question(draft(), { description: "text" }),
    { description: "text" },
  ],
  [
    "an Artifact of an op under its own name",
    question(draft({ name: "own" }), {}, op),
    { name: "own" },
  ],
  [
    "the partition behind the name",
    question(
      plain,
      {},
      { withPartition: (base) => `${base}.2023-01-01`, partitionKeys: ["2023-01-01"] },
    ),
    { name: "my_asset.2023-01-01" },
  ],
  [
    "a stream without a wrapper",
    question({ kind: "stream" }),
    { content: { kind: "serialized", module: "raw", parameters: {} } },
  ],
  [
    "an empty value when asked",
    question({ kind: "empty" }, { empty_output: "artifact" }),
    { content: { kind: "serialized", module: "pickle", parameters: {} } },
  ],
])("plans %s", (_, asked, expected) => {
  expect(stored(planWrite(asked))).toMatchObject(expected);
});

test.each<[string, WriteQuestion]>([
  ["E-W01", question(plain, {}, { partitionKeys: ["a", "b"] })],
  ["E-W03", question(plain, { serialization_module: { name: "msgpack" } })],
  ["E-W03", question(draft(), { serialization_module: { name: "msgpack" } })],
  ["E-W04", question(draft(), { name: "n" })],
  ["E-W05", question(draft(), { type: "t" })],
  ["E-W06", question(draft({ description: "one" }), { description: "two" })],
  ["E-W07", question(plain, { name: "n" })],
  ["E-W07", question(table, { name: "n" })],
  ["E-W08", question(draft({ name: undefined }), {}, op)],
  ["E-W09", question(graph)],
  ["E-W10", question(draft({ name: "my_asset:v3", committed: true }))],
  ["E-W11", question(plain, {}, op)],
  ["E-W14", question(draft({ name: "my artifact" }), {}, op)],
  ["E-W14", question(draft({ type: "wandb-history" }))],
  ["E-W14", question(plain, {}, { requireType: true })],
])("refuses with %s", (code, asked) => {
  let caught: unknown;
  try {
    planWrite(asked);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(WandbArtifactsIOManagerError);
  expect((caught as WandbArtifactsIOManagerError).details["codes"]).toEqual([code]);
});

test("reports all faults of one write together", () => {
  expect(() => planWrite(question(draft({ committed: true }), { name: "n", type: "t" }))).toThrow(
    expect.objectContaining({
      details: expect.objectContaining({ codes: ["E-W10", "E-W04", "E-W05"] }),
    }),
  );
});

test("skips an empty value with a warning, whatever else is configured", () => {
  expect(planWrite(question({ kind: "empty" }, { name: "n" }))).toEqual({
    action: "skip",
    warnings: [expect.stringContaining("empty")],
  });
});

test("warns when an Artifact is renamed to its asset", () => {
  expect(stored(planWrite(question(draft({ name: "other" })))).warnings).toEqual([
    expect.stringContaining('"other" is replaced by the asset\'s, "my_asset"'),
  ]);
});

test.each([
  ["an Artifact", draft()],
  ["a W&B Table", table],
])("warns that serialization settings do nothing for %s", (what, value) => {
  const plan = stored(planWrite(question(value, { serialization_module: "dill" })));
  expect(plan.warnings).toEqual([expect.stringContaining(what)]);
});

test("notes that a missing type becomes `artifact`", () => {
  expect(stored(planWrite(question(plain))).notes).toEqual([expect.stringContaining('"artifact"')]);
});
