import { join, resolve } from "node:path";
import type { Terminal } from "../terminal.ts";

/** The folder of the instance: `HEDDLE_HOME`, else `DAGSTER_HOME`, else `.heddle` in the project. */
export function homeFolder({ env, cwd }: Pick<Terminal, "env" | "cwd">): string {
  const named = [env["HEDDLE_HOME"], env["DAGSTER_HOME"]].find(
    (value) => value !== undefined && value !== "",
  );
  return named === undefined ? join(cwd, ".heddle") : resolve(cwd, named);
}
