import type { Command } from "commander";
import type { SetExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** Adds subcommands, arguments, options and the action of a command. */
export type Register = (command: Command, terminal: Terminal, setExitCode: SetExitCode) => void;

/** A command as the list of all commands shows it; what it needs is loaded when it is asked for. */
export interface CommandEntry {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<Register>;
}

/** All commands, in the order of `heddle --help`. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: "init",
    description: "writes a small project that runs: assets, a partitioned asset, run config",
    load: async () => (await import("./commands/init.ts")).registerInit,
  },
  {
    name: "materialize",
    description: "makes assets in one run, e.g. --select total+ --partition 2023-01-05",
    load: async () => (await import("./commands/materialize.ts")).registerMaterialize,
  },
  {
    name: "job",
    description: "the project's jobs: list, execute",
    load: async () => (await import("./commands/job.ts")).registerJob,
  },
  {
    name: "backfill",
    description: "makes many partitions: run (the default), list, cancel",
    load: async () => (await import("./commands/backfill.ts")).registerBackfill,
  },
  {
    name: "runs",
    description: "what ran: list, show, follow, cancel, repeat",
    load: async () => {
      const [{ registerRuns }, { registerReexecute }] = await Promise.all([
        import("./commands/runs.ts"),
        import("./commands/reexecute.ts"),
      ]);
      return (command, terminal, setExitCode) => {
        registerRuns(command, terminal);
        registerReexecute(command, terminal, setExitCode);
      };
    },
  },
  {
    name: "assets",
    description: "what was made: list, show, lineage, wipe; keys are written with slashes",
    load: async () => {
      const [{ registerAssets }, { registerLineage }] = await Promise.all([
        import("./commands/assets.ts"),
        import("./commands/lineage.ts"),
      ]);
      return (command, terminal) => {
        registerAssets(command, terminal);
        registerLineage(command, terminal);
      };
    },
  },
  {
    name: "partitions",
    description: "partition keys of an asset, and which of them were materialized",
    load: async () => (await import("./commands/partitions.ts")).registerPartitions,
  },
  {
    name: "check",
    description: "checks definitions, and a run config when one is given; runs nothing",
    load: async () => (await import("./commands/check.ts")).registerCheck,
  },
  {
    name: "config",
    description: "run config: schema",
    load: async () => (await import("./commands/config.ts")).registerConfig,
  },
  {
    name: "launch",
    description: "W&B Launch: run an agent, launch a job, look at queues",
    load: async () => (await import("./commands/launch.ts")).registerLaunch,
  },
  {
    name: "pickle",
    description: "looks into pickle and joblib files; never runs what is in them",
    load: async () => (await import("./commands/pickle.ts")).registerPickle,
  },
  {
    name: "wandb-server",
    description: "serves a local W&B-compatible backend on the loopback interface until Ctrl-C",
    load: async () => (await import("./commands/wandb-server.ts")).registerWandbServer,
  },
  {
    name: "version",
    description: "versions of heddle, Node and the platform",
    load: async () => (await import("./commands/version.ts")).registerVersion,
  },
];
