/**
 * Tries a release without releasing: in a copy of the committed tree, changesets choose the versions and
 * write the changelogs, and npm packs what it would publish. Nothing leaves this machine.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const place = mkdtempSync(join(tmpdir(), "heddle-release-"));

try {
  run("git", ["clone", "--quiet", root, place], root);
  symlinkSync(join(root, "node_modules"), join(place, "node_modules"));
  const versionOf = (name: string): string =>
    (
      JSON.parse(readFileSync(join(place, "packages", name, "package.json"), "utf8")) as {
        version: string;
      }
    ).version;
  const names = readdirSync(join(place, "packages"));
  const before = new Map<string, string>(names.map((name) => [name, versionOf(name)]));
  run("npx", ["changeset", "version"], place);
  const unchanged = names.filter((name) => versionOf(name) === before.get(name));
  for (const name of names) {
    console.log(`@heddle/${name}: ${before.get(name) ?? "new"} -> ${versionOf(name)}`);
    run("npm", ["pack", "--dry-run", "--json"], join(place, "packages", name));
  }
  const pending = readdirSync(join(place, ".changeset")).filter((file) => file.endsWith(".md"));
  if (pending.length > 0) throw new Error(`changesets left over: ${pending.join(", ")}`);
  if (unchanged.length === names.length && names.length > 0) console.log("nothing to release");
} finally {
  rmSync(place, { recursive: true, force: true });
}

function run(command: string, args: readonly string[], cwd: string): void {
  const done = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (done.status !== 0) {
    throw new Error(`${command} ${args.join(" ")} failed\n${done.stdout}\n${done.stderr}`);
  }
}
