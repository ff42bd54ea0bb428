import { cp } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createJob, launchJob } from "../../src/index.ts";
import { createWorld, quickJob, recordingLog, startAgent, until } from "../support/world.ts";
import { python, runProgramFile, sdkEnvironment, startPython } from "./python.ts";

const training = join(import.meta.dirname, "programs", "training");

test.skipIf(python === undefined)(
  "a job that the SDK made and queued is run by our agent",
  async () => {
    await using world = await createWorld();
    await cp(training, join(world.folder, "training"), { recursive: true });
    const program = startPython(world, [
      join(import.meta.dirname, "programs", "queue_job.py"),
      join(world.folder, "training"),
    ]);
    await until(() => program.output().includes("ready") || program.child.exitCode !== null);
    await using agent = startAgent(
      world,
      { queues: ["sdk_queue"] },
      { environment: sdkEnvironment(world) },
    );
    const code = await program.exit;
    if (code !== 0) throw new Error(`queue_job.py ended with ${code}\n${program.output()}`);
    expect(JSON.parse(program.output().trimEnd().split("\n").at(-1) ?? "")).toMatchObject({
      state: "finished",
      lr: 0.5,
      epochs: 2,
      loss: 0.25,
      used: ["job-sdk:v0"],
    });
    await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
    expect(await agent.stop()).toMatchObject({ jobsSucceeded: 1, jobsFailed: 0 });
    expect(world.backend.inspect.unanswered()).toEqual([]);
  },
);

test.skipIf(python === undefined)(
  "a job that we made and queued is run by W&B's own launch-agent",
  async () => {
    await using world = await createWorld();
    const job = await createJob(world.client, {
      source: { kind: "code", folder: training },
      entryPoint: ["python", "train.py"],
      runtime: "3.11",
      inputs: { lr: 0.1 },
      name: "job-ours",
    });
    expect(await runProgramFile(world, "read_job", [job.qualifiedName])).toEqual({
      entrypoint: ["python", "train.py"],
      accepts: true,
      refuses: true,
    });
    const agent = startPython(world, [
      "-m",
      "wandb",
      "launch-agent",
      "-q",
      "q",
      "-e",
      "ada",
      "-j",
      "1",
    ]);
    try {
      const log = recordingLog();
      const launched = launchJob(
        {
          ...quickJob,
          job: job.qualifiedName,
          queue: "q",
          run_config: { lr: 0.25 },
          timeout_minutes: 2,
        },
        { client: world.client, log },
      );
      const result = await launched.catch((error: unknown) => {
        throw new Error(`${String(error)}\n${agent.output()}`);
      });
      expect(result).toMatchObject({ state: "finished", summary: { loss: 0.125 } });
      expect(world.backend.inspect.run(result.runPath ?? "")?.config).toMatchObject({
        lr: 0.25,
        epochs: 2,
      });
      expect(log.lines.join("\n")).toContain("trained with lr 0.25");
      expect(world.backend.inspect.unanswered()).toEqual([]);
    } finally {
      agent.child.kill("SIGINT");
      await agent.exit;
    }
  },
);
