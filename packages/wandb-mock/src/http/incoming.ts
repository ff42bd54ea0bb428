import type { Surface } from "./surface.ts";
import { operationNameOf } from "../graphql/operation-name.ts";
import { readJsonBody } from "./request-body.ts";
import { surfaceOf } from "./surface.ts";

/** A request whose path, and on the JSON surfaces whose body, has been read. */
export interface Incoming {
  readonly request: Request;
  readonly url: URL;
  readonly surface: Surface;
  /** The JSON body of a GraphQL or filestream request. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** Size of that body, in bytes. */
  readonly bodyBytes: number;
  /** Name of the GraphQL operation. */
  readonly operation: string | undefined;
}

/**
 * Reads what decides about a request. Bodies of uploads stay streams.
 *
 * @throws Rejection for a body that is no JSON object or too large
 */
export async function readIncoming(request: Request): Promise<Incoming> {
  const url = new URL(request.url);
  const surface = surfaceOf(request.method, url.pathname);
  const isJson = surface === "graphql" || surface === "filestream";
  const json = isJson && request.method === "POST" ? await readJsonBody(request) : undefined;
  const body = json?.value;
  const operation = surface === "graphql" ? operationNameOf(body) : undefined;
  return { request, url, surface, body, bodyBytes: json?.sizeBytes ?? 0, operation };
}
