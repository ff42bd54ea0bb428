import type { ResumeMode } from "./resume.ts";

/** What a run starts with. */
export interface RunOptions {
  /** Id, unique in its project; a deleted run's id cannot be used again. Default: 8 random characters. */
  readonly id?: string | undefined;
  readonly entity?: string | undefined;
  readonly project?: string | undefined;
  /** Display name. Default: the server makes one up. */
  readonly name?: string | undefined;
  readonly notes?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly group?: string | undefined;
  readonly jobType?: string | undefined;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Whether a run of this id goes on: `allow` (if there is one), `must`, `never`, or `auto`: like `allow`,
   * with the id of the run that last did not end. Default: no question is asked; as with W&B's SDK, the rows
   * of a run that exists stay and new ones follow from step 0, while config and summary are replaced, which
   * the warning `WANDB_CLIENT_RUN_REUSED` tells. Pass `allow` or `never` with ids of your own.
   */
  readonly resume?: ResumeMode | "auto" | undefined;
  /** Working folder for `resume: "auto"`, which remembers there the run that did not end. Default `.`. */
  readonly dir?: string | undefined;
  /** Copy what the process writes to its standard streams. Default false. */
  readonly captureConsole?: boolean | undefined;
  /** Compress what is streamed, where the server takes it. Default false. */
  readonly compress?: boolean | undefined;
  /** Tell machine, program and versions. Default true. */
  readonly systemInfo?: boolean | undefined;
  /** Shortest time between two transmissions. Default 15 000. */
  readonly streamIntervalMs?: number | undefined;
  /** Silence after which a heartbeat is sent. Default 30 000. */
  readonly heartbeatMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What may change on a run. */
export interface RunChanges {
  readonly name?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
  readonly group?: string;
  readonly jobType?: string;
}
