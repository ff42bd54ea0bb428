import { HeddleError } from "@heddle/errors";
import type { SerializedError } from "../instance/event-data.ts";
import type { NewEvent } from "../instance/events.ts";
import type { JsonValue } from "../instance/metadata-value.ts";
import type { InstanceStorage } from "../instance/storage.ts";
import { storageMethods, type FromWorker, type StorageMethod, type ToWorker } from "./messages.ts";

/** Answers a worker's calls with the parent's storage. */
export class StorageServer {
  readonly #storage: InstanceStorage;
  readonly #send: (message: ToWorker) => void;
  /** Gets what the worker stores, once it is stored. */
  onStored: (events: readonly NewEvent[]) => void = () => undefined;
  readonly #waits = new Map<number, AbortController>();

  constructor(storage: InstanceStorage, send: (message: ToWorker) => void) {
    this.#storage = storage;
    this.#send = send;
  }

  /** Takes a call, or word that a wait is no longer wanted. */
  async take(message: Extract<FromWorker, { readonly kind: "call" | "abandon" }>): Promise<void> {
    const { id } = message;
    if (message.kind === "abandon") {
      this.#waits.get(id)?.abort();
      return;
    }
    try {
      this.#send({ kind: "answer", id, value: await this.#do(id, message.method, message.args) });
    } catch (error) {
      this.#send({ kind: "refusal", id, error: plainError(error) });
    }
  }

  /** Ends what the worker still waits for. */
  close(): void {
    for (const wait of this.#waits.values()) wait.abort();
  }

  async #do(id: number, method: StorageMethod, args: readonly unknown[]): Promise<unknown> {
    if (!storageMethods.includes(method)) throw new TypeError(`a worker may not call "${method}"`);
    if (method !== "waitForEvents") {
      const call = this.#storage[method] as (...args: readonly unknown[]) => Promise<unknown>;
      const value = await call.apply(this.#storage, [...args]);
      if (method === "append") this.onStored(args[0] as readonly NewEvent[]);
      return value;
    }
    const controller = new AbortController();
    this.#waits.set(id, controller);
    await this.#storage.waitForEvents(Number(args[0]), controller.signal);
    this.#waits.delete(id);
    return undefined;
  }
}

/** An error as it can cross to another process, with its code. */
function plainError(error: unknown): SerializedError {
  if (!(error instanceof Error)) return { name: "NonError", message: String(error) };
  const common = { name: error.name, message: error.message };
  if (!HeddleError.is(error)) return common;
  return {
    ...common,
    code: error.code,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    details: error.details as { readonly [key: string]: JsonValue },
  };
}
