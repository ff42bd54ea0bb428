import type { Instance } from "@heddle/core";
import { openInstance } from "@heddle/storage";
import type { Terminal } from "../terminal.ts";

/** Opens the project's instance for the time of `use`. */
export async function withInstance<T>(
  { env, cwd }: Pick<Terminal, "env" | "cwd">,
  use: (instance: Instance) => Promise<T>,
): Promise<T> {
  await using instance = await openInstance({ env, cwd });
  return await use(instance);
}
