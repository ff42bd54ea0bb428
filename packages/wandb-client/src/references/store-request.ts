import { WandbRequestError } from "../errors.ts";
import { restOf } from "../transport/body.ts";
import { HttpTransport } from "../transport/http.ts";
import { streamThrough } from "../transport/stream-through.ts";
import { systemClock } from "../util/clock.ts";
import type { ReferenceOptions } from "./options.ts";
import { referenceError } from "./reference-error.ts";

/** How a store is reached: with whose retries, and until when. */
export interface StoreAccess {
  readonly http: HttpTransport;
  readonly signal?: AbortSignal | undefined;
}

/** One request to a store that a reference points into. */
export interface StoreRequest {
  /** The reference, for messages. */
  readonly uri: string;
  readonly method?: "GET" | "HEAD";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses that are an answer as well. */
  readonly accept?: readonly number[];
  /** What to do when the store refuses. */
  readonly hint?: string;
}

/** Longest standstill of a store. */
const idleMs = 60_000;

/** Drafts know no client: their references are resolved with a few attempts of their own. */
const draftRetry = {
  maxAttempts: 3,
  maxElapsedMs: 60_000,
  minDelayMs: 500,
  maxDelayMs: 10_000,
} as const;

/** The transport with which the references of a draft are resolved. */
export function draftTransport(options: Pick<ReferenceOptions, "fetch">): HttpTransport {
  return new HttpTransport({
    clock: systemClock,
    retry: draftRetry,
    random: Math.random,
    fetch: options.fetch,
  });
}

/**
 * Asks a store.
 *
 * @throws WandbClientError `WANDB_CLIENT_REFERENCE` when it refuses or cannot be reached
 */
export async function askStore<T>(
  { http, signal }: StoreAccess,
  { uri, hint, ...request }: StoreRequest,
  consume: (response: Response, progress: () => void) => Promise<T>,
): Promise<T> {
  try {
    return await http.send(
      {
        ...request,
        operation: `reference ${uri}`,
        policy: "transfer",
        timeoutMs: idleMs,
        idle: true,
        signal,
      },
      consume,
    );
  } catch (error) {
    if (!(error instanceof WandbRequestError)) throw error;
    const status = error.details["status"];
    throw typeof status === "number"
      ? referenceError(uri, `answers ${status}`, hint, error)
      : referenceError(uri, "cannot be reached", undefined, error);
  }
}

/**
 * The bytes of an object. When the connection breaks, they go on where they stopped, as long as the object's ETag
 * says that it is still the same.
 *
 * @param check looks at each answer before its bytes are taken
 */
export function streamStore(
  access: StoreAccess,
  request: StoreRequest,
  check: (response: Response) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  let delivered = 0;
  let etag: string | null = null;
  return streamThrough((write) =>
    askStore(access, request, async (response, progress) => {
      check(response);
      const tag = response.headers.get("etag");
      if (delivered > 0 && (tag === null || tag !== etag))
        throw referenceError(request.uri, "changed while it was read", "Read it again.");
      etag = tag;
      for await (const rest of restOf(response, delivered, progress)) {
        await write(rest);
        delivered += rest.length;
      }
    }),
  );
}
