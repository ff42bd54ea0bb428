import { createEvent } from "../create-event.ts";
import type { EventDataByType } from "../event-data.ts";
import type { EventType, NewEvent } from "../events.ts";
import type { InstanceStorage } from "../storage.ts";

/** Opens an empty storage that takes the time from `clock`. */
export type OpenStorage = (options: { readonly clock: () => number }) => Promise<InstanceStorage>;

/** One promise of the storage interface, as a test that any test runner can run. */
export interface ContractCase {
  readonly title: string;
  /** Rejects with an assertion error when the storage breaks the promise. */
  readonly run: (open: OpenStorage) => Promise<void>;
}

/** A storage under test, with a clock that the test moves. */
export interface Bench {
  readonly storage: InstanceStorage;
  /** Lets time pass, in milliseconds. */
  readonly pass: (ms: number) => void;
  readonly event: <Type extends EventType>(
    type: Type,
    data: EventDataByType[Type],
    options?: { readonly runId?: string; readonly stepKey?: string },
  ) => NewEvent<Type>;
}

/** Makes a case whose body gets an open storage, which is closed behind it. */
export function contractCase(title: string, body: (bench: Bench) => Promise<void>): ContractCase {
  return {
    title,
    run: async (open) => {
      let time = 1_700_000_000_000;
      await using storage = await open({ clock: () => time });
      await body({
        storage,
        pass: (ms) => {
          time += ms;
        },
        event: (type, data, options = {}) =>
          createEvent(type, {
            runId: options.runId ?? "run",
            jobName: "job",
            timestamp: (time += 1),
            data,
            stepKey: options.stepKey,
          }),
      });
    },
  };
}
