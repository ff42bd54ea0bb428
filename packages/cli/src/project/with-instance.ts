import { join } from "node:path";
import { Instance } from "@heddle/core";
import { sqliteStorage } from "@heddle/storage";
import type { Terminal } from "../terminal.ts";
import { homeFolder } from "./home.ts";

/** Opens the project's instance: runs and events in SQLite, values and logs in the home folder. */
export async function openInstance(terminal: Pick<Terminal, "env" | "cwd">): Promise<Instance> {
  const home = homeFolder(terminal);
  const storage = await sqliteStorage({ path: join(home, "heddle.sqlite") });
  return new Instance({ storage, home });
}

/** Opens the project's instance for the time of `use`. */
export async function withInstance<T>(
  terminal: Pick<Terminal, "env" | "cwd">,
  use: (instance: Instance) => Promise<T>,
): Promise<T> {
  await using instance = await openInstance(terminal);
  return await use(instance);
}
