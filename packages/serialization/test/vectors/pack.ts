/**
 * Packs a folder of vectors (index.json and its files) into one zip:
 *
 *     node --conditions=@heddle/source test/vectors/pack.ts FOLDER test/vectors/pickle.zip
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";

const [folder, target] = process.argv.slice(2);
if (folder === undefined || target === undefined)
  throw new Error("usage: pack.ts FOLDER TARGET.zip");
const files = readdirSync(folder).toSorted();
const content = Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name))]));
// A fixed time makes the same content the same file.
writeFileSync(target, zipSync(content, { level: 9, mtime: "1980-01-01" }));
console.log(`${files.length} files packed`);
