import { expect, test } from "vitest";
import { createApi } from "../__fixtures__/api.ts";

const upsert = `mutation ($input: UpsertSweepInput!) { upsertSweep(input: $input) {
  sweep { id name state } configValidationWarnings } }`;

test("sweeps are defined, changed and read with their runs", async () => {
  const api = createApi();
  const config = "method: grid\nparameters:\n  lr:\n    values: [1, 2]\n";
  const { upsertSweep } = await api.ask(upsert, { input: { config, projectName: "p" } });
  const { id, name } = upsertSweep.sweep;
  await api.ask(upsert, { input: { id, state: "RUNNING", displayName: "Search" } });
  for (const [run, loss] of [
    ["a", 2],
    ["b", 1],
  ] as const) {
    await api.init(run, { sweep: name, summaryMetrics: JSON.stringify({ loss }) });
  }
  const { project } = await api.ask(
    `query ($name: String!) { project(name: "p") { totalSweeps sweeps { edges { node { name } } }
      sweep(sweepName: $name) { displayName method state bestLoss config runCount
        runs(order: "+name") { edges { node { name } } } } } }`,
    { name },
  );
  expect(project).toEqual({
    totalSweeps: 1,
    sweeps: { edges: [{ node: { name } }] },
    sweep: {
      displayName: "Search",
      method: "grid",
      state: "RUNNING",
      bestLoss: 1,
      config,
      runCount: 2,
      runs: { edges: [{ node: { name: "a" } }, { node: { name: "b" } }] },
    },
  });
});

test.each([
  [{ projectName: "p" }, "needs a config"],
  [{ config: "x", projectName: "p", state: "ODD" }, "invalid sweep state"],
  [{ id: "none" }, "could not find sweep none"],
])("refuses %j", async (input, message) => {
  const { errors } = await createApi().query(upsert, { input });
  expect(errors[0]?.message).toContain(message);
});
