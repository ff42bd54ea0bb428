import { fork, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import type { Readable } from "node:stream";
import type { StepOutcome } from "../execution/step-outcome.ts";
import type { SerializedError } from "../instance/event-data.ts";
import type { NewEvent } from "../instance/events.ts";
import type { Instance } from "../instance/instance.ts";
import type { OutputStream } from "../compute-logs/compute-logs.ts";
import { lostProcess } from "./lost-process.ts";
import { MarkedOutput } from "./marked-output.ts";
import type { FromWorker, StepOrder, ToWorker } from "./messages.ts";
import { StorageServer } from "./serve-storage.ts";

/** How worker processes are started. */
export interface WorkerOptions {
  /** Most memory of one process, in MB. Default: no limit of ours. */
  readonly memoryLimitMb?: number | undefined;
  /** Arguments for node, before the file. Default: those of this process. */
  readonly execArgv?: readonly string[] | undefined;
  /** Environment variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** How a step ended in a worker: by itself, or with its process. */
export type WorkerResult =
  | { readonly kind: "outcome"; readonly outcome: StepOutcome }
  | { readonly kind: "lost"; readonly error: SerializedError };

/** What a worker is asked to do. */
export interface WorkerTask {
  readonly order: StepOrder;
  readonly signal: AbortSignal;
  readonly write: (stream: OutputStream, bytes: Uint8Array) => void;
  /** Gets the events that the step has stored. */
  readonly onStored: (events: readonly NewEvent[]) => void;
}

const extension = extname(import.meta.url);
const sourceConditions = extension === ".ts" ? ["--conditions=@heddle/source"] : [];
const memoryCheckMs = 50;
/** A worker that can still act gives up its step when the grace is over, and needs a moment to say so. */
const reportMs = 1000;
const lastWordsLength = 2000;
const onPosix = process.platform !== "win32";

/** One process that runs steps, one at a time, with the code that it has loaded. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #options: WorkerOptions;
  readonly #server: StorageServer;
  readonly #exit = Promise.withResolvers<void>();
  #outputs: Readonly<Record<OutputStream, MarkedOutput>> | undefined;
  #finish: ((result: WorkerResult) => void) | undefined;
  #lastWords = "";
  #crash: SerializedError | undefined;
  #overLimit = false;
  #alive = true;

  constructor(instance: Instance, options: WorkerOptions) {
    this.#options = options;
    const { memoryLimitMb } = options;
    this.#child = fork(new URL(`./worker-main${extension}`, import.meta.url), [], {
      execArgv: [
        ...(options.execArgv ?? process.execArgv),
        ...sourceConditions,
        ...(memoryLimitMb === undefined ? [] : [`--max-old-space-size=${String(memoryLimitMb)}`]),
      ],
      env: { ...process.env, ...options.env },
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // A group of its own: Ctrl-C goes to this process, which ends its steps with grace.
      detached: onPosix,
    });
    const { storage, home, settings } = instance;
    this.#server = new StorageServer(storage, (message) => {
      this.#send(message);
    });
    this.#child.on("message", (message) => {
      this.#take(message as FromWorker);
    });
    this.#child.on("error", () => {
      this.#ended();
    });
    this.#child.on("exit", () => {
      this.#ended();
    });
    this.#read("stdout", this.#child.stdout);
    this.#read("stderr", this.#child.stderr);
    this.#send({
      kind: "instance",
      instance: { home, settings, description: storage.description },
    });
  }

  /** Whether it can take a step. */
  get isAlive(): boolean {
    return this.#alive;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Runs a step. Never rejects: whatever happens to the process is a result. */
  async run(task: WorkerTask): Promise<WorkerResult> {
    const { order, signal } = task;
    this.#hold(true);
    const result = new Promise<WorkerResult>((resolve) => {
      this.#finish = resolve;
    });
    const output = (stream: OutputStream): MarkedOutput =>
      new MarkedOutput(order.endMark, (bytes) => {
        if (stream === "stderr") this.#remember(bytes);
        task.write(stream, bytes);
      });
    const outputs = { stdout: output("stdout"), stderr: output("stderr") };
    this.#outputs = outputs;
    this.#lastWords = "";
    this.#server.onStored = task.onStored;
    let killTimer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      this.#send({ kind: "cancel" });
      this.#child.kill("SIGTERM");
      killTimer = setTimeout(() => {
        this.kill();
      }, order.graceMs + reportMs);
    };
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    const watch = this.#watchMemory();
    this.#send({ kind: "step", order });
    const finished = await Promise.race([result, this.#exit.promise]);
    clearInterval(watch);
    clearTimeout(killTimer);
    signal.removeEventListener("abort", stop);
    await Promise.race([
      Promise.all([outputs.stdout.ended, outputs.stderr.ended]),
      this.#exit.promise,
    ]);
    outputs.stdout.close();
    outputs.stderr.close();
    this.#outputs = undefined;
    this.#finish = undefined;
    this.#hold(false);
    return finished ?? { kind: "lost", error: this.#crash ?? this.#loss(order.stepKey) };
  }

  /** Ends the process, and all that it has started, at once. */
  kill(): void {
    const { pid } = this.#child;
    try {
      if (onPosix && pid !== undefined) process.kill(-pid, "SIGKILL");
      else this.#child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
  }

  /** Ends the process and waits for it. */
  async close(): Promise<void> {
    if (!this.#alive) return;
    this.#hold(true);
    this.kill();
    await this.#exit.promise;
  }

  #take(message: FromWorker): void {
    switch (message.kind) {
      case "call":
      case "abandon":
        void this.#server.take(message);
        break;
      case "done":
        this.#finish?.({ kind: "outcome", outcome: message.outcome });
        break;
      case "unopened":
        this.#finish?.({ kind: "lost", error: message.error });
        break;
      case "crash":
        this.#crash = message.error;
        break;
      case "ready":
        break;
    }
  }

  #send(message: ToWorker): void {
    if (this.#alive && this.#child.connected) this.#child.send(message, () => undefined);
  }

  #read(stream: OutputStream, source: Readable | null): void {
    source?.on("data", (bytes: Buffer) => {
      this.#outputs?.[stream].take(bytes);
    });
    source?.on("end", () => {
      this.#outputs?.[stream].close();
    });
  }

  /** An idle worker does not keep this process alive. */
  #hold(held: boolean): void {
    const parts = [this.#child, this.#child.channel, this.#child.stdout, this.#child.stderr];
    for (const part of parts as readonly ({ ref?(): void; unref?(): void } | null | undefined)[]) {
      if (held) part?.ref?.();
      else part?.unref?.();
    }
  }

  #ended(): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#server.close();
    // What it wrote last may still be in the pipes.
    setTimeout(() => {
      this.#exit.resolve();
    }, 0);
  }

  #remember(bytes: Uint8Array): void {
    this.#lastWords = (this.#lastWords + Buffer.from(bytes).toString()).slice(-lastWordsLength);
  }

  #loss(stepKey: string): SerializedError {
    return lostProcess({
      stepKey,
      code: this.#child.exitCode,
      signal: this.#child.signalCode,
      overLimitMb: this.#overLimit ? this.#options.memoryLimitMb : undefined,
      lastWords: this.#lastWords.trim(),
    });
  }

  /** Memory outside of the JavaScript heap is not covered by node's own limit. */
  #watchMemory(): NodeJS.Timeout | undefined {
    const { memoryLimitMb } = this.#options;
    const { pid } = this.#child;
    if (memoryLimitMb === undefined || pid === undefined || process.platform !== "linux")
      return undefined;
    return setInterval(() => {
      if (residentMb(pid) <= memoryLimitMb) return;
      this.#overLimit = true;
      this.kill();
    }, memoryCheckMs);
  }
}

function residentMb(pid: number): number {
  try {
    const [, resident = "0"] = readFileSync(`/proc/${String(pid)}/statm`, "latin1").split(" ");
    return (Number(resident) * 4096) / 1_048_576;
  } catch {
    return 0;
  }
}
