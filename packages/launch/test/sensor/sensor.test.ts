import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { launchSensor } from "../../src/index.ts";
import { type HandAgent, handAgent, queued } from "../support/hand-agent.ts";
import { createWorld, type World } from "../support/world.ts";

let world: World;
let agent: HandAgent;
beforeEach(async () => {
  world = await createWorld();
  agent = await handAgent(world);
});
afterEach(() => world[Symbol.asyncDispose]());

describe("launches that asynchronous jobs handed over", () => {
  test("A67 each makes one request once it has settled; until then there is a skip reason", async () => {
    const launches = [await queued(world), await queued(world), await queued(world)];
    const [first, second, third] = launches.map(({ queueItemId }) => queueItemId);
    const sensor = launchSensor({ client: world.client, watch: { launches } });
    expect(sensor).toMatchObject({ name: "launch_sensor", minimumIntervalSeconds: 30 });

    const nothing = await sensor.evaluate();
    expect(nothing).toMatchObject({
      runRequests: [],
      skipReason: "given launches: nothing has settled; 3 pending",
    });

    await agent.take("run-a");
    await agent.take("run-b");
    await agent.finish("run-a");
    await agent.finish("run-b", 1);
    const two = await sensor.evaluate({ cursor: nothing.cursor });
    expect(two.skipReason).toBeUndefined();
    expect(two.runRequests).toEqual([
      {
        runKey: first,
        tags: {
          wandb_launch_queue: "q",
          wandb_launch_queue_item_id: first,
          wandb_launch_state: "finished",
          wandb_run_path: "ada/demo/run-a",
        },
      },
      {
        runKey: second,
        tags: expect.objectContaining({ wandb_launch_state: "failed" }) as unknown,
      },
    ]);
    expect(await sensor.evaluate({ cursor: two.cursor })).toMatchObject({
      runRequests: [],
      skipReason: "given launches: nothing has settled; 1 pending",
    });

    await world.client.launchQueue("q").remove(third ?? "");
    const last = await sensor.evaluate({ cursor: two.cursor });
    expect(last.runRequests).toMatchObject([
      { runKey: third, tags: { wandb_launch_state: "removed" } },
    ]);
    expect((await sensor.evaluate({ cursor: last.cursor })).skipReason).toBe(
      "given launches: all launches were reported (3)",
    );
  });

  test("onSettled sees how the launch ended and makes the request of it, or none", async () => {
    const launches = [await queued(world), await queued(world)];
    await agent.take("run-a");
    await agent.finish("run-a");
    await agent.fail("no such image");
    const seen: unknown[] = [];
    const sensor = launchSensor({
      client: world.client,
      name: "evaluations",
      watch: { launches: () => Promise.resolve(launches) },
      onSettled(launch) {
        seen.push(launch);
        if (launch.state !== "finished") return undefined;
        return {
          runKey: `evaluate-${launch.runId}`,
          jobName: "evaluation",
          runConfig: { ops: { evaluate: { config: launch.summary["loss"] } } },
          tags: { team: "ml" },
        };
      },
    });
    const { runRequests, cursor } = await sensor.evaluate();
    expect(seen).toMatchObject([
      {
        state: "finished",
        queue: "q",
        runId: "run-a",
        runUrl: `${world.origin}/ada/demo/runs/run-a`,
        runState: "finished",
        summary: { loss: 0.5 },
      },
      { state: "failed", runId: undefined, message: "no such image" },
    ]);
    expect(runRequests).toMatchObject([
      {
        runKey: "evaluate-run-a",
        jobName: "evaluation",
        runConfig: { ops: { evaluate: { config: 0.5 } } },
        tags: { team: "ml", wandb_launch_state: "finished" },
      },
    ]);
    launches.push(await queued(world));
    await agent.fail("no such image");
    expect(await sensor.evaluate({ cursor })).toMatchObject({
      runRequests: [],
      skipReason: "nothing is asked for after 1 settled launches",
    });
  });

  test("jobs that ran on this machine have nothing to wait for", async () => {
    const launches = [{ queue: undefined, queueItemId: undefined }];
    expect(
      await launchSensor({ client: world.client, watch: { launches } }).evaluate(),
    ).toMatchObject({ runRequests: [], skipReason: "given launches: there is no launch" });
  });

  test("a pre-empted run counts as failed only when it stays so", async () => {
    const launches = [await queued(world)];
    await agent.take("run-a");
    let now = 0;
    const sensor = launchSensor({
      client: world.client,
      watch: { launches },
      preemptedGraceSeconds: 60,
      now: () => now,
    });
    await agent.preempt("run-a");
    const first = await sensor.evaluate();
    expect(first.runRequests).toEqual([]);
    now = 59_000;
    const second = await sensor.evaluate({ cursor: first.cursor });
    expect(second.runRequests).toEqual([]);
    now = 60_000;
    expect((await sensor.evaluate({ cursor: second.cursor })).runRequests).toMatchObject([
      { tags: { wandb_launch_state: "failed" } },
    ]);
  });
});

