import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { ClientServices, RunPlace } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import { apiHeaders } from "../transport/api-headers.ts";
import { RateLimiter } from "../transport/rate-limiter.ts";
import { isRecord } from "../util/json.ts";

/** The line files of a run. */
export type StreamFile =
  | "wandb-history.jsonl"
  | "wandb-events.jsonl"
  | "wandb-summary.json"
  | "output.log";

/** From which line each file goes on. */
export interface StreamOffsets {
  readonly history: number;
  readonly events: number;
  readonly console: number;
}

/** How a stream behaves. */
export interface FileStreamOptions {
  readonly place: RunPlace;
  readonly offsets: StreamOffsets;
  /** Shortest time between two requests. Default 15 s; the server may ask for more. */
  readonly intervalMs: number;
  /** Silence after which a heartbeat is sent. Default 30 s. */
  readonly heartbeatMs: number;
  /** Compress the requests. */
  readonly isCompressed: boolean;
  /**
   * Finds from where lines may be written, where another process may write the run too; it is told the
   * history line that was sent last.
   */
  readonly freeOffsets?:
    | ((
        planned: StreamOffsets,
        lastLine: string | undefined,
        signal: AbortSignal,
      ) => Promise<StreamOffsets>)
    | undefined;
  /** Called when the run was asked to stop in the web page. */
  readonly onStop: () => void;
}

const compress = promisify(gzip);
const requestBytes = 9 * 1024 * 1024;
const longestLine = (10 << 20) - (100 << 10);
const highWaterBytes = 16 * 1024 * 1024;
const streamTimeoutMs = 180_000;

interface LineQueue {
  readonly file: StreamFile;
  lines: string[];
  offset: number;
}

/**
 * Sends a run's lines in batches: at most one request per interval, in order, with offsets that make a
 * repeated request harmless. Writers are held back when more lines wait than memory should hold.
 */
export class FileStream {
  readonly #services: ClientServices;
  readonly #options: FileStreamOptions;
  readonly #queues: Record<"history" | "events" | "console", LineQueue>;
  readonly #uploaded: string[] = [];
  readonly #url: string;
  /** The server counts the requests of each run by themselves. */
  readonly #limiter: RateLimiter;
  #summary: string | undefined;
  /** The history line that was sent last. */
  #lastLine: string | undefined;
  #waitingBytes = 0;
  #intervalMs: number;
  #lastSent: number;
  #sending: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #failure: WandbClientError | undefined;
  #isPreempting = false;
  #isClosed = false;
  /** Ends the request under way when the stream is given up. */
  readonly #abandoned = new AbortController();
  #room: { promise: Promise<void>; open: () => void } | undefined;

