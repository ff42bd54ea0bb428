/** Runs turbo with its telemetry off, whatever the environment says. */
import { spawnSync } from "node:child_process";

const run = spawnSync("turbo", process.argv.slice(2), {
  stdio: "inherit",
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
});
process.exitCode = run.status ?? 1;
