import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { launchSensor, type LaunchRunRequest } from "../../src/index.ts";
import { handAgent, queued } from "../support/hand-agent.ts";
import { randomFrom } from "../support/random.ts";
import { createWorld, type World } from "../support/world.ts";

vi.setConfig({ testTimeout: 60_000 });

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

/** What an engine of sensors keeps: a cursor that is saved on success, and one run for each key. */
class Engine {
  cursor: string | undefined;
  readonly runs = new Map<string, LaunchRunRequest>();
  readonly asked: string[] = [];
  readonly lost: string[] = [];

  take(requests: readonly LaunchRunRequest[]): void {
    for (const request of requests) {
      this.asked.push(request.runKey);
      if (!this.runs.has(request.runKey)) this.runs.set(request.runKey, request);
    }
  }
}

test.each([1, 2, 3])(
  "each launch makes one run although evaluations throw, the server fails and processes die (seed %i)",
  async (seed) => {
    const random = randomFrom(seed);
    const agent = await handAgent(world);
    const engine = new Engine();
    const queuedIds: string[] = [];
    const running: string[] = [];
    let failures = 0;

    const evaluate = async (fault: "none" | "throw" | "server" | "death"): Promise<void> => {
      let calls = 0;
      const isThrowingAt = fault === "throw" ? Math.floor(random() * 3) : -1;
      // A new sensor each time, as after a restart: nothing but the cursor is remembered.
      const sensor = launchSensor({
        client: world.client,
        watch: { queue: "q" },
        onSettled() {
          calls += 1;
          if (calls - 1 === isThrowingAt) throw new Error("onSettled broke");
          return {};
        },
      });
      if (fault === "server")
        world.backend.faults.rate({ rate: 1, actions: [{ kind: "status", status: 503 }] });
      try {
        const { runRequests, cursor } = await sensor.evaluate({ cursor: engine.cursor });
        engine.take(runRequests);
        // The process dies when the runs are made and the cursor is not saved yet.
        if (fault === "death") engine.lost.push(...runRequests.map(({ runKey }) => runKey));
        else engine.cursor = cursor;
      } catch {
        failures += 1;
      } finally {
        world.backend.faults.clear();
      }
    };

    for (let step = 0; step < 60; step += 1) {
      const dice = random();
      if (dice < 0.35) queuedIds.push((await queued(world)).queueItemId);
      else if (dice < 0.55 && queuedIds.length > running.length + engine.runs.size) {
        const runId = `run-${step}`;
        await agent.take(runId).then(
          () => running.push(runId),
          () => undefined,
        );
      } else if (dice < 0.7 && running.length > 0) {
        await agent.finish(running.shift() ?? "", random() < 0.3 ? 1 : 0);
      } else if (dice < 0.75) {
        await agent.fail("broken").catch(() => undefined);
      } else {
        const fault = random();
        await evaluate(
          fault < 0.2 ? "throw" : fault < 0.35 ? "server" : fault < 0.65 ? "death" : "none",
        );
      }
    }
    for (const runId of running) await agent.finish(runId);
    for (;;) {
      if (
        !(await agent.fail("end").then(
          () => true,
          () => false,
        ))
      )
        break;
    }
    await evaluate("death");
    await evaluate("throw");
    await evaluate("none");
    const before = engine.asked.length;
    await evaluate("none");

    expect(engine.asked).toHaveLength(before);
    expect(new Set(engine.runs.keys())).toEqual(new Set(queuedIds));
    // A key is asked for again only when its cursor was lost.
    const once = engine.asked.filter((key) => !engine.lost.includes(key));
    expect(new Set(once).size).toBe(once.length);
    expect(engine.asked.length - engine.runs.size).toBeLessThanOrEqual(engine.lost.length);
    expect([engine.lost.length > 0, failures > 0]).toEqual([true, true]);
  },
);
