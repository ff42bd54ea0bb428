import type { LogRecord } from "../context/log.ts";
import type { ConfigInput } from "../schema/config-input.ts";
import type { Schema } from "../schema/schema.ts";

/** Shows or ships log lines. What it throws is ignored: logging never fails a run. */
export interface Logger {
  log(record: LogRecord): void;
  /** Called once at the end of the run. */
  close?(): void | Promise<void>;
}

/** A logger with its config. Made by {@link logger}. */
export interface LoggerDefinition {
  readonly kind: "logger";
  readonly config: Schema | undefined;
  readonly fixed: { readonly config: unknown } | undefined;
  readonly create: (config: unknown) => Logger;
  /** The same logger with its config fixed. */
  configured(config: unknown): LoggerDefinition;
}

/**
 * A logger that a job may name in `loggers`; its config stands under `loggers.<key>.config`.
 *
 * @example
 * ```ts
 * const toStderr = logger({ config: z.object({ prefix: z.string().default("") }) }, ({ prefix }) => ({
 *   log: (record) => process.stderr.write(`${prefix}${record.message}\n`),
 * }));
 * ```
 */
export function logger<Output, Input>(
  options: { readonly config?: Schema<Output, Input> },
  create: (config: Output) => Logger,
): LoggerDefinition & { configured(config: ConfigInput<Input>): LoggerDefinition } {
  return loggerOf(options.config, create as (config: unknown) => Logger, undefined);
}

function loggerOf(
  config: Schema | undefined,
  create: (config: unknown) => Logger,
  fixed: { readonly config: unknown } | undefined,
): LoggerDefinition {
  return {
    kind: "logger",
    config,
    create,
    fixed,
    configured: (given) => loggerOf(config, create, { config: given }),
  };
}
