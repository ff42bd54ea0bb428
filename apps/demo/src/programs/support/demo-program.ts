import type { Instance } from "@heddle/core";
import type { WandbClient } from "@heddle/wandb-client";
import type { WandbTarget } from "../../server.ts";

/** What a program gets to work with. */
export interface ProgramContext {
  /** Where runs and events are stored. */
  readonly instance: Instance;
  /** The W&B server that the program's resources are configured for. */
  readonly target: WandbTarget;
  /** A client of that server, to prepare what a program reads and to look at what it made. */
  readonly client: WandbClient;
  /** `WANDB_…` variables that the programs' configurations refer to, and the rest of the environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder for files that a program writes. */
  readonly folder: string;
  /** Prints one line. */
  readonly say: (line: string) => void;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** One runnable program of the demo. */
export interface DemoProgram {
  /** What it is called on the command line; its file's name. */
  readonly name: string;
  /** One line: what it shows. */
  readonly summary: string;
  /** Runs it; fails when a run fails. */
  readonly run: (context: ProgramContext) => Promise<void>;
}
