import { HeddleError } from "@heddle/errors";
import { WandbRequestError, type WandbClientErrorCode } from "../errors.ts";
import type { ResolvedSettings } from "../settings/settings.ts";
import { BodyTap, globalDispatcher, type FetchDispatcher, type TakePiece } from "./body-tap.ts";
import { bodyOf } from "./body.ts";
import { describeAnswer } from "./describe-answer.ts";
import { OutageNotice } from "./outage-notice.ts";
import type { ProxyDispatcher } from "./proxy.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import { isRetryableStatus, parseRetryAfter, retryDelayMs, type RetryPolicy } from "./retry.ts";

/** A body that can be made anew for each attempt. */
export type BodyFactory = (
  progress: () => void,
) => string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;

/** One request to the host or to storage. */
export interface HttpRequest {
  /** What the request is for, for error messages: a GraphQL operation or `download`. */
  readonly operation: string;
  readonly method?: "GET" | "HEAD" | "POST" | "PUT";
  readonly url: string;
  /** Headers, or what makes them for each attempt. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
  readonly body?: BodyFactory;
  readonly policy: RetryPolicy;
  /** Longest time for the whole attempt, or, with `idle`, between two signs of life. */
  readonly timeoutMs: number;
  /** Count `timeoutMs` from the last sign of life: for transfers, whose length is unknown. */
  readonly idle?: boolean;
  readonly redirect?: "follow" | "manual";
  readonly signal?: AbortSignal | undefined;
  /** Fewer attempts than the settings allow. */
  readonly maxAttempts?: number | undefined;
  /** Statuses that `consume` handles itself, besides 2xx. */
  readonly accept?: readonly number[];
  /** Holds each attempt back until the server's quota covers it. */
  readonly limiter?: RateLimiter;
  /** Pass the body to `read` without copies: for long ones. */
  readonly tapped?: boolean;
}

/** Takes the answer; runs inside the attempt, so that a connection that breaks here is tried again. */
export type Consume<T> = (response: Response, progress: () => void, read: ReadBody) => Promise<T>;

/** Reads the body of the answer, piece by piece; each is a sign of life. */
export type ReadBody = (take: TakePiece) => Promise<void>;

/** Thrown by `consume` for an answer that another attempt may mend. */
export class RetryableAnswerError extends Error {
  override readonly name = "RetryableAnswerError";
}

/** What is no answer of W&B's may come from a proxy once, but hardly three times. */
const badAnswerAttempts = 3;

function isBadAnswer(error: unknown): boolean {
  return HeddleError.is(error, "WANDB_CLIENT_BAD_ANSWER");
}

interface Failure {
  readonly error: unknown;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
}

/** What the transport needs of the settings. */
export type HttpSettings = Pick<ResolvedSettings, "clock" | "retry" | "random" | "fetch"> &
  Partial<Pick<ResolvedSettings, "onWarning">>;

/**
 * The one place where requests are made: attempts, waits, time-outs, aborts and errors. Uses the
 * platform's `fetch`, so that an interceptor sees every call and connections are kept alive.
 */
export class HttpTransport {
  readonly #settings: HttpSettings;
  readonly #proxy: ProxyDispatcher | undefined;
  readonly #outage: OutageNotice;

  constructor(settings: HttpSettings, proxy?: ProxyDispatcher) {
    this.#settings = settings;
    this.#outage = new OutageNotice(settings.onWarning);
    this.#proxy = proxy;
  }

  /**
   * Makes a request and hands the answer to `consume`.
   *
   * @throws WandbRequestError when the attempts are used up or the answer is final; the signal's
   *   reason when aborted; what `consume` throws, unchanged
   */
  async send<T>(request: HttpRequest, consume: Consume<T>): Promise<T> {
    const { clock, retry, random } = this.#settings;
    const started = clock.now();
    for (let attempt = 1; ; attempt++) {
      request.signal?.throwIfAborted();
      await request.limiter?.admit(request.signal);
      const outcome = await this.#attempt(request, consume, attempt);
      if ("value" in outcome) return outcome.value;
      const { error, retryable, retryAfterMs } = outcome;
      const most = Math.min(
        retry.maxAttempts,
        request.maxAttempts ?? Infinity,
        isBadAnswer(error) ? badAnswerAttempts : Infinity,
      );
      if (!retryable || request.policy === "never" || attempt >= most) throw error;
      const delay = retryDelayMs(retry, attempt, random, retryAfterMs);
      const elapsed = clock.now() - started;
      if (elapsed + delay > retry.maxElapsedMs) throw error;
      this.#outage.beforeRetry(error, attempt, clock.now(), retry.maxElapsedMs - elapsed);
      await clock.sleep(delay, { signal: request.signal });
    }
  }

