import { type Handle, job, type Op } from "@heddle/core";
import { expectTypeOf, test } from "vitest";
import {
  type LaunchAgentResult,
  launchJob,
  type LaunchJobConfigInput,
  type LaunchJobOptions,
  type LaunchJobResult,
  type Runner,
  runLaunchAgent,
  runLaunchJob,
  waitForLaunchJob,
} from "./index.ts";

declare const options: LaunchJobOptions;

test("the ops produce typed results, and a result wires into the op that waits", () => {
  expectTypeOf(runLaunchJob).toEqualTypeOf<Op<{}, Handle<LaunchJobResult>>>();
  expectTypeOf(runLaunchAgent).toEqualTypeOf<Op<{}, Handle<LaunchAgentResult>>>();
  job({ name: "wired" }, () => {
    expectTypeOf(waitForLaunchJob({ launch: runLaunchJob() })).toEqualTypeOf<
      Handle<LaunchJobResult>
    >();
    // @ts-expect-error an agent's result is no queued job
    waitForLaunchJob({ launch: runLaunchAgent() });
  });
});

test("configurations are checked by the compiler, defaults are optional", () => {
  expectTypeOf(launchJob({ job: "e/p/j:v0" }, options)).toEqualTypeOf<Promise<LaunchJobResult>>();
  expectTypeOf<{ job: string; parameters: null }>().toExtend<LaunchJobConfigInput>();
  // @ts-expect-error a misspelt field
  void launchJob({ job: "j", entrypoint: ["x"] }, options);
  // @ts-expect-error a priority that W&B does not know
  void launchJob({ job: "j", queue: "q", priority: "urgent" }, options);
  // @ts-expect-error an entry point is a list, never a line of shell
  void launchJob({ job: "j", entry_point: "python train.py" }, options);
});

test("a runner of one's own is any object with the interface", () => {
  expectTypeOf<Runner["adopt"]>().returns.resolves.toExtend<
    "watching" | "never-submitted" | { state: string }
  >();
});
