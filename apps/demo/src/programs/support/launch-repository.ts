import { execFile } from "node:child_process";
import { copyFile, mkdir, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { demoFile } from "./files.ts";

const execute = promisify(execFile);

/** Makes a git repository with the demo's training program in a folder, and gives its URI. */
export async function makeLaunchRepository(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  const modules = join(folder, "node_modules", "@heddle");
  await mkdir(modules, { recursive: true });
  await copyFile(demoFile("launch/train.mjs"), join(folder, "train.mjs"));
  // A project of its own would install the package; here the one of this repository is linked.
  const client = fileURLToPath(import.meta.resolve("@heddle/wandb-client"));
  await symlink(dirname(dirname(client)), join(modules, "wandb-client"), "junction");
  for (const args of [
    ["init", "--quiet"],
    ["add", "--all"],
    ["-c", "user.name=demo", "-c", "user.email=demo@localhost", "commit", "--quiet", "-m", "train"],
  ]) {
    await execute("git", args, { cwd: folder });
  }
  return pathToFileURL(folder).href;
}
