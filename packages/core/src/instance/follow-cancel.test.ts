import { expect, test } from "vitest";
import { asset } from "../definitions/asset.ts";
import { materialize } from "../execution/materialize.ts";
import { createEvent } from "./create-event.ts";
import { ephemeralInstance } from "./ephemeral-instance.ts";

test("O220 stops a run that another process has asked to stop", async () => {
  await using instance = ephemeralInstance();
  const started = Promise.withResolvers<void>();
  const slow = asset(
    { name: "slow" },
    (_, { signal }) =>
      new Promise<number>((_resolve, reject) => {
        started.resolve();
        signal.addEventListener("abort", () => {
          reject(signal.reason as Error);
        });
      }),
  );
  const runId = "33333333-3333-4333-8333-333333333333";
  const running = materialize([slow], { instance, runId, raiseOnError: false });
  await started.promise;
  const [run] = await instance.getRuns();
  await instance.append(
    createEvent("RUN_CANCELING", {
      runId,
      jobName: run?.jobName ?? "",
      timestamp: instance.now(),
      data: {},
    }),
  );
  expect((await running).status).toBe("CANCELED");
  const { events } = await instance.getEvents({ runId, types: ["RUN_CANCELING", "RUN_CANCELED"] });
  expect(events.map(({ type }) => type)).toEqual(["RUN_CANCELING", "RUN_CANCELED"]);
});
