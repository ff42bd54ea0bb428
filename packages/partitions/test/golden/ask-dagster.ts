import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Golden } from "./cases.ts";

/**
 * Runs the real Dagster over all golden questions.
 *
 * @param python an interpreter with Dagster installed
 */
export async function askDagster(python: string): Promise<Golden> {
  const script = `${import.meta.dirname}/../../scripts/golden.py`;
  const { stdout } = await promisify(execFile)(python, [script], { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as Golden;
}
