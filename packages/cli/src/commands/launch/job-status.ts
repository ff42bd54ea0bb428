import type { Command } from "commander";
import { launchStatus, type LaunchStatus } from "@heddle/launch";
import { exitCodes, type SetExitCode } from "../../exit-codes.ts";
import { textTable } from "../../output/table.ts";
import type { Terminal } from "../../terminal.ts";
import { addPlaceOptions, clientOf, type PlaceOptions } from "./place.ts";

interface StatusOptions extends PlaceOptions {
  readonly queueEntity?: string;
}

const endedBadly: ReadonlySet<LaunchStatus["state"]> = new Set(["failed", "removed"]);

/** Adds `heddle launch job status`. */
export function registerLaunchJobStatus(
  job: Command,
  terminal: Terminal,
  setExitCode: SetExitCode,
): void {
  addPlaceOptions(
    job
      .command("status")
      .argument("<queue>", "queue of the items")
      .argument("<item...>", "ids of queue items, as an asynchronous launch prints them")
      .description(
        "looks once at queued jobs; ends with 0 when all have finished, 1 when one has failed or was removed, 4 when one is under way",
      )
      .option("--queue-entity <entity>", "entity that owns the queue (default: the entity)"),
    "one JSON object per line",
  ).action(async (queue: string, items: string[], _: unknown, command: Command) => {
    // The command above has options of the same names, and reads them wherever they stand.
    const options: StatusOptions = command.optsWithGlobals();
    const client = clientOf(terminal, options);
    const { queueEntity } = options;
    const launches = await Promise.all(
      items.map(async (queueItemId) => ({
        queue,
        queueItemId,
        ...(await launchStatus(
          { queue, queueItemId, queueEntity },
          { client, entity: options.entity, project: options.project, signal: terminal.signal },
        )),
      })),
    );
    terminal.write(
      options.json === true
        ? launches.map((launch) => `${JSON.stringify(launch)}\n`).join("")
        : `${textTable(
            ["queue item", "state", "run", "message"],
            launches.map(({ queueItemId, state, runUrl, message }) => [
              queueItemId,
              state,
              runUrl ?? "-",
              message ?? "-",
            ]),
          )}\n`,
    );
    if (launches.some(({ state }) => endedBadly.has(state))) setExitCode(exitCodes.failed);
    else if (launches.some(({ state }) => state !== "finished")) setExitCode(exitCodes.underWay);
  });
}
