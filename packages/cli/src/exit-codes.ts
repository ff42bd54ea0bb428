/** What the process tells its caller. */
export const exitCodes = {
  /** All went well. */
  ok: 0,
  /** A run, a check or a request failed. */
  failed: 1,
  /** The command line was wrong: unknown command, option or argument. */
  usage: 2,
  /** Definitions or configuration have faults; nothing was run. */
  invalid: 3,
  /** What was asked about is still under way. */
  underWay: 4,
  /** Stopped by Ctrl-C or SIGTERM; the run is marked canceled. */
  interrupted: 130,
} as const;

/** Sets the exit code of a command that ended without an error, for example because a run failed. */
export type SetExitCode = (code: number) => void;
