import type { FaultPlan } from "../faults/fault-control.ts";
import { inject } from "../faults/inject.ts";
import { Rejection } from "../graphql/rejection.ts";
import type { RequestLog } from "../inspect/request-log.ts";
import { readIncoming, type Incoming } from "./incoming.ts";
import { rejectionResponse } from "./responses.ts";
import type { Router } from "./router.ts";

/** The way into a backend: reads a request, notes it, disturbs it when a fault says so, routes it. */
export function createEntrance(
  router: Router,
  faults: FaultPlan,
  log: RequestLog,
): (request: Request) => Promise<Response> {
  return async (request) => {
    let incoming: Incoming;
    try {
      incoming = await readIncoming(request);
    } catch (cause) {
      if (cause instanceof Rejection) return rejectionResponse(cause);
      return Response.error();
    }
    const done = log.add(incoming);
    const fault = faults.pick(incoming);
    const response =
      fault === undefined ? await router(incoming) : await inject(fault, incoming, router);
    done(response.status, fault?.kind);
    return response;
  };
}
