import { Option, type Command } from "commander";
import type { LaunchQueueView, QueueResource } from "@heddle/wandb-client";
import { CliError } from "../../errors.ts";
import { print } from "../../output/print.ts";
import { textTable } from "../../output/table.ts";
import type { Terminal } from "../../terminal.ts";
import { addEntityOption, clientOf } from "./place.ts";

interface QueueOptions {
  readonly entity?: string;
  readonly json?: boolean;
}

interface CreateOptions extends QueueOptions {
  readonly resource: QueueResource;
  readonly priorities?: boolean;
}

const resources: readonly QueueResource[] = [
  "local-process",
  "local-container",
  "kubernetes",
  "sagemaker",
  "gcp-vertex",
];

/** Adds `heddle launch queue list | show | create`. */
export function registerLaunchQueue(launch: Command, terminal: Terminal): void {
  const queue = launch.command("queue").description("launch queues: list, show, create");
  addEntityOption(queue.command("list").description("all queues of the entity"))
    .option("--json", "one JSON array")
    .action((options: QueueOptions) => listQueues(terminal, options));
  addEntityOption(
    queue.command("show").argument("<name>", "name of the queue").description("what a queue is"),
  )
    .option("--json", "one JSON object")
    .action((name: string, options: QueueOptions) => showQueue(terminal, name, options));
  addEntityOption(
    queue
      .command("create")
      .argument("<name>", "name of the queue")
      .description("makes a queue, or changes the one of this name"),
  )
    .addOption(
      new Option("--resource <resource>", "where its jobs run")
        .choices(resources)
        .default("local-process"),
    )
    .option("--priorities", "its items may have priorities (default: they may not)")
    .option("--json", "the queue as one JSON object")
    .action((name: string, options: CreateOptions) => createQueue(terminal, name, options));
}

async function listQueues(terminal: Terminal, options: QueueOptions): Promise<void> {
  const queues = await clientOf(terminal, options).launchQueues({ signal: terminal.signal });
  print(terminal, options, queues, () =>
    queues.length === 0
      ? "There are no launch queues. Make one: heddle launch queue create <name>"
      : textTable(
          ["queue", "made by"],
          queues.map(({ name, createdBy }) => [name, createdBy ?? "-"]),
        ),
  );
}

async function showQueue(terminal: Terminal, name: string, options: QueueOptions): Promise<void> {
  const view = await clientOf(terminal, options)
    .launchQueue(name)
    .read({ signal: terminal.signal });
  if (view === undefined) {
    throw new CliError({
      code: "CLI_UNKNOWN_NAME",
      message: `there is no launch queue ${name}`,
      hint: `heddle launch queue list shows what there is; heddle launch queue create ${name} makes it.`,
      details: { name },
    });
  }
  printQueue(terminal, options, view);
}

async function createQueue(
  terminal: Terminal,
  name: string,
  options: CreateOptions,
): Promise<void> {
  const queue = clientOf(terminal, options).launchQueue(name);
  const { signal } = terminal;
  const { resource, priorities = false } = options;
  await queue.save({ resource, priorities, signal });
  const view = await queue.read({ signal });
  if (view !== undefined) printQueue(terminal, options, view);
}

function printQueue(terminal: Terminal, options: QueueOptions, view: LaunchQueueView): void {
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
}
