import { join } from "node:path";
import { createWandbBackend, defaultApiKey, serveWandb } from "@heddle/wandb-mock";

/** Where the demo writes to, and how to stop what it started. */
export interface WandbTarget extends AsyncDisposable {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly entity: string | undefined;
  readonly project: string;
  /** Whether this process serves it. */
  readonly isLocal: boolean;
}

/** The port that the demo's server prefers, so that printed URLs stay good between runs. */
const preferredPort = 8970;

/**
 * W&B as the environment names it (`WANDB_API_KEY`, `WANDB_BASE_URL`, `WANDB_ENTITY`, `WANDB_PROJECT`), or
 * else a W&B-compatible server on this machine whose projects are kept in the home folder.
 */
export async function openTarget(
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<WandbTarget> {
  const project = env["WANDB_PROJECT"] ?? "heddle-demo";
  const apiKey = env["WANDB_API_KEY"];
  if (apiKey !== undefined && apiKey !== "") {
    return {
      baseUrl: env["WANDB_BASE_URL"] ?? "https://api.wandb.ai",
      apiKey,
      entity: env["WANDB_ENTITY"],
      project,
      isLocal: false,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  const backend = createWandbBackend({ folder: join(home, "wandb-server") });
  const server = await serveWandb(backend, { port: preferredPort, fallback: true });
  return {
    baseUrl: server.origin,
    apiKey: defaultApiKey,
    entity: env["WANDB_ENTITY"],
    project,
    isLocal: true,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await backend[Symbol.asyncDispose]();
    },
  };
}
