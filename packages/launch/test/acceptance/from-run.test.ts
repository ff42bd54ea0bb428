import { execFileSync } from "node:child_process";
import { ArtifactDraft } from "@heddle/wandb-client";
import { defaultApiKey } from "@heddle/wandb-mock";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createJobFromRun, launchJob, launchStatus } from "../../src/index.ts";
import {
  createWorld,
  jobOf,
  quickJob,
  recordingLog,
  runProgram,
  startAgent,
  trainingRepository,
  until,
  type World,
} from "../support/world.ts";

vi.setConfig({ testTimeout: 60_000 });

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

/** Stores a file of a run, as clients do at its end. */
async function storeRunFile(id: string, name: string, content: string): Promise<void> {
  const answer = await world.client.graphql<{ createRunFiles: { files: { uploadUrl: string }[] } }>(
    `mutation CreateRunFiles($r: String!, $f: [String!]!) {
      createRunFiles(input: {entityName: "ada", projectName: "demo", runName: $r, files: $f}) { files { name uploadUrl } }
    }`,
    { r: id, f: [name] },
  );
  const [file] = answer.createRunFiles.files;
  const headers = { authorization: `Basic ${btoa(`api:${defaultApiKey}`)}` };
  const { status } = await fetch(file?.uploadUrl ?? "", { method: "PUT", body: content, headers });
  expect(status).toBe(200);
}

const finishedRun = async (id: string, metadata?: object): Promise<void> => {
  const run = await world.client.run({ id, config: { lr: 0.1, layers: [1, 2] } });
  await run.log({ loss: 0.5 });
  await run.finish();
  if (metadata !== undefined)
    await storeRunFile(id, "wandb-metadata.json", JSON.stringify(metadata));
};

describe("createJobFromRun", () => {
  test("a run with a commit and uncommitted changes gives a job that reproduces both", async () => {
    const remote = await trainingRepository(world, "console.log('as committed')");
    const cwd = `${world.folder}/repository`;
    const commit = execFileSync("git", ["rev-parse", "HEAD"], { cwd, encoding: "utf8" }).trim();
    await world.file("repository/train.py", "console.log('as changed')");
    const patch = execFileSync("git", ["diff"], { cwd, encoding: "utf8" });
    await finishedRun("gitrun01", {
      git: { remote, commit },
      codePath: "train.py",
      executable: "/opt/bin/python3.11",
      python: "CPython 3.11.7",
    });
    await storeRunFile("gitrun01", "diff.patch", patch);
    await storeRunFile("gitrun01", "requirements.txt", "wandb==0.31.0\n");
    const job = await createJobFromRun(world.client, "ada/demo/gitrun01", { name: "job-git" });
    const file = JSON.parse(await (await job.entry("wandb-job.json")).text()) as Record<
      string,
      unknown
    >;
    expect(file).toEqual({
      _version: "v0",
      source_type: "repo",
      source: { git: { remote, commit }, entrypoint: ["python3.11", "train.py"], notebook: false },
      input_types: {
        wb_type: "typedDict",
        params: {
          type_map: {
            lr: { wb_type: "number" },
            layers: { wb_type: "list", params: { element_type: { wb_type: "number" }, length: 2 } },
          },
        },
      },
      output_types: { wb_type: "typedDict", params: { type_map: { loss: { wb_type: "number" } } } },
      runtime: "3.11",
    });
    expect(await (await job.entry("requirements.frozen.txt")).text()).toBe("wandb==0.31.0\n");
    const log = recordingLog();
    await launchJob(
      { ...quickJob, job: job.qualifiedName, entry_point: ["python", "train.py"] },
      {
        client: world.client,
        log,
        environment: { ...process.env, PATH: `${world.folder}/bin:${process.env["PATH"] ?? ""}` },
      },
    );
    expect(log.lines).toContain("as changed");
  });

  test("a run with a code artifact, and one with an image", async () => {
    const run = await world.client.run({ id: "coderun1" });
    const draft = new ArtifactDraft({ name: "source-demo", type: "code", isReservedType: true });
    await draft.newFile("main.mjs", "console.log(1)");
    const code = await run.logArtifact(draft);
    await run.finish();
    const fromCode = await createJobFromRun(world.client, "coderun1", {
      entryPoint: ["node", "main.mjs"],
    });
    expect(fromCode.name).toBe("job-source-demo:v0");
    expect(JSON.parse(await (await fromCode.entry("wandb-job.json")).text())).toMatchObject({
      source_type: "artifact",
      source: { artifact: `wandb-artifact://_id/${code.id}`, entrypoint: ["node", "main.mjs"] },
      runtime: `node${process.versions.node.split(".")[0]}`,
    });
    await finishedRun("imagerun", { docker: "team/train:1.4" });
    const fromImage = await createJobFromRun(world.client, "imagerun");
    expect(fromImage.name).toBe("job-team_train:v0");
    expect(fromImage.aliases).toContain("1.4");
  });

  test("a run that recorded nothing is refused, and so is one that does not exist", async () => {
    await finishedRun("bare0001");
    await expect(createJobFromRun(world.client, "bare0001")).rejects.toMatchObject({
      code: "LAUNCH_RUN_WITHOUT_SOURCE",
    });
    await expect(createJobFromRun(world.client, "missing1")).rejects.toMatchObject({
      code: "WANDB_CLIENT_NOT_FOUND",
    });
  });
});

