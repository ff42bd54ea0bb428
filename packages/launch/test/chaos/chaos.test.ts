import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { groupMembers } from "../../src/supervisor/process-group.ts";
import { randomFrom } from "../support/random.ts";
import { type AgentProcess, createWorld, jobOf, spawnAgent, type World } from "../support/world.ts";

// Hundreds of processes on a loaded machine take their time.
vi.setConfig({ testTimeout: 900_000 });

const jobCount = 200;
const agentCount = 3;
const seed = 20_261_123;

/** Writes down that it started, then starts and finishes its run with as little as possible: Node's HTTP takes longer to load. */
const program = (ledger: string): string => `
import { appendFileSync } from "node:fs";
import { connect } from "node:net";
appendFileSync(${JSON.stringify(ledger)} + "/" + process.env.WANDB_RUN_ID, process.pid + "\\n");
const { WANDB_BASE_URL: base, WANDB_API_KEY: key, WANDB_ENTITY: entity, WANDB_PROJECT: project, WANDB_RUN_ID: id } = process.env;
const [, host, port] = /^http:..([^:]+):([0-9]+)$/.exec(base);
const post = (path, body) => new Promise((resolve, reject) => {
  const text = JSON.stringify(body);
  const head = ["POST " + path + " HTTP/1.1", "host: " + host, "connection: close", "content-type: application/json", "authorization: Basic " + btoa("api:" + key), "content-length: " + text.length];
  let answer = "";
  const socket = connect(Number(port), host, () => socket.write(head.join("\\r\\n") + "\\r\\n\\r\\n" + text));
  socket.on("data", (part) => (answer += part));
  socket.on("error", reject);
  socket.on("close", () => (answer.startsWith("HTTP/1.1 200 ") ? resolve() : reject(new Error("refused"))));
});
const patiently = async (path, body) => { for (let tries = 0; ; tries += 1) try { return await post(path, body); } catch (error) { if (tries === 50) throw error; await new Promise((resolve) => setTimeout(resolve, 20)); } };
await patiently("/graphql", { query: "mutation U($n: String, $p: String, $e: String) { upsertBucket(input: {name: $n, modelName: $p, entityName: $e}) { inserted } }", variables: { n: id, p: project, e: entity } });
await patiently("/files/" + [entity, project, id].join("/") + "/file_stream", { complete: true, exitcode: 0 });
`;

test(`${jobCount} jobs, ${agentCount} agents that are killed, and a network that is cut: each job runs once or is reported failed`, async () => {
  await using world = await createWorld();
  const ledger = join(world.folder, "ledger");
  await world.file("ledger/.keep", "");
  const job = await jobOf(world, program(ledger), "job-chaos");
  for (let index = 0; index < jobCount; index += 1) {
    await world.client.launchQueue("q").push({ entity: "ada", project: "demo", job });
  }
  const random = randomFrom(seed);
  const config = { max_jobs: 4, poll_interval_seconds: 1 };
  const agents: AgentProcess[] = Array.from({ length: agentCount }, (_, index) =>
    spawnAgent(world, `agent-${index}`, config),
  );
  let kills = 0;
  let cuts = 0;
  for (let mark = 20; mark < jobCount; mark += 20) {
    await settled(world, mark);
    if (mark % 40 === 20) {
      const index = Math.floor(random() * agentCount);
      await agents[index]?.kill("SIGKILL");
      kills += 1;
      agents[index] = spawnAgent(world, `agent-${index}`, config);
    } else {
      cuts += 1;
      world.backend.faults.rate({
        rate: random() < 0.3 ? 1 : 0.3,
        seed: Math.floor(random() * 1_000_000),
        actions: [
          { kind: "reset" },
          { kind: "reset", when: "after" },
          { kind: "status", status: 503 },
        ],
      });
      await pause(100 + random() * 300);
      world.backend.faults.clear();
    }
  }
  await settled(world, jobCount);
  for (const agent of agents) await agent.kill("SIGTERM");

  expect([kills, cuts]).toEqual([5, 4]);
  const items = world.backend.launch.items("q");
  expect(items).toHaveLength(jobCount);
  const starts = await startsByRun(ledger);
  const report = items.map(({ state, error, associatedRunId }) => ({
    state,
    isReported: error !== null && error.message !== "",
    run: stateOf(world, associatedRunId),
    starts: starts.get(associatedRunId ?? "")?.length ?? 0,
  }));
  const ranOnce = report.filter(
    ({ state, run, starts: count }) => state === "CLAIMED" && run === "finished" && count === 1,
  );
  const failed = report.filter(
    ({ state, isReported, starts: count }) => state === "FAILED" && isReported && count <= 1,
  );
  const accounted = new Set([...ranOnce, ...failed]);
  expect(report.filter((one) => !accounted.has(one))).toEqual([]);
  // Killing an agent costs at most the jobs that it was running.
  expect(failed.length).toBeLessThanOrEqual(kills * 4);
  const orphans = [...starts.values()].flat().filter((pid) => groupMembers(pid).length > 0);
  expect(orphans).toEqual([]);
});

/** Waits until so many items are through. Leases of killed agents are let run out when nothing moves any more. */
async function settled(world: World, count: number): Promise<void> {
  let stalled = 0;
  let before = -1;
  for (;;) {
    const items = world.backend.launch.items("q");
    const done = items.filter(
      ({ state, associatedRunId }) =>
        state === "FAILED" ||
        (state === "CLAIMED" && stateOf(world, associatedRunId) === "finished"),
    ).length;
    if (done >= count) return;
    stalled = done === before ? stalled + 1 : 0;
    before = done;
    const isOnlyLeased =
      items.every(({ state }) => state !== "PENDING") &&
      items.some(({ state }) => state === "LEASED");
    if (isOnlyLeased && stalled > 10) world.backend.clock.advance(61_000);
    await pause(50);
  }
}

function stateOf(world: World, runId: string | null): string | undefined {
  return runId === null ? undefined : world.backend.inspect.run(`ada/demo/${runId}`)?.state;
}

async function startsByRun(ledger: string): Promise<Map<string, number[]>> {
  const names = (await readdir(ledger)).filter((name) => name !== ".keep");
  const entries = names.map(async (name): Promise<[string, number[]]> => {
    const lines = (await readFile(join(ledger, name), "utf8")).trim().split("\n");
    return [name, lines.map(Number)];
  });
  return new Map(await Promise.all(entries));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