  async #attempt<T>(
    request: HttpRequest,
    consume: Consume<T>,
    attempt: number,
  ): Promise<{ value: T } | Failure> {
    const watch = new Watch(request);
    let response: Response | undefined;
    try {
      const body = request.body?.(watch.progress) ?? null;
      const init: RequestInit = {
        method: request.method ?? "GET",
        headers:
          (typeof request.headers === "function" ? request.headers() : request.headers) ?? {},
        body,
        redirect: request.redirect ?? "follow",
        signal: watch.signal,
      };
      if (body instanceof ReadableStream) {
        // Without both, fetch keeps a copy of the whole body, for a redirect that never comes.
        Object.assign(init, { duplex: "half", redirect: "error", window: null });
      }
      const proxy = (await this.#proxy?.dispatcher()) as FetchDispatcher | undefined;
      const tap = request.tapped === true ? this.#tap(proxy) : undefined;
      const dispatcher = tap ?? proxy;
      if (dispatcher !== undefined)
        init.dispatcher = dispatcher as NonNullable<RequestInit["dispatcher"]>;
      const fetch = this.#settings.fetch ?? globalThis.fetch;
      response = await fetch(request.url, init);
      request.limiter?.observe(response);
      watch.progress();
      if (!response.ok && request.accept?.includes(response.status) !== true) {
        return await this.#refused(request, response, attempt);
      }
      return {
        value: await consume(response, watch.progress, readerOf(response, tap, watch.progress)),
      };
    } catch (error) {
      if (request.signal?.aborted === true) throw request.signal.reason;
      return this.#broken(request, error, watch, attempt, response);
    } finally {
      watch.end();
      request.limiter?.settle();
      if (response?.body !== null && response?.bodyUsed === false) {
        // An unread body would keep its connection busy.
        await response.body?.cancel().catch(() => undefined);
      }
    }
  }

  /** A `fetch` of the caller's chooses its own way to the host. */
  #tap(proxy: FetchDispatcher | undefined): BodyTap | undefined {
    const inner = proxy ?? (this.#settings.fetch === undefined ? globalDispatcher() : undefined);
    return inner === undefined ? undefined : new BodyTap(inner);
  }

  async #refused(request: HttpRequest, response: Response, attempt: number): Promise<Failure> {
    const { status } = response;
    const answer = await describeAnswer(response);
    const retryable = isRetryableStatus(request.policy, status);
    const retryAfterMs = parseRetryAfter(
      response.headers.get("retry-after"),
      this.#settings.clock.now(),
    );
    const error = new WandbRequestError({
      code: codeOfStatus(status),
      message: `${request.operation}: ${hostOf(request.url)} answered ${status}${answer.text === "" ? "" : ` (${answer.text})`}`,
      hint: hintOfStatus(status),
      retryable,
      retryAfterMs,
      details: {
        operation: request.operation,
        url: withoutQuery(request.url),
        status,
        attempts: attempt,
        ...requestIdOf(response),
        ...(answer.messages.length === 0 ? {} : { serverMessages: answer.messages }),
      },
    });
    return { error, retryable, retryAfterMs };
  }

  #broken(
    request: HttpRequest,
    cause: unknown,
    watch: Watch,
    attempt: number,
    response: Response | undefined,
  ): Failure {
    const details = {
      operation: request.operation,
      url: withoutQuery(request.url),
      attempts: attempt,
      ...(response === undefined ? {} : { status: response.status, ...requestIdOf(response) }),
    };
    if (watch.timedOut) {
      const error = new WandbRequestError({
        code: "WANDB_CLIENT_TIMEOUT",
        message: `${request.operation}: ${hostOf(request.url)} ${request.idle === true ? "stood still" : "did not answer"} for ${request.timeoutMs} ms`,
        hint: "Try again, or raise the time-out for slow networks.",
        retryable: true,
        details,
      });
      return { error, retryable: true, retryAfterMs: undefined };
    }
    if (cause instanceof RetryableAnswerError) {
      const error = new WandbRequestError({
        code: "WANDB_CLIENT_BAD_ANSWER",
        message: `${request.operation}: ${cause.message}`,
        hint: "Check that `host` is a W&B API address and not a web page or proxy.",
        retryable: true,
        details,
        cause,
      });
      return { error, retryable: true, retryAfterMs: undefined };
    }
    const own = ownErrorIn(cause);
    if (own !== undefined) return { error: own, retryable: false, retryAfterMs: undefined };
    if (!isNetworkError(cause)) return { error: cause, retryable: false, retryAfterMs: undefined };
    const error = new WandbRequestError({
      code: "WANDB_CLIENT_NETWORK",
      message: `${request.operation}: the connection to ${hostOf(request.url)} failed (${reasonOf(cause)})`,
      hint: "Check host, proxy and network.",
      retryable: true,
      details,
      cause,
    });
    return { error, retryable: true, retryAfterMs: undefined };
  }
}

