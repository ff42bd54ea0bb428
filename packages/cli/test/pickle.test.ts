import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { dumps } from "@heddle/serialization";
import { expect, test } from "vitest";
import { CliFolder } from "./cli-process.ts";

test("takes a pickle apart and names its globals", async () => {
  using place = new CliFolder();
  writeFileSync(join(place.path, "evil.pkl"), "cos\nsystem\n(S'echo pwned'\ntR.");
  const { code, stdout } = await place.run("pickle", "inspect", "evil.pkl");
  expect(code).toBe(0);
  expect(stdout).toContain("os.system");
  expect(stdout).toContain("dangerous");
  const json = await place.run("pickle", "inspect", "evil.pkl", "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({ protocol: 0 });
});

test("shows a value as JSON, unknown classes as inert objects, and runs nothing", async () => {
  using place = new CliFolder();
  const value = new Map<unknown, unknown>([
    ["rows", [1, 2n ** 70n]],
    ["bytes", new Uint8Array([1, 2])],
  ]);
  writeFileSync(join(place.path, "a.pkl"), dumps(value));
  const plain = await place.run("pickle", "to-json", "a.pkl", "--compact");
  expect(JSON.parse(plain.stdout)).toEqual({
    rows: [1, { $type: "int", value: String(2n ** 70n) }],
    bytes: { $type: "bytes", base64: "AQI=" },
  });
  writeFileSync(join(place.path, "evil.pkl"), "cos\nsystem\n(S'echo pwned'\ntR.");
  const evil = await place.run("pickle", "to-json", "evil.pkl", "--compact");
  expect(JSON.parse(evil.stdout)).toMatchObject({ $type: "call", function: "os.system" });
});

test("a file that is no pickle is one error with its offset", async () => {
  using place = new CliFolder();
  writeFileSync(join(place.path, "text.pkl"), "hello");
  const { code, stderr } = await place.run("pickle", "inspect", "text.pkl");
  expect(code).toBe(1);
  expect(stderr).toMatch(/SERIALIZATION_\w+/);
});
