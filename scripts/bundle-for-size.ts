/**
 * Bundles and minifies single entries the way an application would, into `.cache/size`, so that size-limit
 * measures what a user's bundle grows by. Entries: `.size-limit.json` names the files.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";

/** What an application that uses one part of a package imports. */
const entries: Readonly<Record<string, string>> = {
  "pickle-loads": 'export { loads } from "@heddle/serialization";',
  "pickle-loads-dumps": 'export { dumps, loads } from "@heddle/serialization";',
  joblib: 'export { joblibCodec } from "@heddle/serialization";',
  errors: 'export { HeddleError, formatError } from "@heddle/errors";',
  partitions: 'export { dailyPartitions, staticPartitions } from "@heddle/partitions";',
};

const root = resolve(import.meta.dirname, "..");
const folder = join(root, ".cache", "size");
mkdirSync(folder, { recursive: true });
for (const [name, code] of Object.entries(entries)) {
  const entry = join(folder, `${name}.entry.js`);
  writeFileSync(entry, code);
  await build({
    configFile: false,
    logLevel: "error",
    root,
    resolve: { conditions: ["@heddle/source", "browser", "import", "default"] },
    build: {
      outDir: folder,
      emptyOutDir: false,
      // For libraries the bundler leaves blanks in; an application's bundle has none.
      rolldownOptions: { output: { minify: true } },
      lib: { entry, formats: ["es"], fileName: () => `${name}.js` },
    },
  });
}
