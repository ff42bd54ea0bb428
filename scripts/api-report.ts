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
  const report = publicFiles(entries(join(root, "packages", name)))
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

/** Declarations of all entries of a package's exports. */
function entries(folder: string): string[] {
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    exports: Record<string, { types?: string } | string>;
  };
  return Object.values(exports).flatMap((entry) =>
    typeof entry === "object" && entry.types !== undefined ? [join(folder, entry.types)] : [],
  );
}

/** The entry files and every file that they reach by relative imports, each once. */
function publicFiles(starts: readonly string[]): string[] {
  const seen = new Set(starts);
  for (const file of seen) {
    for (const [, specifier] of readFileSync(file, "utf8").matchAll(/from "(\.{1,2}\/[^"]+)"/g)) {
      if (specifier === undefined) continue;
      const target = resolve(dirname(file), specifier.replace(/\.[jt]s$/, ".d.ts"));
      // An example in a comment may import a file that does not exist.
      if (existsSync(target)) seen.add(target);
    }
  }
  return [...seen];
}

function clean(text: string): string {
  return text.replace(/^\/\/# sourceMappingURL=.*$/m, "").trimEnd() + "\n";
}
