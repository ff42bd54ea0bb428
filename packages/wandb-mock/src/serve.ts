import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { WandbBackend } from "./backend.ts";
import { WandbMockError } from "./errors.ts";
import { BodySender } from "./http/send-body.ts";

/** Where the server listens. It is the loopback interface, always. */
export interface ServeOptions {
  /** Port; default 0, any free one. */
  readonly port?: number;
  /** Take any free port when `port` is taken, instead of failing. Default false. */
  readonly fallback?: boolean;
}

/** A backend on a port. Disposing it closes all connections. */
export interface WandbServer extends AsyncDisposable {
  /** Scheme, host and port: what `WANDB_BASE_URL` is set to. */
  readonly origin: string;
}

const host = "127.0.0.1";

/**
 * Serves a backend over HTTP on the loopback interface.
 *
 * @throws WandbMockError `WANDB_MOCK_PORT_IN_USE`, `WANDB_MOCK_INVALID_OPTION`
 */
export async function serveWandb(
  backend: Pick<WandbBackend, "handle">,
  options: ServeOptions = {},
): Promise<WandbServer> {
  const port = options.port ?? 0;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new WandbMockError({
      code: "WANDB_MOCK_INVALID_OPTION",
      message: `port ${port} is not a whole number from 0 to 65535`,
    });
  }
  const sender = new BodySender();
  const server = createServer((incoming, outgoing) => {
    answer(backend, sender, incoming, outgoing).catch(() => {
      // The connection broke, or was broken on purpose, while the answer was under way.
      outgoing.destroy();
    });
  });
  // Clients keep connections for long; a server that closes them first would look like a reset.
  server.keepAliveTimeout = 120_000;
  server.requestTimeout = 0;
  try {
    await listen(server, port);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EADDRINUSE") throw cause;
    if (options.fallback !== true) {
      throw new WandbMockError({
        code: "WANDB_MOCK_PORT_IN_USE",
        message: `port ${port} is taken by another program`,
        hint: "Name another port, or pass `fallback: true`.",
        details: { port },
        cause,
      });
    }
    await listen(server, 0);
  }
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose](): Promise<void> {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function answer(
  backend: Pick<WandbBackend, "handle">,
  sender: BodySender,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const method = incoming.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  const origin = `http://${incoming.headers.host ?? host}`;
  const gone = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const request = new Request(new URL(incoming.url ?? "/", origin), {
    method,
    signal: gone.signal,
    headers: Object.entries(incoming.headersDistinct).flatMap(([name, values]) =>
      (values ?? []).map((value): [string, string] => [name, value]),
    ),
    ...(hasBody
      ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: "half" as const }
      : {}),
  });
  const response = await backend.handle(request);
  if (response.type === "error") {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(response.status, [...response.headers].flat());
  await sender.send(response, outgoing);
}