  constructor(services: ClientServices, options: FileStreamOptions) {
    this.#services = services;
    this.#options = options;
    this.#intervalMs = options.intervalMs;
    this.#lastSent = Number.NEGATIVE_INFINITY;
    this.#limiter = new RateLimiter(services.settings.clock);
    const { entity, project, id } = options.place;
    this.#url = `${services.settings.host}/files/${[entity, project, id].map(encodeURIComponent).join("/")}/file_stream`;
    this.#queues = {
      history: { file: "wandb-history.jsonl", lines: [], offset: options.offsets.history },
      events: { file: "wandb-events.jsonl", lines: [], offset: options.offsets.events },
      console: { file: "output.log", lines: [], offset: options.offsets.console },
    };
    this.#armHeartbeat();
  }

  /** Why the stream ended before its time, if it did. */
  get failure(): WandbClientError | undefined {
    return this.#failure;
  }

  /** Resolves when there is room for more lines. */
  room(): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return this.#room?.promise ?? Promise.resolve();
  }

  /** Appends a line; one that is longer than W&B takes is left out with a warning. */
  append(kind: "history" | "events" | "console", line: string): void {
    this.#assertOpen();
    const bytes = Buffer.byteLength(line);
    if (bytes > longestLine) {
      this.#services.settings.onWarning({
        code: "WANDB_CLIENT_LINE_TOO_LONG",
        message: `a ${kind} line of ${bytes} bytes was left out; W&B takes at most ${longestLine}`,
        details: { kind, bytes, limit: longestLine },
      });
      return;
    }
    this.#queues[kind].lines.push(line);
    this.#waitingBytes += bytes;
    if (this.#waitingBytes > highWaterBytes && this.#room === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#room = { promise, open: resolve };
    }
    this.#schedule(this.#waitingBytes > requestBytes ? 0 : undefined);
  }

  /** Replaces the summary. */
  setSummary(line: string): void {
    this.#assertOpen();
    this.#summary = line;
    this.#schedule();
  }

  /** Tells the server that a run file has arrived in storage. */
  fileUploaded(name: string): void {
    this.#uploaded.push(name);
    this.#schedule();
  }

  /** Says with the next request that the machine is about to be taken away. */
  markPreempting(): void {
    this.#assertOpen();
    this.#isPreempting = true;
  }

  /** Sends everything that waits, now. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#sending !== undefined) await this.#sending;
    if (this.#failure !== undefined) throw this.#failure;
    while (this.#hasWork()) {
      this.#sending = this.#transmit({}).finally(() => {
        this.#sending = undefined;
      });
      await this.#sending;
      if (this.#failure !== undefined) throw this.#failure;
    }
  }

  /** Sends everything and ends the run with its exit code. */
  async finish(exitCode: number): Promise<void> {
    await this.flush();
    this.#isClosed = true;
    clearTimeout(this.#heartbeat);
    if (this.#lastLine !== undefined) await this.#findRoom();
    await this.#transmit({ complete: true, exitcode: exitCode });
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Stops without a word to the server, as a process that ends does. */
  abandon(reason?: unknown): void {
    this.#isClosed = true;
    this.#abandoned.abort(reason);
    clearTimeout(this.#timer);
    clearTimeout(this.#heartbeat);
  }

  #hasWork(): boolean {
    return (
      this.#isPreempting ||
      this.#summary !== undefined ||
      this.#uploaded.length > 0 ||
      Object.values(this.#queues).some((queue) => queue.lines.length > 0)
    );
  }

  #schedule(delayMs?: number): void {
    if (this.#isClosed || this.#failure !== undefined) return;
    if (this.#timer !== undefined && delayMs === undefined) return;
    clearTimeout(this.#timer);
    const since = this.#services.settings.clock.now() - this.#lastSent;
    const wait = delayMs ?? Math.max(0, Math.min(this.#intervalMs, this.#intervalMs - since));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#sending !== undefined) return;
      this.#sending = this.#transmit({}).finally(() => {
        this.#sending = undefined;
        if (this.#hasWork()) this.#schedule(this.#waitingBytes > requestBytes ? 0 : undefined);
      });
    }, wait);
    this.#timer.unref();
  }

  #armHeartbeat(): void {
    clearTimeout(this.#heartbeat);
    if (this.#isClosed) return;
    this.#heartbeat = setTimeout(() => {
      if (this.#sending === undefined && !this.#isClosed) {
        this.#sending = this.#transmit({}).finally(() => {
          this.#sending = undefined;
        });
      }
      this.#armHeartbeat();
    }, this.#options.heartbeatMs);
    this.#heartbeat.unref();
  }

  async #transmit(end: { readonly complete?: true; readonly exitcode?: number }): Promise<void> {
    const { history, console } = this.#queues;
    if (history.lines.length + console.lines.length > 0) await this.#findRoom();
    const batch = this.#take();
    const text = JSON.stringify({ ...batch, ...end });
    const body = this.#options.isCompressed ? new Uint8Array(await compress(text)) : text;
    this.#lastSent = this.#services.settings.clock.now();
    try {
      const authorization = await this.#services.credentials.authorization();
      const answer = await this.#services.http.send(
        {
          operation: "file_stream",
          method: "POST",
          url: this.#url,
          headers: {
            ...apiHeaders(this.#services.settings),
            "content-type": "application/json",
            authorization,
            ...(this.#options.isCompressed ? { "content-encoding": "gzip" } : {}),
          },
          body: () => body,
          policy: "api",
          timeoutMs: streamTimeoutMs,
          redirect: "manual",
          limiter: this.#limiter,
          signal: this.#abandoned.signal,
        },
        async (response) => parseAnswer(await response.text()),
      );
      this.#obey(answer);
      this.#armHeartbeat();
    } catch (error) {
      // The server will take no more lines of this run; finish() and every later call tell it.
      this.#failure = new WandbClientError({
        code: "WANDB_CLIENT_RUN_CLOSED",
        message: `the lines of run ${this.#options.place.id} could not be sent: ${error instanceof Error ? error.message : String(error)}`,
        hint: "Resume the run by its id to go on.",
        details: { run: this.#options.place.id },
        cause: error,
      });
      this.#room?.open();
    }
  }

  async #findRoom(): Promise<void> {
    const { freeOffsets } = this.#options;
    const { history, events, console } = this.#queues;
    if (freeOffsets === undefined) return;
    const planned = { history: history.offset, events: events.offset, console: console.offset };
    const free = await freeOffsets(planned, this.#lastLine, this.#abandoned.signal);
    history.offset = free.history;
    events.offset = free.events;
    console.offset = free.console;
  }

  #take(): Record<string, unknown> {
    const files: Record<string, { offset: number; content: string[] }> = {};
    let left = requestBytes;
    for (const queue of Object.values(this.#queues)) {
      let count = 0;
      while (count < queue.lines.length && left > 0)
        left -= Buffer.byteLength(queue.lines[count++] ?? "");
      if (count === 0) continue;
      const content = queue.lines.slice(0, count);
      queue.lines = queue.lines.slice(count);
      files[queue.file] = { offset: queue.offset, content };
      queue.offset += count;
      if (queue === this.#queues.history) this.#lastLine = content.at(-1);
      this.#waitingBytes -= content.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
    }
    if (this.#summary !== undefined) {
      files["wandb-summary.json"] = { offset: 0, content: [this.#summary] };
      this.#summary = undefined;
    }
    if (this.#waitingBytes <= highWaterBytes / 2) {
      this.#room?.open();
      this.#room = undefined;
    }
    const uploaded = this.#uploaded.splice(0);
    const isPreempting = this.#isPreempting;
    this.#isPreempting = false;
    return {
      ...(isPreempting ? { preempting: true } : {}),
      ...(Object.keys(files).length === 0 ? {} : { files }),
      ...(uploaded.length === 0 ? {} : { uploaded }),
    };
  }

  #obey(answer: Record<string, unknown>): void {
    if (answer["stopped"] === true) this.#options.onStop();
    const limits = answer["limits"];
    const seconds = isRecord(limits) ? limits["rate_limit_seconds"] : undefined;
    this.#intervalMs =
      typeof seconds === "number" && seconds > 0
        ? Math.max(this.#options.intervalMs, seconds * 1000)
        : this.#options.intervalMs;
  }

  #assertOpen(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#isClosed) {
      throw new WandbClientError({
        code: "WANDB_CLIENT_RUN_CLOSED",
        message: `the run ${this.#options.place.id} is finished`,
        hint: "Log before `finish()`, or resume the run by its id.",
        details: { run: this.#options.place.id },
      });
    }
  }
}

function parseAnswer(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : {};
  } catch {
    // Nothing in the answer is needed; some proxies answer an empty body.
    return {};
  }
}
