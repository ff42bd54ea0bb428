import { defaultApiKey } from "@heddle/wandb-mock";
import { launchJob } from "../../src/index.ts";
import type { World } from "./world.ts";

/** An agent that a test moves by hand: it takes items and says how their runs end, and nothing runs anywhere. */
export interface HandAgent {
  /** Takes the next item and starts a run of this id for it. @returns the item's id */
  take(runId: string): Promise<string>;
  /** Ends a run that was started, with a summary `loss`. */
  finish(runId: string, exitCode?: number): Promise<void>;
  /** Has a run say that its machine is being taken away, and fall silent. */
  preempt(runId: string): Promise<void>;
  /** Takes the next item and fails it before it has a run. @returns the item's id */
  fail(message: string): Promise<string>;
}

/** Registers an agent that a test moves by hand. */
export async function handAgent(world: World, queue = "q"): Promise<HandAgent> {
  const connection = await world.client.registerLaunchAgent({
    queues: [queue],
    hostname: "h",
    config: {},
    version: "t@0",
  });
  const post = async (path: string, body: unknown): Promise<void> => {
    const answer = await fetch(`${world.origin}/${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Basic ${btoa(`api:${defaultApiKey}`)}`,
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  };
  const stream = (runId: string, body: unknown): Promise<void> =>
    post(`files/ada/demo/${runId}/file_stream`, body);
  return {
    async take(runId) {
      const item = await connection.pop(queue);
      if (item === undefined || !(await connection.acknowledge(item.id, runId)))
        throw new Error(`there is no item for ${runId}`);
      await post("graphql", {
        query:
          'mutation U($n: String) { upsertBucket(input: {name: $n, modelName: "demo", entityName: "ada"}) { inserted } }',
        variables: { n: runId },
      });
      return item.id;
    },
    finish: (runId, exitCode = 0) =>
      stream(runId, {
        files: { "wandb-summary.json": { offset: 0, content: ['{"loss":0.5}'] } },
        complete: true,
        exitcode: exitCode,
      }),
    async preempt(runId) {
      await stream(runId, { preempting: true });
      world.backend.clock.advance(3_600_000);
    },
    async fail(message) {
      const item = await connection.pop(queue);
      if (item === undefined || !(await connection.fail(item.id, { message, phase: "agent" })))
        throw new Error(`there is no item to fail with "${message}"`);
      return item.id;
    },
  };
}

/** Queues a job that needs no code, asynchronously. */
export async function queued(world: World): Promise<{ queue: string; queueItemId: string }> {
  const { queueItemId = "" } = await launchJob(
    { docker_image: "team/train:1", queue: "q", synchronous: false },
    { client: world.client },
  );
  return { queue: "q", queueItemId };
}
