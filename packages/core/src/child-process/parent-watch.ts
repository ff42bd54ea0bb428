import { workerData } from "node:worker_threads";

// The program of a thread that ends its process when the parent has died: it also runs while user code never comes to a pause.

const pollMs = 500;
const { parentPid } = workerData as { readonly parentPid: number };

setInterval(() => {
  if (process.ppid === parentPid) return;
  // With all that the step has started: the worker leads a group of its own.
  process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL");
}, pollMs);
