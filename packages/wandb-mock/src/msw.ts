import type { RequestHandler } from "msw";
import { http } from "msw/http";
import type { WandbBackend } from "./backend.ts";

/**
 * Answers a W&B host with a backend, for MSW's `setupServer` and `setupWorker`.
 *
 * @param origin the host to answer; default `https://api.wandb.ai`
 *
 * @example
 * ```ts
 * const network = setupServer(...wandbHandlers(createWandbBackend()));
 * network.listen({ onUnhandledFrame: "error" });
 * ```
 */
export function wandbHandlers(
  backend: Pick<WandbBackend, "handle">,
  origin = "https://api.wandb.ai",
): RequestHandler[] {
  return [http.all(`${origin}/*`, ({ request }) => backend.handle(request))];
}
