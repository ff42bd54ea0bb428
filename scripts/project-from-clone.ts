/**
 * Makes a project that uses the packages of this clone instead of the registry's: builds and packs them, scaffolds
 * the project with `heddle init`, and installs it. `npm run project -- ../loom`
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { packPackages, root, run } from "./pack-packages.ts";

const [given] = process.argv.slice(2);
// npm starts scripts in the clone, and tells where its user was.
const folder = resolve(process.env["INIT_CWD"] ?? process.cwd(), given ?? "");

try {
  makeProject();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function makeProject(): void {
  if (given === undefined || !relative(root, folder).startsWith(".."))
    throw new Error("Name a folder outside of the clone: npm run project -- ../loom");
  if (existsSync(join(folder, "package.json")))
    throw new Error(`${folder} holds a project already: choose another folder, or remove it.`);
  const tarballs = join(folder, "packages");
  mkdirSync(tarballs, { recursive: true });
  console.log("building the packages …");
  run("npm", ["run", "--silent", "build"], root);
  console.log("packing them …");
  const packed = packPackages(tarballs);
  run(process.execPath, [join(root, "packages", "cli", "dist", "main.js"), "init", folder], root);
  const path = join(folder, "package.json");
  const project = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  project["dependencies"] = Object.fromEntries(
    packed.map(({ name, filename }) => [name, `file:packages/${filename}`]),
  );
  writeFileSync(path, `${JSON.stringify(project, null, 2)}\n`);
  console.log("installing the project …");
  run("npm", ["install", "--silent", "--prefer-offline"], folder);
  console.log(`${folder} is ready: cd ${folder}, and go on with "Start the server".`);
}
