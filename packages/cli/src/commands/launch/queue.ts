import { Option, type Command } from "commander";
import type { QueueResource } from "@heddle/wandb-client";
import { CliError } from "../../errors.ts";
import { print } from "../../output/print.ts";
import { textTable } from "../../output/table.ts";
import type { Terminal } from "../../terminal.ts";
import { addPlaceOptions, clientOf, type PlaceOptions } from "./place.ts";

interface QueueOptions extends PlaceOptions {
  readonly create?: QueueResource;
  readonly priorities?: boolean;
}

const resources: readonly QueueResource[] = [
  "local-process",
  "local-container",
  "kubernetes",
  "sagemaker",
  "gcp-vertex",
];

/** Adds `heddle launch queue`. */
export function registerLaunchQueue(launch: Command, terminal: Terminal): void {
  addPlaceOptions(
    launch
      .command("queue")
      .argument("<name>", "name of the queue")
      .description("what a queue is, and with --create makes it"),
  )
    .addOption(
      new Option(
        "--create <resource>",
        "make the queue for this resource, or change it (default: only look)",
      ).choices(resources),
    )
    .option("--priorities", "items of the new queue may have priorities (default: they may not)")
    .action(async (name: string, options: QueueOptions) => {
      const queue = clientOf(terminal, options).launchQueue(
        name,
        options.entity === undefined ? {} : { entity: options.entity },
      );
      if (options.create !== undefined) {
        await queue.save({
          resource: options.create,
          priorities: options.priorities === true,
          signal: terminal.signal,
        });
      }
      const view = await queue.read({ signal: terminal.signal });
      if (view === undefined) {
        throw new CliError({
          code: "CLI_UNKNOWN_NAME",
          message: `there is no launch queue ${name}`,
          hint: "Make it with --create local-process.",
          details: { name },
        });
      }
      print(terminal, options, view, () =>
        textTable(
          ["queue", view.name],
          [
            ["resource", view.resource ?? "-"],
            ["priorities", view.priorities ? "yes" : "no"],
            ["made by", view.createdBy ?? "-"],
          ],
        ),
      );
    });
}
