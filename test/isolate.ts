import { mkdtempSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/**
 * No test reaches beyond this machine or reads its user's W&B settings: the environment is cleared
 * of them, the home folder is an empty one, and a socket to a host other than loopback is refused.
 */
for (const name of Object.keys(process.env)) {
  if (/^(?:WANDB|HEDDLE_HOME|DAGSTER)/.test(name)) delete process.env[name];
}
const home = mkdtempSync(join(tmpdir(), "heddle-test-home-"));
process.env["HOME"] = home;
process.env["NETRC"] = join(home, "netrc");
process.env["XDG_CONFIG_HOME"] = join(home, "config");
process.env["XDG_CACHE_HOME"] = join(home, "cache");
afterAll(() => rmSync(home, { recursive: true, force: true }));

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?|::ffff:127(?:\.\d+){3})$/;
const connect = Reflect.get(Socket.prototype, "connect") as (
  this: Socket,
  ...rest: unknown[]
) => Socket;

Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  const host = targetHost(args);
  if (host !== undefined && !loopback.test(host)) {
    throw new Error(`a test tried to reach ${host}; only loopback is allowed`);
  }
  return connect.apply(this, args);
};

function targetHost(args: readonly unknown[]): string | undefined {
  const first: unknown = Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0];
  if (typeof first === "object" && first !== null && "host" in first) {
    // A connection that MSW answers itself never leaves the process; MSW marks it by this lookup.
    if ("lookup" in first && (first.lookup as { name?: string })?.name === "mockLookup") {
      return undefined;
    }
    return typeof first.host === "string" ? first.host : undefined;
  }
  return typeof first === "number" && typeof args[1] === "string" ? args[1] : undefined;
}
