import { expectTypeOf, test } from "vitest";
import { createEvent } from "./create-event.ts";
import type { MetadataValue } from "./metadata-value.ts";
import type { EventRecord, EventType, NewEvent } from "./events.ts";
import type { Instance } from "./instance.ts";

declare const instance: Instance;
declare const event: EventRecord;
const at = { runId: "run", jobName: "job", timestamp: 0 };

test("O223 narrows an event's data by its type", () => {
  if (event.type === "STEP_SUCCESS") expectTypeOf(event.data.durationMs).toEqualTypeOf<number>();
  if (event.type === "ASSET_MATERIALIZATION") {
    expectTypeOf(event.data.assetKey).toEqualTypeOf<readonly string[]>();
    expectTypeOf(event.data.metadata).toEqualTypeOf<Readonly<Record<string, MetadataValue>>>();
  }
  expectTypeOf(event.type).toEqualTypeOf<EventType>();
  expectTypeOf(event.storageId).toEqualTypeOf<number>();
});

test("O223 knows what a query for some types gives, and what an event must carry", async () => {
  const { events } = await instance.getEvents({ types: ["STEP_FAILURE"] });
  expectTypeOf(events).toEqualTypeOf<readonly EventRecord<"STEP_FAILURE">[]>();
  for await (const one of instance.subscribe({ types: ["RUN_FAILURE"] })) {
    expectTypeOf(one.data.failureReason).toExtend<string>();
  }
  expectTypeOf(createEvent("STEP_SUCCESS", { ...at, data: { durationMs: 1 } })).toEqualTypeOf<
    NewEvent<"STEP_SUCCESS">
  >();
  // @ts-expect-error a successful step says how long it took
  createEvent("STEP_SUCCESS", { ...at, data: {} });
  // @ts-expect-error there is no such type
  createEvent("STEP_EXPLODED", { ...at, data: {} });
  // @ts-expect-error a failed run says why
  await instance.append({ ...event, type: "RUN_FAILURE", data: {} });
});
