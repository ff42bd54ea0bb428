import { join, resolve } from "node:path";
import type { Command } from "commander";
import { createWandbBackend, defaultApiKey, serveWandb } from "@heddle/wandb-mock";
import { portNumber } from "../arguments.ts";
import { print } from "../output/print.ts";
import { resolveHome } from "@heddle/core";
import type { Terminal } from "../terminal.ts";

interface ServerOptions {
  readonly port: number;
  readonly dir?: string;
  readonly json?: boolean;
}

/** Adds `heddle wandb-server`: the local W&B-compatible server, until it is interrupted. */
export function registerWandbServer(command: Command, terminal: Terminal): void {
  command
    .option(
      "--port <port>",
      "port; 0 takes any free one, and so does a port that is taken",
      portNumber,
      8970,
    )
    .option(
      "--dir <folder>",
      "folder that keeps its projects (default: wandb-server in the home folder)",
    )
    .option("--json", "one JSON object with the address and the key, once it listens")
    .action(async (options: ServerOptions) => {
      const folder =
        options.dir === undefined
          ? join(resolveHome({ env: terminal.env, cwd: terminal.cwd }), "wandb-server")
          : resolve(terminal.cwd, options.dir);
      await using backend = createWandbBackend({ folder });
      await using server = await serveWandb(backend, { port: options.port, fallback: true });
      if (options.port !== 0 && !server.origin.endsWith(`:${String(options.port)}`)) {
        terminal.writeError(`port ${String(options.port)} is taken: another one was chosen\n`);
      }
      const address = { baseUrl: server.origin, apiKey: defaultApiKey, folder };
      print(terminal, options, address, () =>
        [
          `W&B-compatible server on ${server.origin}, kept in ${folder}`,
          "",
          `  export WANDB_BASE_URL=${server.origin}`,
          `  export WANDB_API_KEY=${defaultApiKey}`,
          "",
          "Ctrl-C stops it.",
        ].join("\n"),
      );
      await aborted(terminal.signal);
    });
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((settle) => {
    // A pending promise does not keep the process alive; the listening server does.
    signal.addEventListener("abort", () => settle(), { once: true });
  });
}
