import type { Command } from "commander";
import type { SetExitCode } from "../exit-codes.ts";
import type { Terminal } from "../terminal.ts";
import { registerLaunchAgent } from "./launch/agent.ts";
import { registerLaunchJob } from "./launch/job.ts";
import { registerLaunchQueue } from "./launch/queue.ts";

/** Adds `heddle launch agent | job | queue`. The server and the key come from the `WANDB_*` variables. */
export function registerLaunch(
  launch: Command,
  terminal: Terminal,
  setExitCode: SetExitCode,
): void {
  registerLaunchAgent(launch, terminal);
  registerLaunchJob(launch, terminal, setExitCode);
  registerLaunchQueue(launch, terminal);
}