describe("a whole queue", () => {
  test("every item since the cursor is watched, whoever queued it and whatever project it runs in", async () => {
    const sensor = launchSensor({ client: world.client, watch: { queue: "q" } });
    const empty = await sensor.evaluate();
    expect(empty.skipReason).toBe("queue q: there is no launch");
    const { id } = await world.client
      .launchQueue("q")
      .push({ entity: "ada", project: "elsewhere", docker: { docker_image: "a/b:1" } });
    const open = await sensor.evaluate({ cursor: empty.cursor });
    expect(open.skipReason).toBe("queue q: nothing has settled; 1 pending");
    const connection = await world.client.registerLaunchAgent({
      queues: ["q"],
      hostname: "h",
      config: {},
      version: "t@0",
    });
    await connection.pop("q");
    await connection.acknowledge(id, "run-x");
    expect((await sensor.evaluate({ cursor: open.cursor })).skipReason).toBe(
      "queue q: nothing has settled; 1 starting",
    );
    const run = await world.client.run({ id: "run-x", entity: "ada", project: "elsewhere" });
    const running = await sensor.evaluate({ cursor: open.cursor });
    expect(running.skipReason).toBe("queue q: nothing has settled; 1 running");
    await run.finish();
    expect((await sensor.evaluate({ cursor: running.cursor })).runRequests).toMatchObject([
      { runKey: id, tags: { wandb_run_path: "ada/elsewhere/run-x" } },
    ]);
  });

  test("start now leaves out what had settled before the first evaluation", async () => {
    await queued(world);
    await agent.fail("old");
    const open = await queued(world);
    const sensor = launchSensor({ client: world.client, watch: { queue: "q" }, start: "now" });
    const first = await sensor.evaluate();
    expect(first.skipReason).toBe("queue q: nothing has settled; 1 pending");
    await agent.fail("new");
    expect((await sensor.evaluate({ cursor: first.cursor })).runRequests).toMatchObject([
      { runKey: open.queueItemId },
    ]);
  });

  test("a limit spreads the reports over evaluations", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      await queued(world);
      ids.push(await agent.fail("broken"));
    }
    const sensor = launchSensor({ client: world.client, watch: { queue: "q" }, limit: 2 });
    const reported: string[][] = [];
    for (let cursor = ""; reported.length < 4;) {
      const result = await sensor.evaluate({ cursor });
      reported.push(result.runRequests.map(({ runKey }) => runKey));
      cursor = result.cursor;
    }
    expect(reported).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4), []]);
  });

  test("an item that left its queue is reported as removed, once; one whose run is known by its run", async () => {
    const gone = await queued(world);
    const sensor = launchSensor({ client: world.client, watch: { queue: "q" } });
    const first = await sensor.evaluate();
    await world.client.launchQueue("q").remove(gone.queueItemId);
    const stays = await queued(world);
    const second = await sensor.evaluate({ cursor: first.cursor });
    expect(second.runRequests).toMatchObject([
      { runKey: gone.queueItemId, tags: { wandb_launch_state: "removed" } },
    ]);
    expect((await sensor.evaluate({ cursor: second.cursor })).runRequests).toEqual([]);
    expect(JSON.parse(second.cursor)).toMatchObject({
      done: [gone.queueItemId],
      open: [[stays.queueItemId, {}]],
    });
  });

  test("a run that goes on under a new item after a pre-emption is reported under that item alone", async () => {
    const old = await queued(world);
    await agent.take("run-a");
    await agent.preempt("run-a");
    const { id } = await world.client.launchQueue("q").push({
      entity: "ada",
      project: "demo",
      docker: { docker_image: "team/train:1" },
      run_id: "run-a",
      _resume_count: 1,
    });
    const sensor = launchSensor({
      client: world.client,
      watch: { queue: "q" },
      preemptedGraceSeconds: 0,
    });
    const first = await sensor.evaluate();
    expect(first.skipReason).toBe("queue q: nothing has settled; 1 pending");
    expect(JSON.parse(first.cursor)).toMatchObject({ done: [old.queueItemId] });
    await agent.fail("gone");
    expect((await sensor.evaluate({ cursor: first.cursor })).runRequests).toMatchObject([
      { runKey: id },
    ]);
  });

  test("a queue that is missing is an error, not a queue whose items were all removed", async () => {
    await queued(world);
    const sensor = launchSensor({ client: world.client, watch: { queue: "q" } });
    const { cursor } = await sensor.evaluate();
    await world.client.launchQueue("q").delete();
    await expect(sensor.evaluate({ cursor })).rejects.toMatchObject({
      code: "LAUNCH_QUEUE_MISSING",
    });
  });
});

test.each([
  ["not JSON", "{"],
  ["something else", '{"version":2}'],
  ["of another sensor", '{"version":1,"watches":"queue other","done":[],"open":[]}'],
])("a cursor that is %s is refused", async (_name, cursor) => {
  const sensor = launchSensor({ client: world.client, watch: { queue: "q" } });
  await expect(sensor.evaluate({ cursor })).rejects.toMatchObject({
    code: "LAUNCH_CURSOR_INVALID",
  });
});
