import { HeddleError } from "@heddle/errors";
import type { SerializedError } from "../instance/event-data.ts";
import type { InstanceStorage } from "../instance/storage.ts";
import { storageMethods, type FromWorker, type StorageMethod, type ToWorker } from "./messages.ts";

interface Open {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The parent's storage, seen from a worker: every call goes to the parent and is answered once it is done there.
 * So any storage works for steps in other processes, also one that only the parent can reach.
 */
export class RemoteStorage {
  readonly storage: InstanceStorage;
  readonly #send: (message: FromWorker) => void;
  readonly #open = new Map<number, Open>();
  #lastId = 0;

  constructor(description: string, send: (message: FromWorker) => void) {
    this.#send = send;
    const calls = storageMethods.map((method) => [
      method,
      (...args: readonly unknown[]) => this.#call(method, args).answer,
    ]);
    this.storage = {
      ...(Object.fromEntries(calls) as Pick<InstanceStorage, StorageMethod>),
      description,
      shared: true,
      close: nothing,
      [Symbol.asyncDispose]: nothing,
      waitForEvents: (after, signal) => this.#wait(after, signal),
    };
  }

  /** Takes an answer of the parent. */
  take(message: Extract<ToWorker, { readonly kind: "answer" | "refusal" }>): void {
    const open = this.#open.get(message.id);
    this.#open.delete(message.id);
    if (message.kind === "answer") open?.resolve(message.value);
    else open?.reject(revived(message.error));
  }

  #call(
    method: StorageMethod,
    args: readonly unknown[],
  ): { readonly id: number; readonly answer: Promise<unknown> } {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
    });
    this.#send({ kind: "call", id, method, args });
    return { id, answer };
  }

  async #wait(after: number, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return;
    const { id, answer } = this.#call("waitForEvents", [after]);
    const abandon = (): void => {
      this.#send({ kind: "abandon", id });
    };
    signal?.addEventListener("abort", abandon, { once: true });
    try {
      await answer;
    } finally {
      signal?.removeEventListener("abort", abandon);
    }
  }
}

/** The parent closes its storage. */
async function nothing(): Promise<void> {}

function revived(error: SerializedError): Error {
  const cause = error.cause === undefined ? {} : { cause: revived(error.cause) };
  if (error.code === undefined)
    return Object.assign(new Error(error.message, cause), { name: error.name });
  return new HeddleError({
    code: error.code,
    message: error.message,
    hint: error.hint,
    details: error.details,
    ...cause,
  });
}
