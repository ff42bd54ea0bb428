import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** A tarball of a package, as npm describes it. */
export interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** The repository. */
export const root = resolve(import.meta.dirname, "..");

/** Packs every package as it would be published; needs a build. @param folder where the tarballs go */
export function packPackages(folder: string): readonly Packed[] {
  return readdirSync(join(root, "packages")).flatMap(
    (name) =>
      JSON.parse(
        run("npm", ["pack", "--json", "--pack-destination", folder], join(root, "packages", name)),
      ) as Packed[],
  );
}

/** Runs a command to its end. @returns what it wrote to standard output @throws Error with all that it wrote */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): string {
  const done = spawnSync(command, args, { cwd, env, encoding: "utf8" });
  if (done.status !== 0) {
    throw new Error(`${command} ${args.join(" ")} failed\n${done.stdout}\n${done.stderr}`);
  }
  return done.stdout;
}
