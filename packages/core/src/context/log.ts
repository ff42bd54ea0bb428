import type { EventLevel } from "../instance/events.ts";

/** Plain fields of a log line. An `Error` under any name is stored with message, stack and causes. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Writes log lines that are stored in the event log with run, step and job, and shown by the run's loggers.
 * Known secrets are masked.
 */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warning(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  critical(message: string, fields?: LogFields): void;
  /** A line at level ERROR with the error's message, stack and causes. */
  exception(error: unknown, message?: string): void;
}

/** One line as loggers get it. */
export interface LogRecord {
  readonly level: EventLevel;
  readonly message: string;
  readonly fields: LogFields;
  readonly runId: string;
  readonly jobName: string;
  readonly stepKey: string | undefined;
  readonly opName: string | undefined;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly tags: Readonly<Record<string, string>>;
}
