import type { Context, Services } from "../context.ts";
import { expireArtifacts } from "../artifacts/expire.ts";
import { answerFallback } from "../files/fallback-endpoint.ts";
import { answerStorage } from "../files/storage-endpoint.ts";
import { receiveFilestream } from "../filestream/filestream.ts";
import type { GraphqlEndpoint } from "../graphql/endpoint.ts";
import { invalid, Rejection } from "../graphql/rejection.ts";
import { answerPage, isLoopback } from "../pages/page-router.ts";
import { authenticate } from "./credentials.ts";
import type { Incoming } from "./incoming.ts";
import type { Quota } from "./quotas.ts";
import { json, rejectionResponse, restError, unauthenticated } from "./responses.ts";

/** Answers a request on its surface. */
export type Router = (incoming: Incoming) => Promise<Response>;

/** What the router tells its owner. */
export interface RouterListeners {
  /** An error that is this package's own. */
  readonly onDefect: (error: unknown) => void;
  /** A request for something that this backend does not know. */
  readonly onUnanswered: (incoming: Incoming, messages: readonly string[]) => void;
}

/**
 * Makes the router.
 *
 * @param listeners hear of what a backend should not have to do
 */
export function createRouter(
  services: Services,
  graphql: GraphqlEndpoint,
  listeners: RouterListeners,
): Router {
  return async (incoming) => {
    try {
      expireArtifacts(services);
      return await route(services, graphql, listeners, incoming);
    } catch (cause) {
      if (cause instanceof Rejection) return rejectionResponse(cause);
      if (isDisconnect(cause)) return Response.error();
      listeners.onDefect(cause);
      return restError("internal server error", 500);
    } finally {
      services.state.flush();
    }
  };
}

async function route(
  services: Services,
  graphql: GraphqlEndpoint,
  listeners: RouterListeners,
  incoming: Incoming,
): Promise<Response> {
  const { request, url, surface } = incoming;
  const { method } = request;
  if (url.pathname.startsWith("/storage/")) return await answerStorage(services, request);
  const isPage = surface === "page" && (method === "GET" || method === "HEAD");
  if (isPage && isLoopback(url)) {
    const response = await answerPage(services, url, segmentsOf(url.pathname));
    // Browsers send no key; a client that does was after something else.
    const isClient = request.headers.has("authorization");
    if (isClient && response.status === 404) listeners.onUnanswered(incoming, []);
    return response;
  }
  const viewer = authenticate(services.state, request.headers);
  if (viewer === undefined) return unauthenticated();
  const quota =
    surface === "graphql"
      ? services.quotas.take("graphql", viewer.id)
      : surface === "filestream"
        ? services.quotas.take("filestream", url.pathname)
        : undefined;
  if (quota?.retryAfter !== undefined) return tooManyRequests(quota, quota.retryAfter);
  const context: Context = { ...services, viewer, origin: url.origin };
  const response = await routeKnown(context, graphql, listeners, incoming);
  for (const [name, value] of Object.entries(quota?.headers ?? {}))
    response.headers.set(name, value);
  return response;
}

function tooManyRequests(quota: Quota, retryAfter: number): Response {
  const response = restError("rate limit exceeded", 429);
  const headers = { ...quota.headers, "Retry-After": String(retryAfter) };
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** Answers a caller who is known and within the quota. */
async function routeKnown(
  context: Context,
  graphql: GraphqlEndpoint,
  listeners: RouterListeners,
  incoming: Incoming,
): Promise<Response> {
  const { request, url, surface, body } = incoming;
  const { method } = request;
  if (surface === "graphql") {
    if (body === undefined) return restError("GraphQL takes POST", 405);
    return await answerGraphql(graphql, context, listeners, incoming, body);
  }
  const segments = segmentsOf(url.pathname);
  if (surface === "filestream" && body !== undefined) {
    const [, entity, project, run, , extra] = segments;
    if (entity === undefined || project === undefined || run === undefined || extra !== undefined) {
      return restError("invalid filestream path", 404);
    }
    return json(receiveFilestream(context, { entity, project, run }, body));
  }
  if (surface === "download" && (method === "GET" || method === "HEAD")) {
    return await answerFallback(context, request, segments);
  }
  listeners.onUnanswered(incoming, []);
  return restError(`no handler for ${method} ${url.pathname}`, 501);
}

function segmentsOf(pathname: string): string[] {
  try {
    return pathname.slice(1).split("/").map(decodeURIComponent);
  } catch {
    throw invalid(`invalid path ${pathname}`);
  }
}

async function answerGraphql(
  graphql: GraphqlEndpoint,
  context: Context,
  listeners: RouterListeners,
  incoming: Incoming,
  body: Readonly<Record<string, unknown>>,
): Promise<Response> {
  const { query, variables, operationName } = body;
  if (typeof query !== "string") return restError("request has no query", 400);
  const isVariables = typeof variables === "object" && variables !== null;
  const answer = await graphql(
    {
      query,
      variables: isVariables ? (variables as Readonly<Record<string, unknown>>) : {},
      operationName:
        typeof operationName === "string" && operationName !== "" ? operationName : undefined,
    },
    context,
    listeners.onDefect,
  );
  if (answer.unknown.length > 0) listeners.onUnanswered(incoming, answer.unknown);
  return json(answer.body, answer.status);
}

const disconnectCodes: ReadonlySet<unknown> = new Set([
  "ECONNRESET",
  "EPIPE",
  "ERR_STREAM_PREMATURE_CLOSE",
  "ABORT_ERR",
]);

/** Whether the caller went away while its body was being read. */
function isDisconnect(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const { code } = cause as NodeJS.ErrnoException;
  return cause.name === "AbortError" || disconnectCodes.has(code);
}
