import type { Incoming } from "../http/incoming.ts";
import { json, restError, storageError } from "../http/responses.ts";
import type { FaultAction } from "./fault.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Answers a request with a fault in it.
 *
 * @param handle the undisturbed way, for faults that let the request through
 */
export async function inject(
  action: FaultAction,
  incoming: Incoming,
  handle: (incoming: Incoming) => Promise<Response>,
): Promise<Response> {
  switch (action.kind) {
    case "status":
      await drain(incoming.request);
      return statusResponse(action, incoming);
    case "reset":
      if (action.when === "after") await cancelBody(await handle(incoming));
      return Response.error();
    case "cut":
      return reshape(await handle(incoming), cutter(action.afterBytes));
    case "cut-upload":
      await readSome(incoming.request, action.afterBytes);
      return Response.error();
    case "corrupt":
      return reshape(await handle(incoming), corrupter(action.offset ?? 0));
    case "delay":
      await pause(action.ms);
      return await handle(incoming);
    case "slow":
      return reshape(await handle(incoming), throttle(action.bytesPerSecond));
    case "hang":
      await untilAborted(incoming.request.signal);
      return Response.error();
    case "expired-url":
      await drain(incoming.request);
      return storageError("AccessDenied", "Request has expired", 403);
    case "wrong-etag":
      return withHeader(await handle(incoming), "etag", `"${"0".repeat(32)}"`);
    default:
      return action satisfies never;
  }
}

function withHeader(response: Response, name: string, value: string): Response {
  const headers = new Headers(response.headers);
  headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
}

function statusResponse(
  action: Extract<FaultAction, { kind: "status" }>,
  { surface }: Incoming,
): Response {
  const message = `injected fault: status ${action.status}`;
  let response: Response;
  if (action.body !== undefined) response = new Response(action.body, { status: action.status });
  else if (surface === "graphql") response = json({ errors: [{ message }] }, action.status);
  else if (surface === "filestream") response = restError(message, action.status);
  else response = storageError("InjectedFault", message, action.status);
  if (action.retryAfter !== undefined) {
    response.headers.set("retry-after", String(action.retryAfter));
  }
  return response;
}

/** A server that answers before it has read the request would look like a reset to some clients. */
async function drain(request: Request): Promise<void> {
  await readSome(request, Number.POSITIVE_INFINITY);
}

async function readSome(request: Request, limit: number): Promise<void> {
  if (request.body === null || request.bodyUsed) return;
  let read = 0;
  for await (const chunk of request.body) {
    read += chunk.length;
    if (read >= limit) return;
  }
}

async function cancelBody(response: Response): Promise<void> {
  await response.body?.cancel();
}

function reshape(response: Response, shape: TransformStream<Bytes, Bytes>): Response {
  if (response.body === null) return response;
  const body = (response.body as ReadableStream<Bytes>).pipeThrough(shape);
  return new Response(body, { status: response.status, headers: response.headers });
}

function cutter(limit: number): TransformStream<Bytes, Bytes> {
  let sent = 0;
  return new TransformStream({
    transform(chunk, controller) {
      const rest = limit - sent;
      if (rest > 0) controller.enqueue(chunk.subarray(0, rest));
      sent += chunk.length;
      if (sent > limit) controller.error(new Error("injected fault: the answer was cut"));
    },
  });
}

function corrupter(offset: number): TransformStream<Bytes, Bytes> {
  let position = 0;
  return new TransformStream({
    transform(chunk, controller) {
      const at = offset - position;
      position += chunk.length;
      const copy = chunk.slice();
      if (at >= 0 && at < copy.length) copy[at] = (copy[at] ?? 0) ^ 1;
      controller.enqueue(copy);
    },
  });
}

function throttle(bytesPerSecond: number): TransformStream<Bytes, Bytes> {
  const step = Math.max(1, Math.ceil(bytesPerSecond / 20));
  return new TransformStream({
    async transform(chunk, controller) {
      for (let at = 0; at < chunk.length; at += step) {
        const piece = chunk.subarray(at, at + step);
        await pause((piece.length / bytesPerSecond) * 1000);
        controller.enqueue(piece);
      }
    },
  });
}

async function pause(ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
