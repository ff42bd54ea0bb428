import { resolve } from "node:path";
import { Option, type Command } from "commander";
import { cursorFile, type LaunchLook, type SettledLaunch, watchLaunches } from "@heddle/launch";
import { seconds } from "../../arguments.ts";
import { exitCodes, type SetExitCode } from "../../exit-codes.ts";
import type { Terminal } from "../../terminal.ts";
import { addPlaceOptions, clientOf, logOf, type PlaceOptions } from "./place.ts";

interface WatchOptions extends PlaceOptions {
  readonly queueEntity?: string;
  readonly cursor?: string;
  readonly start: "beginning" | "now";
  readonly interval: number;
  readonly once?: boolean;
  readonly untilSettled?: boolean;
}

/** Adds `heddle launch job watch`. */
export function registerLaunchJobWatch(
  job: Command,
  terminal: Terminal,
  setExitCode: SetExitCode,
): void {
  addPlaceOptions(
    job
      .command("watch")
      .argument("<queue>", "queue of the items")
      .argument("[item...]", "ids of queue items (default: every item of the queue)")
      .description(
        "prints each queued job once as it settles, until Ctrl-C; ends with 1 when one of them failed or was removed, 4 after --once when none settled and some are under way",
      )
      .option("--queue-entity <entity>", "entity that owns the queue (default: the entity)")
      .option(
        "--cursor <file>",
        "file that keeps what was printed, so that the next watch goes on (default: begin anew)",
      )
      .addOption(
        new Option("--start <place>", "without a cursor: print what had settled before, or not")
          .choices(["beginning", "now"])
          .default("beginning"),
      )
      .option("--interval <seconds>", "time between two looks, in seconds", seconds, 30)
      .addOption(new Option("--once", "end after one look").conflicts("untilSettled"))
      .option("--until-settled", "end when every launch was printed"),
    "one JSON object per line",
  ).action(async (queue: string, items: string[], _: unknown, command: Command) => {
    // The command above has options of the same names, and reads them wherever they stand.
    const options: WatchOptions = command.optsWithGlobals();
    const { queueEntity, cursor } = options;
    let last: LaunchLook | undefined;
    let hasFailed = false;
    for await (const launch of watchLaunches({
      client: clientOf(terminal, options),
      watch:
        items.length === 0
          ? { queue, queueEntity }
          : { launches: items.map((queueItemId) => ({ queue, queueItemId, queueEntity })) },
      entity: options.entity,
      project: options.project,
      start: options.start,
      cursor: cursor === undefined ? undefined : cursorFile(resolve(terminal.cwd, cursor)),
      intervalSeconds: options.interval,
      until: endOf(options),
      signal: terminal.signal,
      log: logOf(terminal),
      onLook: (look) => {
        last = look;
      },
    })) {
      terminal.write(`${options.json === true ? JSON.stringify(launch) : lineOf(launch)}\n`);
      hasFailed ||= launch.state !== "finished";
    }
    if (hasFailed) setExitCode(exitCodes.failed);
    else if (options.once === true && isWaiting(last)) setExitCode(exitCodes.underWay);
  });
}

function endOf({ once, untilSettled }: WatchOptions): "aborted" | "settled" | "looked" {
  if (once === true) return "looked";
  return untilSettled === true ? "settled" : "aborted";
}

function isWaiting(look: LaunchLook | undefined): boolean {
  if (look === undefined || look.settled > 0) return false;
  return look.underWay.pending + look.underWay.starting + look.underWay.running > 0;
}

function lineOf({ queueItemId, state, runUrl, message }: SettledLaunch): string {
  return [queueItemId, state, runUrl, message?.split("\n")[0]]
    .filter((part) => part !== undefined && part !== "")
    .join("  ");
}
