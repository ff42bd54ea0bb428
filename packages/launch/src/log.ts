/** Where launch writes what it does: the log of a step has these methods, and so has `console`. */
export interface LaunchLog {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
}

/** A log that keeps nothing. */
export const silentLog: LaunchLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
};
