/**
 * Runs the tests and tells for each promise of the specification whether a test proves it.
 * `--json` prints rows for machines, `--report FILE` reads an earlier vitest JSON report instead of
 * running the tests, `--check` exits with 1 unless every promise in scope is passed.
 * Writes docs/features.md.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  featureRows,
  unknownIds,
  type FeatureRow,
  type Promised,
  type TestOutcome,
} from "./features/feature-rows.ts";

const root = resolve(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    report: { type: "string" },
  },
});

const promises = JSON.parse(
  readFileSync(join(import.meta.dirname, "features", "promises.json"), "utf8"),
) as Promised[];
const outcomes = readReport(values.report ?? runTests());
const rows = featureRows(promises, outcomes);
writeFileSync(join(root, "docs", "features.md"), markdown(rows));

if (values.json) console.log(JSON.stringify({ rows }));
else {
  for (const row of rows) {
    if (row.inScope || row.state !== "missing") {
      console.log(`${row.id}  ${row.state.padEnd(7)}  ${row.promise}`);
    }
  }
}
const unknown = unknownIds(promises, outcomes);
if (unknown.length > 0) console.error(`test titles name unknown ids: ${unknown.join(", ")}`);
const scope = rows.filter(({ inScope }) => inScope);
const count = (state: FeatureRow["state"]): number =>
  scope.filter((row) => row.state === state).length;
console.error(
  `in scope: ${count("passed")} passed, ${count("failed")} failed, ${count("missing")} missing`,
);
if (count("failed") > 0 || unknown.length > 0) process.exitCode = 1;
if (values.check && count("missing") > 0) process.exitCode = 1;

function runTests(): string {
  const folder = mkdtempSync(join(tmpdir(), "heddle-features-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const report = join(folder, "report.json");
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const run = spawnSync(
    process.execPath,
    [vitest, "run", "--reporter=json", `--outputFile=${report}`],
    { cwd: root, stdio: ["ignore", "ignore", "inherit"] },
  );
  if (run.error !== undefined) throw run.error;
  return report;
}

function readReport(file: string): TestOutcome[] {
  const report = JSON.parse(readFileSync(file, "utf8")) as {
    success: boolean;
    testResults: {
      name: string;
      assertionResults: { ancestorTitles: string[]; title: string; status: string }[];
    }[];
  };
  // A test that names no promise, or a file that does not load, must not fail unseen.
  if (!report.success) {
    console.error("some tests failed: npm test");
    process.exitCode = 1;
  }
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => ({
      titles: [...ancestorTitles.filter((text) => text !== ""), title],
      file: relative(root, name),
      passed: status === "passed",
    })),
  );
}

function markdown(all: readonly FeatureRow[]): string {
  const lines = [
    "# Features",
    "",
    "Written by `npm run features` from a real test run: a promise is passed when at least one test",
    "names it and all that name it passed.",
    "",
    "| id | promise | state | tests |",
    "| --- | --- | --- | --- |",
    ...all
      .filter(({ inScope, state }) => inScope || state !== "missing")
      .map(
        ({ id, promise, state, tests }) =>
          `| ${id} | ${cell(promise)} | ${state} | ${String(tests.length)} |`,
      ),
    "",
  ];
  return lines.join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
