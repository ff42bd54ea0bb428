import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const script = readFileSync(join(import.meta.dirname, "..", "scripts", "check-node.cjs"), "utf8");

function runOn(version: string): { status: number | null; stderr: string } {
  const claim = `Object.defineProperty(process, "versions", { value: { node: "${version}" } });`;
  return spawnSync(process.execPath, ["-e", claim + script], { encoding: "utf8" });
}

test.each(["20.20.2", "22.17.9"])("a Node that is too old (%s) gets one clear line", (version) => {
  const { status, stderr } = runOn(version);
  expect(status).toBe(1);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).toContain(version);
});

test.each(["22.18.0", "24.21.0"])("Node %s is accepted", (version) => {
  expect(runOn(version)).toMatchObject({ status: 0, stderr: "" });
});
