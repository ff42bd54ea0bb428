import type { BackendClock } from "../clock.ts";
import type { Incoming } from "../http/incoming.ts";
import type { Surface } from "../http/surface.ts";

/** A request that the backend saw, without its credentials. */
export interface SeenRequest {
  /** Counts from 0. */
  readonly number: number;
  /** When it came, in milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly surface: Surface;
  /** Name of the GraphQL operation. */
  readonly operation: string | undefined;
  /** Variables of the GraphQL operation; those of requests above 1 MiB are not held. */
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  /** JSON body of a filestream request of up to 1 MiB. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** All headers but `authorization` and `cookie`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Status of the answer; `undefined` while it is under way, 0 for a broken connection. */
  readonly status: number | undefined;
  /** The fault that was injected into it. */
  readonly fault: string | undefined;
}

/** Narrows a list of requests. */
export interface RequestFilter {
  readonly surface?: Surface;
  readonly operation?: string;
  readonly method?: string;
  readonly path?: RegExp;
}

/** What was asked of the backend. */
export interface RequestLog {
  /** Notes a request; the returned function notes its answer. */
  add(incoming: Incoming): (status: number, fault?: string) => void;
  /** The requests seen, oldest first. */
  list(filter?: RequestFilter): SeenRequest[];
  /** Forgets them. */
  clear(): void;
}

const heldBodyBytes = 1 << 20;
const secretHeaders: ReadonlySet<string> = new Set(["authorization", "cookie"]);

/**
 * Makes a log.
 *
 * @param limit how many requests are held; older ones are dropped
 */
export function createRequestLog(clock: BackendClock, limit: number): RequestLog {
  let seen: SeenRequest[] = [];
  let number = 0;
  return {
    add({ request, url, surface, body: whole, bodyBytes, operation }) {
      const body = bodyBytes > heldBodyBytes ? undefined : whole;
      const variables = surface === "graphql" ? body?.["variables"] : undefined;
      const entry = {
        number: number++,
        at: clock.now(),
        method: request.method,
        path: url.pathname,
        surface,
        operation,
        variables:
          typeof variables === "object" && variables !== null
            ? (variables as Readonly<Record<string, unknown>>)
            : undefined,
        body: surface === "filestream" ? body : undefined,
        headers: Object.fromEntries(
          [...request.headers].filter(([name]) => !secretHeaders.has(name)),
        ),
        status: undefined as number | undefined,
        fault: undefined as string | undefined,
      };
      seen.push(entry);
      if (seen.length > limit * 2) seen = seen.slice(-limit);
      return (status, fault) => {
        entry.status = status;
        entry.fault = fault;
      };
    },
    list: (filter = {}) =>
      seen
        .slice(-limit)
        .filter(
          (entry) =>
            (filter.surface === undefined || entry.surface === filter.surface) &&
            (filter.operation === undefined || entry.operation === filter.operation) &&
            (filter.method === undefined || entry.method === filter.method) &&
            (filter.path === undefined || filter.path.test(entry.path)),
        ),
    clear() {
      seen = [];
    },
  };
}