function readerOf(response: Response, tap: BodyTap | undefined, progress: () => void): ReadBody {
  return async (take) => {
    const takeAlive: TakePiece = (piece) => {
      progress();
      return take(piece);
    };
    if (tap !== undefined) await tap.drain(response, takeAlive);
    else for await (const piece of bodyOf(response)) await takeAlive(piece);
  };
}

/** Watches one attempt: its time-out and the caller's signal. */
class Watch {
  timedOut = false;
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #isIdle: boolean;
  readonly #outer: AbortSignal | undefined;
  readonly #forward = (): void => this.#controller.abort(this.#outer?.reason);

  constructor(request: HttpRequest) {
    this.signal = this.#controller.signal;
    this.#isIdle = request.idle === true;
    this.#outer = request.signal;
    this.#outer?.addEventListener("abort", this.#forward, { once: true });
    this.#timer = setTimeout(() => {
      this.timedOut = true;
      this.#controller.abort(new DOMException("timed out", "TimeoutError"));
    }, request.timeoutMs);
  }

  readonly progress = (): void => {
    if (this.#isIdle) this.#timer.refresh();
  };

  end(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener("abort", this.#forward);
  }
}

/** The error of ours that made a body fail, which `fetch` wraps. */
function ownErrorIn(error: unknown): HeddleError | undefined {
  for (
    let each = error, depth = 0;
    each instanceof Error && depth < 5;
    each = each.cause, depth++
  ) {
    if (HeddleError.is(each)) return each;
  }
  return undefined;
}

/** `fetch` reports a broken connection as a TypeError, a cut body as one with a cause or as an undici error. */
function isNetworkError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof TypeError)
    return /fetch failed|terminated|network|aborted|failed to fetch/i.test(error.message);
  const code = "code" in error ? String(error.code) : "";
  return (
    code.startsWith("UND_ERR") ||
    [
      "ECONNRESET",
      "ECONNREFUSED",
      "EPIPE",
      "ETIMEDOUT",
      "EAI_AGAIN",
      "ENOTFOUND",
      "EHOSTUNREACH",
      "ENETUNREACH",
    ].includes(code)
  );
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (cause instanceof Error)
    return "code" in cause ? `${String(cause.code)}: ${cause.message}` : cause.message;
  return String(cause);
}

function codeOfStatus(status: number): WandbClientErrorCode {
  if (status === 401) return "WANDB_CLIENT_UNAUTHORIZED";
  if (status === 403) return "WANDB_CLIENT_FORBIDDEN";
  if (status === 404 || status === 410) return "WANDB_CLIENT_NOT_FOUND";
  if (status === 409) return "WANDB_CLIENT_CONFLICT";
  if (status === 408 || status === 429 || status >= 500) return "WANDB_CLIENT_SERVER";
  if (status >= 300 && status < 400) return "WANDB_CLIENT_BAD_ANSWER";
  return "WANDB_CLIENT_REQUEST";
}

function hintOfStatus(status: number): string {
  if (status === 401) return "Check that the API key is valid and belongs to this host.";
  if (status === 403) return "Ask for access to the entity or project, or use another key.";
  if (status === 404 || status === 410) return "Check entity, project and name.";
  if (status >= 300 && status < 400)
    return "The host sends elsewhere; set `host` to the address of the API itself.";
  if (status >= 500 || status === 429 || status === 408) return "Try again later.";
  return "Read the server's words in the message.";
}

function requestIdOf(response: Response): { requestId?: string } {
  const id =
    response.headers.get("x-request-id") ??
    response.headers.get("x-amz-request-id") ??
    response.headers.get("cf-ray");
  return id === null ? {} : { requestId: id };
}

/** Signed URLs carry their secret in the query. */
function withoutQuery(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    // A URL that does not parse is told as it stands, without what might be secret.
    return withoutQuery(url);
  }
}
