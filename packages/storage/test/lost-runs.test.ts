import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createEvent } from "@heddle/core";
import { expect, onTestFinished, test } from "vitest";
import { openInstance } from "../src/index.ts";
import { startChild } from "./fixtures/child.ts";
import { temporaryFile } from "./fixtures/temporary-file.ts";

/** A process that executes a run without end, once its step is at work. */
async function startRun(mode: "here" | "idle" | "busy") {
  const home = dirname(temporaryFile());
  const ledger = join(home, "ledger");
  const child = startChild("run-to-be-killed.ts", home, ledger, mode);
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const read = (): readonly number[] =>
    existsSync(ledger) ? readFileSync(ledger, "utf8").split(" ").filter(Boolean).map(Number) : [];
  await expect.poll(() => read().length, { timeout: 30_000, interval: 20 }).toBe(2);
  const [step = 0, started = 0] = read();
  onTestFinished(() => {
    if (isRunning(started)) process.kill(started, "SIGKILL");
  });
  return { home, child, step, started };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("O405 the next process that opens the instance ends the run of a killed one, and says why", async () => {
  const { home, child } = await startRun("here");
  await kill(child);

  await using instance = await openInstance({ home });
  const [run] = await instance.getRuns();
  expect(run).toMatchObject({ status: "FAILURE", failureReason: "UNEXPECTED_TERMINATION" });
  const { events } = await instance.getEvents({ runId: run?.runId ?? "", types: ["RUN_FAILURE"] });
  expect(events.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      new RegExp(`^The process that executed this run \\(${String(child.pid)} on .+\\) is gone`),
    ),
  ]);
  expect(await instance.storage.listClaims("")).toEqual([]);
});

test("O405 a stopped process that goes on finds its run alive, however late its machine's clock says it is", async () => {
  const { home, child } = await startRun("here");
  await using observer = await openInstance({ home });
  await expect.poll(() => observer.countRuns({ statuses: ["STARTED"] })).toBe(1);
  child.kill("SIGSTOP");
  const later = Date.now() + 86_400_000;
  for (let look = 0; look < 3; look += 1) {
    await using instance = await openInstance({ home, clock: () => later + look * 3_600_000 });
    expect(await instance.getRuns()).toMatchObject([{ status: "STARTED" }]);
  }
  child.kill("SIGCONT");
  await using instance = await openInstance({ home });
  const [run] = await instance.getRuns();
  const { runId = "", jobName = "" } = run ?? {};
  await instance.append(
    createEvent("RUN_CANCELING", { runId, jobName, timestamp: instance.now(), data: {} }),
  );
  await once(child, "exit");
  expect(await instance.getRun(runId)).toMatchObject({ status: "CANCELED" });
});

test.each(["idle", "busy"] as const)(
  "O218 O405 the %s step process of a killed run ends with it, and so does what the step has started",
  async (mode) => {
    const { home, child, step, started } = await startRun(mode);
    expect([isRunning(step), isRunning(started)]).toEqual([true, true]);
    await kill(child);
    await expect
      .poll(() => [isRunning(step), isRunning(started)], { timeout: 20_000 })
      .toEqual([false, false]);
    await using instance = await openInstance({ home });
    expect(await instance.getRuns()).toMatchObject([{ status: "FAILURE" }]);
  },
);

test("O405 whoever follows a run sees its end when its process is killed", async () => {
  const { home, child } = await startRun("here");
  await using instance = await openInstance({ home });
  const [run] = await instance.getRuns();
  const seen: string[] = [];
  const follow = async (): Promise<void> => {
    const events = instance.subscribe({ runId: run?.runId ?? "", untilFinished: true });
    for await (const event of events) seen.push(event.type);
  };
  const following = follow();
  await kill(child);
  await following;
  expect(seen.at(-1)).toBe("RUN_FAILURE");
});
