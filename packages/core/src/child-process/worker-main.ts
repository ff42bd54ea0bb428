import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { serializeError } from "../execution/serialize-error.ts";
import { Instance } from "../instance/instance.ts";
import { Redactor } from "../schema/secret.ts";
import type { FromWorker, StepOrder, ToWorker } from "./messages.ts";
import { RemoteStorage } from "./remote-storage.ts";
import { runOrder } from "./run-order.ts";

// The program of a worker process: takes orders from its parent, one at a time, until it is told to end.

const outputs = [process.stdout, process.stderr].map((stream) => ({
  stream,
  write: stream.write.bind(stream),
}));
let remote: RemoteStorage | undefined;
let instance: Instance | undefined;
let cancel: AbortController | undefined;

function send(message: FromWorker): void {
  process.send?.(message, undefined, undefined, () => undefined);
}

/** Marks the end of a step's output, behind all that it has written. */
async function mark(text: string): Promise<void> {
  await Promise.all(outputs.map(({ write }) => new Promise((resolve) => write(text, resolve))));
}

async function obey(order: StepOrder): Promise<void> {
  if (instance === undefined) return;
  cancel = new AbortController();
  const result = await runOrder(order, instance, cancel.signal);
  cancel = undefined;
  await mark(order.endMark);
  if (result.kind === "outcome") send({ kind: "done", outcome: result.outcome });
  else send({ kind: "unopened", error: result.error });
}

function stop(): void {
  cancel?.abort(new Error("the run was cancelled"));
}

process.on("message", (message: ToWorker) => {
  switch (message.kind) {
    case "instance": {
      const { home, settings, description } = message.instance;
      remote = new RemoteStorage(description, send);
      instance = new Instance({
        storage: remote.storage,
        settings,
        ...(home === undefined ? {} : { home }),
      });
      break;
    }
    case "step":
      obey(message.order).catch(crash);
      break;
    case "cancel":
      stop();
      break;
    case "answer":
    case "refusal":
      remote?.take(message);
      break;
  }
});
process.on("SIGTERM", stop);
// When the parent is gone, and with it the instance, there is nobody to work for.
process.on("disconnect", () => {
  if (process.platform === "win32") process.exit(1);
  process.kill(-process.pid, "SIGKILL");
});
new Worker(new URL(`./parent-watch${extname(import.meta.url)}`, import.meta.url), {
  workerData: { parentPid: process.ppid },
}).unref();
process.on("uncaughtException", crash);

/** Something was thrown where nobody waits for it: the state of this process cannot be trusted any more. */
function crash(error: unknown): void {
  console.error(error);
  const message: FromWorker = { kind: "crash", error: serializeError(error, new Redactor()) };
  if (process.send === undefined) process.exit(1);
  process.send(message, undefined, undefined, () => process.exit(1));
}

send({ kind: "ready" });
