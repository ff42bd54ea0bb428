import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { dumps, joblibCodec } from "@heddle/serialization";
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

test.each([0, 3, "gzip", "bz2", "lzma", "xz", "lz4"] as const)(
  "looks into joblib files, whichever way they are compressed: %s",
  async (compress) => {
    using place = new CliFolder();
    const value = { weights: Float64Array.of(1, 2.5), name: "model" };
    const bytes = joblibCodec.dump(value, { compress }) as Uint8Array;
    writeFileSync(join(place.path, "model.joblib"), bytes);
    const inspected = await place.run("pickle", "inspect", "model.joblib");
    expect([inspected.code, inspected.stderr]).toEqual([0, ""]);
    expect(inspected.stdout).toContain("joblib.numpy_pickle.NumpyArrayWrapper");
    expect(inspected.stdout).toMatch(/RAW +16 bytes/);
    const shown = await place.run("pickle", "to-json", "model.joblib", "--compact");
    expect(JSON.parse(shown.stdout)).toEqual({
      weights: { $type: "Float64Array", data: [1, 2.5] },
      name: "model",
    });
  },
);

test("reads standard input", async () => {
  using place = new CliFolder();
  place.input = dumps(["from a pipe"]);
  const shown = await place.run("pickle", "to-json", "-", "--compact");
  expect([shown.code, shown.stdout]).toEqual([0, '["from a pipe"]\n']);
  const inspected = await place.run("pickle", "inspect", "-");
  expect(inspected.stdout).toContain("from a pipe");
});

test("says that a file holds several pickles, and shows them all on request", async () => {
  using place = new CliFolder();
  writeFileSync(join(place.path, "two.pkl"), Buffer.concat([dumps(1), dumps([2])]));
  for (const command of ["inspect", "to-json"]) {
    const first = await place.run("pickle", command, "two.pkl");
    expect([first.code, first.stderr]).toEqual([0, expect.stringContaining("--all")]);
  }
  const all = await place.run("pickle", "to-json", "two.pkl", "--all", "--compact");
  expect([all.stdout, all.stderr]).toEqual(["[1,[2]]\n", ""]);
  for (const compress of [0, 3] as const) {
    writeFileSync(join(place.path, "one"), joblibCodec.dump([1.5], { compress }) as Uint8Array);
    const one = await place.run("pickle", "to-json", "one", "--all", "--compact");
    expect([one.stdout, one.stderr]).toEqual(["[[1.5]]\n", ""]);
  }
});

test("a value too large to be shown is an error that says how to show more", async () => {
  using place = new CliFolder();
  writeFileSync(join(place.path, "huge.pkl"), dumps(new Float64Array(1_500_000)));
  const refused = await place.run("pickle", "to-json", "huge.pkl");
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("--max-values");
  const json = await place.run("pickle", "to-json", "huge.pkl", "--max-values", "10");
  expect(json.stderr.split(":")[0]).toBe("CLI_TOO_LARGE");
  const more = await place.run(
    "pickle",
    "to-json",
    "huge.pkl",
    "--compact",
    "--max-values",
    "2000000",
  );
  expect(more.code).toBe(0);
  const wrong = await place.run("pickle", "to-json", "huge.pkl", "--max-values", "none");
  expect(wrong.code).toBe(2);
});

test.each([
  ["empty", new Uint8Array()],
  ["cut", dumps({ a: [1, 2, 3] }).subarray(0, -4)],
  ["cut joblib", (joblibCodec.dump(Float64Array.of(1, 2)) as Uint8Array).subarray(0, -9)],
  ["cut gzip", (joblibCodec.dump([1], { compress: "gzip" }) as Uint8Array).subarray(0, -9)],
])("a file that is %s is one error with its code, in JSON too", async (_how, bytes) => {
  using place = new CliFolder();
  writeFileSync(join(place.path, "bad.pkl"), bytes);
  for (const command of ["inspect", "to-json"]) {
    const { code, stdout, stderr } = await place.run("pickle", command, "bad.pkl");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^SERIALIZATION_(?:TRUNCATED|COMPRESSION)/);
  }
  const json = await place.run("pickle", "inspect", "bad.pkl", "--json");
  expect(json.code).toBe(1);
  expect(json.stdout + json.stderr).toContain('"code":"SERIALIZATION_');
});
