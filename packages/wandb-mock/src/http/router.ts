import type { Context, Services } from "../context.ts";
import { answerFallback } from "../files/fallback-endpoint.ts";
import { answerStorage } from "../files/storage-endpoint.ts";
import { receiveFilestream } from "../filestream/filestream.ts";
import type { GraphqlEndpoint } from "../graphql/endpoint.ts";
import { Rejection } from "../graphql/rejection.ts";
import { authenticate } from "./credentials.ts";
import { readJsonBody } from "./request-body.ts";
import { json, rejectionResponse, restError, unauthenticated } from "./responses.ts";

/** Answers a request on the surface that its path names. */
export type Router = (request: Request) => Promise<Response>;

/** Which surface a path belongs to. */
export type Surface = "graphql" | "filestream" | "upload" | "download" | "other";

/** Tells the surface of a request. */
export function surfaceOf(method: string, pathname: string): Surface {
  if (pathname === "/graphql") return "graphql";
  if (pathname.endsWith("/file_stream")) return "filestream";
  if (!/^\/(storage|artifacts|artifactsV2|files)\//.test(pathname)) return "other";
  return method === "PUT" ? "upload" : "download";
}

/**
 * Makes the router.
 *
 * @param onDefect hears of errors that are this package's own
 */
export function createRouter(
  services: Services,
  graphql: GraphqlEndpoint,
  onDefect: (error: unknown) => void,
): Router {
  return async (request) => {
    try {
      return await route(services, graphql, onDefect, request);
    } catch (cause) {
      if (cause instanceof Rejection) return rejectionResponse(cause);
      onDefect(cause);
      return restError("internal server error", 500);
    } finally {
      services.state.flush();
    }
  };
}

async function route(
  services: Services,
  graphql: GraphqlEndpoint,
  onDefect: (error: unknown) => void,
  request: Request,
): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname.startsWith("/storage/")) return await answerStorage(services, request);
  const viewer = authenticate(services.state, request.headers);
  if (viewer === undefined) return unauthenticated();
  const context: Context = { ...services, viewer, origin: url.origin };
  if (url.pathname === "/graphql") {
    if (request.method !== "POST") return restError("GraphQL takes POST", 405);
    return await answerGraphql(graphql, context, onDefect, request);
  }
  const segments = url.pathname.slice(1).split("/").map(decodeURIComponent);
  const [surface] = segments;
  if (surface === "files" && segments.at(-1) === "file_stream" && request.method === "POST") {
    if (segments.length !== 5) return restError("invalid filestream path", 404);
    const [, entity = "", project = "", run = ""] = segments;
    const body = await readJsonBody(request);
    return json(receiveFilestream(context, { entity, project, run }, body));
  }
  const isFile = surface === "files" || surface === "artifacts" || surface === "artifactsV2";
  if (isFile && (request.method === "GET" || request.method === "HEAD")) {
    return await answerFallback(context, request, segments);
  }
  return restError(`no handler for ${request.method} ${url.pathname}`, 501);
}

async function answerGraphql(
  graphql: GraphqlEndpoint,
  context: Context,
  onDefect: (error: unknown) => void,
  request: Request,
): Promise<Response> {
  const body = await readJsonBody(request);
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
    onDefect,
  );
  return json(answer.body, answer.status);
}
