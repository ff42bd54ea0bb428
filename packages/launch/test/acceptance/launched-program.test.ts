import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test, vi } from "vitest";
import { createJob, launchJob } from "../../src/index.ts";
import { createWorld, quickJob, startAgent } from "../support/world.ts";

vi.setConfig({ testTimeout: 60_000 });

const client = pathToFileURL(
  fileURLToPath(new URL("../../../wandb-client/src/index.ts", import.meta.url)),
).href;

/** An ordinary program of a user: nothing in it knows of Launch. */
const program = `
import { WandbClient } from ${JSON.stringify(client)};
const run = await WandbClient.fromEnv().run({ config: { lr: 0.1, epochs: 3 } });
await run.log({ loss: 0.25 });
await run.finish();
`;

test("a Node program picks up its run id, configuration and inputs through the client, with no change", async () => {
  await using world = await createWorld();
  await world.file("train/main.mjs", program);
  await world.file("train/package.json", '{"dependencies":{"left-pad":"^1.0.0"}}');
  const job = await createJob(world.client, {
    source: { kind: "code", folder: `${world.folder}/train` },
    entryPoint: ["node", "--conditions=@heddle/source", "main.mjs"],
    name: "job-node",
    inputs: { lr: 0.1, epochs: 3 },
  });
  await using agent = startAgent(world);
  const result = await launchJob(
    { ...quickJob, job: job.qualifiedName, queue: "q", name: "tuned", run_config: { lr: 0.5 } },
    { client: world.client },
  );
  expect(result.summary).toMatchObject({ loss: 0.25 });
  const run = world.backend.inspect.run(result.runPath ?? "");
  expect(run).toMatchObject({
    displayName: "tuned",
    state: "finished",
    config: { lr: 0.5, epochs: 3 },
  });
  expect(world.backend.inspect.lineage().edges).toContainEqual({
    from: "artifact:ada/demo/job-node:v0",
    to: `run:ada/demo/${result.runId}`,
    kind: "used",
  });
  await agent.stop();

  const requirements = await (await job.entry("requirements.node.json")).text();
  expect(JSON.parse(requirements)).toEqual({ "left-pad": "^1.0.0" });
  const file = JSON.parse(await (await job.entry("wandb-job.json")).text()) as Record<
    string,
    unknown
  >;
  expect(file).toMatchObject({
    runtime: `node${process.versions.node.split(".")[0]}`,
    input_types: { wb_type: "typedDict", params: { type_map: { lr: { wb_type: "number" } } } },
  });
});
