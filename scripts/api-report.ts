/**
 * Writes each package's public types to `api/<package>.d.ts`, so that a review shows every change of
 * the public surface. With `--check` it writes nothing and fails when a report is out of date.
 * Run it after the build.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const check = process.argv.includes("--check");
const root = resolve(import.meta.dirname, "..");
let stale = 0;

for (const name of readdirSync(join(root, "packages")).toSorted()) {
  const dist = join(root, "packages", name, "dist");
  const report = publicFiles(join(dist, "index.d.ts"))
    .map((file) => `// ${relative(dist, file)}\n${clean(readFileSync(file, "utf8"))}`)
    .join("\n");
  const target = join(root, "api", `${name}.d.ts`);
  if (existsSync(target) && readFileSync(target, "utf8") === report) continue;
  stale += 1;
  if (check) console.error(`api/${name}.d.ts is out of date; run: npm run api`);
  else {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, report);
  }
}
process.exitCode = check && stale > 0 ? 1 : 0;

/** The entry file and every file that it reaches by relative imports, each once. */
function publicFiles(entry: string): string[] {
  const seen = new Set([entry]);
  for (const file of seen) {
    for (const [, specifier] of readFileSync(file, "utf8").matchAll(/from "(\.{1,2}\/[^"]+)"/g)) {
      if (specifier === undefined) continue;
      seen.add(resolve(dirname(file), specifier.replace(/\.[jt]s$/, ".d.ts")));
    }
  }
  return [...seen];
}

function clean(text: string): string {
  return text.replace(/^\/\/# sourceMappingURL=.*$/m, "").trimEnd() + "\n";
}
