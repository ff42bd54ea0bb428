import { WandbRequestError } from "../errors.ts";
import type { ResolvedSettings } from "../settings/settings.ts";
import { apiHeaders } from "./api-headers.ts";
import type { Credentials } from "./credentials.ts";
import { RetryableAnswerError, type HttpTransport } from "./http.ts";
import { anonymous, operationName, type Operation } from "./operation.ts";
import { RateLimiter } from "./rate-limiter.ts";

/** How one GraphQL request is made. */
export interface GraphqlOptions {
  /** Ends the request and its retries. */
  readonly signal?: AbortSignal | undefined;
  /** Time for one attempt. Default: the client's `timeoutMs`. */
  readonly timeoutMs?: number | undefined;
  /** Make one attempt only: for what must not happen twice. The caller looks at `retryable` of the error. Default false. */
  readonly once?: boolean | undefined;
  /** Fewer attempts than the settings allow. */
  readonly maxAttempts?: number | undefined;
}

interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message?: unknown; readonly path?: unknown }[] | null;
}

/** Speaks GraphQL with the host. */
export class GraphqlTransport {
  readonly #settings: ResolvedSettings;
  readonly #http: HttpTransport;
  readonly #credentials: Credentials;
  readonly #limiter: RateLimiter;

  constructor(settings: ResolvedSettings, http: HttpTransport, credentials: Credentials) {
    this.#settings = settings;
    this.#http = http;
    this.#credentials = credentials;
    this.#limiter = new RateLimiter(settings.clock);
  }

  /**
   * Runs an operation and returns its `data`.
   *
   * @throws WandbRequestError with the server's messages: `WANDB_CLIENT_REQUEST` for GraphQL errors, else
   *   by status
   */
  async run<Result, Variables extends object>(
    operation: Operation<Result, Variables> | string,
    variables: Variables,
    options: GraphqlOptions = {},
  ): Promise<Result> {
    const { name, text, isConflictSafe } =
      typeof operation === "string" ? plain(operation) : operation;
    const payload = JSON.stringify({
      // A server refuses a name that the document does not have.
      ...(name === anonymous ? {} : { operationName: name }),
      query: text,
      variables,
    });
    const authorization = await this.#credentials.authorization(options.signal);
    return await this.#http.send(
      {
        operation: name,
        method: "POST",
        url: `${this.#settings.host}/graphql`,
        headers: {
          ...apiHeaders(this.#settings),
          "content-type": "application/json",
          authorization,
        },
        body: () => payload,
        policy: options.once === true ? "never" : isConflictSafe ? "api-conflict-safe" : "api",
        timeoutMs: options.timeoutMs ?? this.#settings.timeoutMs,
        // Credentials must not follow to another place, and a POST would arrive there as a GET.
        redirect: "manual",
        maxAttempts: options.maxAttempts,
        limiter: this.#limiter,
        signal: options.signal,
      },
      async (response) => {
        const body = await response.text();
        const answer = parseAnswer(body, response);
        if (answer.errors !== undefined && answer.errors !== null && answer.errors.length > 0) {
          throw refusal(name, answer, response, this.#settings.host);
        }
        if (answer.data === undefined || answer.data === null) {
          throw new RetryableAnswerError("the answer has neither data nor errors");
        }
        return answer.data as Result;
      },
    );
  }
}

function plain(text: string): Operation<unknown, object> {
  const name = operationName(text) ?? anonymous;
  return { name, text, isConflictSafe: false };
}

function parseAnswer(body: string, response: Response): GraphqlAnswer {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null) return parsed;
  } catch {
    // Told below, with what kind of document came instead.
  }
  const type = response.headers.get("content-type") ?? "no content type";
  throw new RetryableAnswerError(`the answer is not JSON (${type}, ${body.length} characters)`);
}

function refusal(
  name: string,
  answer: GraphqlAnswer,
  response: Response,
  host: string,
): WandbRequestError {
  const messages = (answer.errors ?? []).map((error) =>
    typeof error.message === "string" ? error.message : "an error without words",
  );
  const text = messages.join("; ");
  const code = /\bpermission denied|not authorized|forbidden\b/i.test(text)
    ? "WANDB_CLIENT_FORBIDDEN"
    : /\bnot found\b|could not find/i.test(text)
      ? "WANDB_CLIENT_NOT_FOUND"
      : "WANDB_CLIENT_REQUEST";
  const requestId = response.headers.get("x-request-id");
  return new WandbRequestError({
    code,
    message: `${name}: ${new URL(host).host} refused: ${text}`,
    hint: "Read the server's words in the message.",
    details: {
      operation: name,
      status: response.status,
      serverMessages: messages,
      ...(requestId === null ? {} : { requestId }),
    },
  });
}
