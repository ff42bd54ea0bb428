import type { Instance } from "../instance/instance.ts";
import { WorkerProcess, type WorkerOptions } from "./worker-process.ts";

/** Worker processes that are started when they are needed and used again. */
export class WorkerPool {
  readonly #options: WorkerOptions;
  readonly #idle = new Map<Instance, WorkerProcess[]>();
  readonly #all = new Set<WorkerProcess>();

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** A worker for one step: the one that became idle last, or a new one. */
  take(instance: Instance): { readonly worker: WorkerProcess; readonly isNew: boolean } {
    const idle = this.#idle.get(instance) ?? [];
    for (let worker = idle.pop(); worker !== undefined; worker = idle.pop()) {
      if (worker.isAlive) return { worker, isNew: false };
      this.#all.delete(worker);
    }
    const worker = new WorkerProcess(instance, this.#options);
    this.#all.add(worker);
    return { worker, isNew: true };
  }

  /** Gives a worker back. */
  give(instance: Instance, worker: WorkerProcess): void {
    if (!worker.isAlive) {
      this.#all.delete(worker);
      return;
    }
    const idle = this.#idle.get(instance);
    if (idle === undefined) this.#idle.set(instance, [worker]);
    else idle.push(worker);
  }

  /** Ends a worker whose state cannot be trusted any more. */
  async drop(worker: WorkerProcess): Promise<void> {
    this.#all.delete(worker);
    await worker.close();
  }

  /** Ends all workers. */
  async close(): Promise<void> {
    const all = [...this.#all];
    this.#all.clear();
    this.#idle.clear();
    await Promise.all(all.map((worker) => worker.close()));
  }
}
