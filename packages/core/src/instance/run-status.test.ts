import { HeddleError } from "@heddle/errors";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createEvent } from "./create-event.ts";
import { ephemeralInstance } from "./ephemeral-instance.ts";
import { sampleData } from "./conformance/sample-events.ts";
import { eventTypes, type EventType } from "./events.ts";
import { finishedStatuses, isFinished, nextRunStatus, type RunStatus } from "./run-status.ts";

const statuses: readonly RunStatus[] = [
  "NOT_STARTED",
  "QUEUED",
  "STARTING",
  "STARTED",
  "CANCELING",
  "SUCCESS",
  "FAILURE",
  "CANCELED",
  "MANAGED",
];

test("O222 allows exactly the legal transitions", () => {
  const changes = statuses.flatMap((from) =>
    eventTypes.flatMap((event) => {
      const to = nextRunStatus(from, event);
      return to === undefined || to === from ? [] : [`${from} ${event} ${to}`];
    }),
  );
  expect(changes).toEqual([
    "NOT_STARTED RUN_ENQUEUED QUEUED",
    "NOT_STARTED RUN_STARTING STARTING",
    "NOT_STARTED RUN_START STARTED",
    "NOT_STARTED RUN_CANCELING CANCELING",
    "NOT_STARTED RUN_FAILURE FAILURE",
    "NOT_STARTED RUN_CANCELED CANCELED",
    "QUEUED RUN_STARTING STARTING",
    "QUEUED RUN_CANCELING CANCELING",
    "QUEUED RUN_FAILURE FAILURE",
    "QUEUED RUN_CANCELED CANCELED",
    "STARTING RUN_START STARTED",
    "STARTING RUN_CANCELING CANCELING",
    "STARTING RUN_FAILURE FAILURE",
    "STARTED RUN_SUCCESS SUCCESS",
    "STARTED RUN_CANCELING CANCELING",
    "STARTED RUN_FAILURE FAILURE",
    "CANCELING RUN_SUCCESS SUCCESS",
    "CANCELING RUN_FAILURE FAILURE",
    "CANCELING RUN_CANCELED CANCELED",
    "MANAGED RUN_SUCCESS SUCCESS",
    "MANAGED RUN_CANCELING CANCELING",
    "MANAGED RUN_FAILURE FAILURE",
    "MANAGED RUN_CANCELED CANCELED",
  ]);
});

test("O222 O405 keeps the status that the stored events lead to, whatever is appended", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...eventTypes), { maxLength: 12 }), async (types) => {
      await using instance = ephemeralInstance();
      const { run } = await instance.createRun({ jobName: "job" });
      let status: RunStatus = "NOT_STARTED";
      let stored = 0;
      for (const type of types) {
        const legal = nextRunStatus(status, type);
        const appended = instance.append(
          createEvent<EventType>(type, {
            runId: run.runId,
            jobName: "job",
            timestamp: instance.now(),
            data: sampleData[type],
          }),
        );
        const refusal = await appended.then(
          () => undefined,
          (error: unknown) => error,
        );
        expect(HeddleError.is(refusal, "CORE_ILLEGAL_RUN_TRANSITION")).toBe(legal === undefined);
        expect(isFinished(status) && legal !== undefined && legal !== status).toBe(false);
        stored += legal === undefined ? 0 : 1;
        status = legal ?? status;
        expect((await instance.getRun(run.runId))?.status).toBe(status);
      }
      const { events } = await instance.getEvents({ runId: run.runId });
      expect(events).toHaveLength(stored);
      expect(
        events.reduce<RunStatus>(
          (from, { type }) => nextRunStatus(from, type) ?? from,
          "NOT_STARTED",
        ),
      ).toBe(status);
    }),
    { numRuns: 60 },
  );
  expect(finishedStatuses).toHaveLength(3);
});
