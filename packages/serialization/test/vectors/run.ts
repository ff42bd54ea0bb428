/**
 * Checks golden vectors: `npm run vectors -w @heddle/serialization`, with `-- --index PATH` for another index of
 * the same form (an `index.json`, its folder, or a zip of it). Prints passed/total by module and protocol, then
 * what failed; exits 1 if anything did.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runVectors } from "./summary.ts";

const { values } = parseArgs({ options: { index: { type: "string" } } });
const summary = runVectors(values.index ?? join(import.meta.dirname, "pickle.zip"));
console.log(summary.table);
for (const failure of summary.failures) console.log(`FAILED ${failure}`);
console.log(`${summary.passed}/${summary.total} checks passed`);
process.exitCode = summary.failures.length === 0 ? 0 : 1;
