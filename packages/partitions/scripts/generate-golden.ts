/**
 * Writes `test/golden/cases.jsonl`: partition questions with the answers of the real Dagster.
 * Needs `HEDDLE_PYTHON`, an interpreter with Dagster installed:
 * `HEDDLE_PYTHON=… node --conditions=@heddle/source packages/partitions/scripts/generate-golden.ts`.
 */
import { writeFileSync } from "node:fs";
import { env } from "node:process";
import { askDagster } from "../test/golden/ask-dagster.ts";
import { goldenFile, writeGolden } from "../test/golden/cases.ts";

const python = env["HEDDLE_PYTHON"];
if (python === undefined) throw new Error("set HEDDLE_PYTHON to a Python with Dagster installed");
const golden = await askDagster(python);
writeFileSync(goldenFile, writeGolden(golden));
console.log(`${golden.cases.length} cases from Dagster ${golden.dagster}`);
