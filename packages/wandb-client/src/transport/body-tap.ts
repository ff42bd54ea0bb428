import { setImmediate } from "node:timers/promises";
import { types } from "node:util";
import { bodyOf } from "./body.ts";

/** Takes a piece of a body, which is lent until it returns. A promise holds the next piece back. */
export type TakePiece = (piece: Uint8Array) => Promise<void> | undefined;

type Resume = () => void;

/** What `fetch` hands to its dispatcher, as far as it concerns the answer. */
interface DispatchHandler {
  onConnect(abort: (reason?: unknown) => void, context?: unknown): void;
  onResponseStarted?(): void;
  onHeaders(status: number, headers: Buffer[], resume: Resume, text: string): boolean;
  onData(piece: Buffer): boolean;
  onComplete(trailers: unknown): void;
  onError(error: Error): void;
}

/** What brings the requests of `fetch` under way. */
export interface FetchDispatcher {
  dispatch(options: unknown, handler: Partial<DispatchHandler>): boolean;
}

// The place that every version of the library behind the platform's `fetch` shares. Its number stands for
// the shape of the handlers; importing the library to ask it would cost 120 ms and 29 MB.
const globalPlace = Symbol.for("undici.globalDispatcher.1");

/** The dispatcher that `fetch` uses by itself; undefined before its first call and where it has none. */
export function globalDispatcher(): FetchDispatcher | undefined {
  return (globalThis as { [globalPlace]?: FetchDispatcher })[globalPlace];
}

/**
 * Takes the bytes of an answer where `fetch` gets them from its connection. On their further way they would
 * be copied and pass three queues, which takes as long as receiving them. All else about the request stays
 * `fetch`'s, and an answer that comes another way, as from an interceptor, is read from its body.
 *
 * @example
 * const tap = new BodyTap(globalDispatcher());
 * const response = await fetch(url, { dispatcher: tap });
 * await tap.drain(response, (piece) => void hash.update(piece));
 */
export class BodyTap implements FetchDispatcher {
  readonly #inner: FetchDispatcher;
  readonly #mayRelease: boolean;
  readonly #over = Promise.withResolvers<void>();
  #resume: Resume | undefined;
  #take: TakePiece | undefined;

  /** @param inner brings the request under way */
  constructor(inner: FetchDispatcher) {
    this.#inner = inner;
    this.#mayRelease = keepsNothing(inner);
    // Met by `drain`, which may come later or never.
    this.#over.promise.catch(() => undefined);
  }

  dispatch(options: unknown, handler: Partial<DispatchHandler>): boolean {
    return this.#inner.dispatch(options, isKnown(handler) ? this.#tapped(handler) : handler);
  }

  /**
   * Takes the body of the answer, piece by piece.
   *
   * @throws what broke the connection; what `take` throws
   */
  async drain(response: Response, take: TakePiece): Promise<void> {
    if (this.#resume !== undefined) {
      this.#take = take;
      this.#resume();
      await this.#over.promise;
      // Its connection is free for the next request in the next turn only.
      await setImmediate();
    }
    for await (const piece of bodyOf(response)) await take(piece);
  }

  #tapped(handler: DispatchHandler): DispatchHandler {
    return {
      onConnect: (abort, context) => handler.onConnect(abort, context),
      onResponseStarted: () => handler.onResponseStarted?.(),
      onHeaders: (status, headers, resume, text) => {
        if (!isPlain(status, headers)) return handler.onHeaders(status, headers, resume, text);
        this.#resume = resume;
        handler.onHeaders(status, headers, () => undefined, text);
        // The bytes wait for `drain`.
        return false;
      },
      onData: (piece) => (this.#resume === undefined ? handler.onData(piece) : this.#give(piece)),
      onComplete: (trailers) => {
        handler.onComplete(trailers);
        this.#over.resolve();
      },
      onError: (error) => {
        handler.onError(error);
        this.#over.reject(error);
      },
    };
  }

  /** @returns whether more may come now */
  #give(piece: Uint8Array): boolean {
    if (piece.length === 0) return true;
    try {
      const waiting = this.#take?.(piece);
      if (waiting === undefined) {
        if (this.#mayRelease) release(piece);
        return true;
      }
      waiting.then(this.#resume, this.#over.reject);
    } catch (error) {
      this.#over.reject(error);
    }
    return false;
  }
}

/** Interceptors, as for caches, are composed by proxies and may keep what they see. */
function keepsNothing(dispatcher: FetchDispatcher): boolean {
  return !types.isProxy(dispatcher) && dispatcher.constructor.name === "Agent";
}

/**
 * Frees memory that holds this piece and nothing else. Left to the collector, each gigabyte costs it a
 * second of processor time, and some 80 MB wait for it.
 */
function release(piece: Uint8Array): void {
  const { buffer } = piece;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === piece.byteLength) buffer.transfer(0);
}

function isKnown(handler: Partial<DispatchHandler>): handler is DispatchHandler {
  return handler.onHeaders !== undefined && handler.onData !== undefined;
}

/** Whether the bytes are the content as it is: no redirect, no error, no encoding that `fetch` would undo. */
function isPlain(status: number, headers: readonly Buffer[]): boolean {
  return (
    (status === 200 || status === 206) &&
    headers.every(
      (each, index) =>
        index % 2 === 1 || each.toString("latin1").toLowerCase() !== "content-encoding",
    )
  );
}
