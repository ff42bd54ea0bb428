import { expect, test } from "vitest";
import { all } from "./collect.ts";
import { rejection, setUp } from "./support.ts";

test("reads a sweep by its id, and lists sweeps page by page", async () => {
  await using setup = await setUp();
  const { client } = setup;
  const config = "method: grid\nparameters:\n  lr:\n    values: [1, 2]\n";
  const names: string[] = [];
  for (let count = 0; count < 3; count++) {
    const { upsertSweep } = await client.graphql<{ upsertSweep: { sweep: { name: string } } }>(
      `mutation UpsertSweep($input: UpsertSweepInput!) { upsertSweep(input: $input) { sweep { name } } }`,
      {
        input: { config, projectName: "loom", entityName: "weavers", description: `no. ${count}` },
      },
    );
    names.push(upsertSweep.sweep.name);
  }
  const listed = await all(client.sweeps({ pageSize: 1 }));
  expect(listed.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  const sweep = await client.sweep(`weavers/loom/${names[0] ?? ""}`);
  expect(sweep).toMatchObject({
    name: names[0],
    method: "grid",
    state: "PENDING",
    description: "no. 0",
    config,
    runCount: 0,
    bestLoss: undefined,
  });
  expect(listed).toContainEqual(sweep);
  for (const path of ["none", "a/b/c/d", ""]) {
    expect(await rejection(client.sweep(path))).toMatchObject({ code: "WANDB_CLIENT_NOT_FOUND" });
  }
});