test("a uri that is a run's page reproduces the run: its job, its configuration, and what is changed", async () => {
  const job = await jobOf(world, runProgram, "job-train");
  await using agent = startAgent(world);
  const config = { ...quickJob, queue: "q" };
  const first = await launchJob(
    { ...config, job, run_config: { lr: 0.1, epochs: 3 } },
    { client: world.client },
  );
  const used = await world.client
    .attachRun({ entity: "ada", project: "demo", id: first.runId ?? "" })
    .useArtifact(job);
  expect(used.type).toBe("job");
  const second = await launchJob(
    { ...config, uri: first.runUrl ?? "", run_config: { lr: 0.5 } },
    { client: world.client },
  );
  const [, item] = world.backend.launch.items("q");
  expect(item?.runSpec).toMatchObject({ job, overrides: { run_config: { lr: 0.5, epochs: 3 } } });
  expect(second.runId).not.toBe(first.runId);
  expect(world.backend.inspect.run(second.runPath ?? "")?.config).toMatchObject({
    lr: 0.5,
    epochs: 3,
  });
  await agent.stop();
});

test("launchStatus looks once at each stage of a queued job", async () => {
  const job = await jobOf(world, runProgram, "job-train");
  const options = { client: world.client };
  const { queueItemId = "" } = await launchJob({ job, queue: "q", synchronous: false }, options);
  const look = () => launchStatus({ queue: "q", queueItemId }, options);
  expect(await look()).toMatchObject({ state: "pending", runId: undefined });
  await using agent = startAgent(world);
  const done = await until(async () => {
    const status = await look();
    return status.state === "finished" && status;
  });
  expect(done).toMatchObject({
    runState: "finished",
    runUrl: expect.stringContaining("/ada/demo/runs/") as string,
  });
  const broken = await launchJob(
    { uri: `file://${world.folder}/nowhere`, queue: "q", synchronous: false },
    options,
  );
  const failed = await until(async () => {
    const status = await launchStatus(
      { queue: "q", queueItemId: broken.queueItemId ?? "" },
      options,
    );
    return status.state === "failed" && status;
  });
  expect(failed.message).toMatch(/could not be read/);
  expect(
    await launchStatus({ queue: "q", queueItemId: "UnVuUXVldWVJdGVtOjk5" }, options),
  ).toMatchObject({ state: "removed" });
  await agent.stop();
});
