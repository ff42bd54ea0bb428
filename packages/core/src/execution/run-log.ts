import type { Log, LogFields, LogRecord } from "../context/log.ts";
import type { Logger } from "../definitions/logger.ts";
import type { EventDataByType } from "../instance/event-data.ts";
import { createEvent } from "../instance/create-event.ts";
import type { EventLevel, EventRecord, EventType, NewEvent } from "../instance/events.ts";
import type { Instance } from "../instance/instance.ts";
import type { JsonValue } from "../instance/metadata-value.ts";
import type { Redactor } from "../schema/secret.ts";
import { serializeError } from "./serialize-error.ts";

/** What an event may say besides type and data. */
export interface EmitOptions {
  readonly stepKey?: string | undefined;
  readonly message?: string | undefined;
  readonly level?: EventLevel | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** How long an event may wait for others before it is stored, in milliseconds. */
const longestWaitMs = 20;

/**
 * The events of one run on their way into the instance. Those of a moment are stored together, in order;
 * {@link RunLog.flush} waits until all are stored, and must be awaited before anything counts on them.
 */
export class RunLog {
  readonly runId: string;
  readonly jobName: string;
  readonly instance: Instance;
  readonly redactor: Redactor;
  readonly #loggers: readonly Logger[];
  #buffer: NewEvent[] = [];
  #timer: NodeJS.Timeout | undefined;
  #pending: Promise<unknown> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    instance: Instance,
    runId: string,
    jobName: string,
    redactor: Redactor,
    loggers: readonly Logger[],
  ) {
    this.instance = instance;
    this.runId = runId;
    this.jobName = jobName;
    this.redactor = redactor;
    this.#loggers = loggers;
  }

  /** Hands an event over; it is stored with the next ones, at the latest after {@link longestWaitMs}. */
  emit<Type extends EventType>(
    type: Type,
    data: EventDataByType[Type],
    options: EmitOptions = {},
  ): void {
    this.#buffer.push(this.#event(type, data, options) as NewEvent);
    this.#timer ??= setTimeout(() => this.#send(), longestWaitMs);
  }

  /** Stores an event, with all that were handed over before, and waits for it. */
  async store<Type extends EventType>(
    type: Type,
    data: EventDataByType[Type],
    options: EmitOptions = {},
  ): Promise<EventRecord<Type>> {
    const events = [...this.#take(), this.#event(type, data, options) as NewEvent];
    const records = await this.instance.append(...events);
    return records.at(-1) as unknown as EventRecord<Type>;
  }

  /**
   * Waits until everything that was handed over is stored.
   *
   * @throws what the storage threw
   */
  async flush(): Promise<void> {
    this.#send();
    await this.#pending;
    if (this.#failure !== undefined) {
      const { error } = this.#failure;
      this.#failure = undefined;
      throw error;
    }
  }

  #send(): void {
    const events = this.#take();
    if (events.length === 0) return;
    this.#pending = this.instance.append(...events).catch((error: unknown) => {
      this.#failure ??= { error };
    });
  }

  #take(): readonly NewEvent[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = this.#buffer;
    this.#buffer = [];
    return events;
  }

  /** The log of a step, or of the run. */
  log(stepKey?: string, opName?: string, tags: Readonly<Record<string, string>> = {}): Log {
    const write = (
      level: EventLevel,
      message: string,
      fields: LogFields = {},
      error?: unknown,
    ): void => {
      const text = this.redactor.text(message);
      const plain = this.redactor.data(plainFields(fields, this.redactor));
      this.emit(
        "LOG",
        {
          logger: "user",
          fields: plain,
          ...(error === undefined ? {} : { error: serializeError(error, this.redactor) }),
        },
        { stepKey, message: text, level, tags },
      );
      const record: LogRecord = {
        level,
        message: text,
        fields: plain,
        runId: this.runId,
        jobName: this.jobName,
        stepKey,
        opName,
        timestamp: this.instance.now(),
        tags,
      };
      for (const logger of this.#loggers) {
        try {
          logger.log(record);
        } catch {
          // A logger must never fail a run; the line is in the event log.
        }
      }
    };
    return {
      debug: (message, fields) => write("DEBUG", message, fields),
      info: (message, fields) => write("INFO", message, fields),
      warning: (message, fields) => write("WARNING", message, fields),
      error: (message, fields) => write("ERROR", message, fields),
      critical: (message, fields) => write("CRITICAL", message, fields),
      exception: (error, message) =>
        write(
          "ERROR",
          message ?? (error instanceof Error ? error.message : String(error)),
          {},
          error,
        ),
    };
  }

  /** Shows a line that was stored elsewhere to the run's loggers. */
  show(event: NewEvent<"LOG">): void {
    const { level, message, stepKey, timestamp, tags = {}, data } = event;
    const opName = stepKey?.split(".").at(-1);
    const { runId, jobName } = this;
    for (const logger of this.#loggers) {
      try {
        logger.log({
          level,
          message,
          fields: data.fields,
          runId,
          jobName,
          stepKey,
          opName,
          timestamp,
          tags,
        });
      } catch {
        // A logger must never fail a run; the line is in the event log.
      }
    }
  }

  /** Closes the loggers. */
  async close(): Promise<void> {
    for (const logger of this.#loggers) {
      try {
        await logger.close?.();
      } catch {
        // As above.
      }
    }
  }

  #event<Type extends EventType>(
    type: Type,
    data: EventDataByType[Type],
    options: EmitOptions,
  ): NewEvent<Type> {
    return createEvent(type, {
      runId: this.runId,
      jobName: this.jobName,
      timestamp: this.instance.now(),
      data: this.redactor.data(data),
      stepKey: options.stepKey,
      message: options.message === undefined ? undefined : this.redactor.text(options.message),
      level: options.level,
      tags: options.tags,
    });
  }
}

function plainFields(fields: LogFields, redactor: Redactor): { readonly [key: string]: JsonValue } {
  const result: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value instanceof Error) {
      result[key] = serializeError(value, redactor) as unknown as JsonValue;
      continue;
    }
    try {
      const text = JSON.stringify(value, (_, inner: unknown) =>
        typeof inner === "bigint" ? inner.toString() : inner,
      ) as string | undefined;
      result[key] = text === undefined ? String(value) : (JSON.parse(text) as JsonValue);
    } catch {
      result[key] = String(value);
    }
  }
  return result;
}
