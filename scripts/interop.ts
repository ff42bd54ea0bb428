/**
 * Runs the interop tests: the real Python packages read what Heddle writes, and the reverse.
 * Makes their Python environment in `.cache/python` first. Where a package cannot be had it says
 * `interop not run: <package>` and counts them. Further arguments go to vitest.
 */
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { makePythonEnvironment } from "./python/environment.ts";

const root = resolve(import.meta.dirname, "..");
const environment = makePythonEnvironment();
if (environment === undefined) {
  console.log("interop not run: python3 with venv\n1 package missing\n0 passed, 0 failed");
} else {
  for (const requirement of environment.missing) console.log(`interop not run: ${requirement}`);
  console.log(`${String(environment.missing.length)} packages missing`);
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const run = spawnSync(
    process.execPath,
    [vitest, "run", "--config", "vitest.interop.config.ts", ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: "inherit",
      env: {
        ...process.env,
        HEDDLE_PYTHON: environment.python,
        HEDDLE_PYTHON_MISSING: environment.missing.join(" "),
      },
    },
  );
  process.exitCode = run.status ?? 1;
}
