import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "vitest";
import {
  type CompressMethod,
  defaultCodecs,
  loadJoblib,
  loads,
  type Protocol,
} from "@heddle/serialization";

const python = process.env["HEDDLE_PYTHON"]!;

/** One file that Python wrote or is to read. */
export interface Line {
  readonly kind: string;
  readonly name: string;
  readonly module: string;
  readonly bytes: string;
  readonly expected?: unknown;
  readonly parameters?: {
    readonly compress: [CompressMethod, number];
    readonly protocol: Protocol;
  };
  readonly [more: string]: unknown;
}

/** What `python_writes.py` writes, all parts of it or some. */
export function pythonWrites(...parts: readonly string[]): Line[] {
  return run("python_writes.py", [], parts);
}

function run(
  program: string,
  input: readonly object[],
  parameters: readonly string[] = [],
): Line[] {
  const file = join(import.meta.dirname, program);
  const child = spawnSync(python, ["-W", "ignore", file, ...parameters], {
    input: input.map((line) => `${JSON.stringify(line)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 1 << 29,
  });
  expect([child.status, child.stderr]).toEqual([0, ""]);
  return child.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

/** What Python finds wrong with the files, by name. */
export function problemsOf(files: readonly object[]): string[] {
  const outcomes = run("python_reads.py", files) as unknown as {
    name: string;
    problem: string | null;
  }[];
  expect(outcomes).toHaveLength(files.length);
  return outcomes.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]));
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
export const bytesOf = (line: Line): Uint8Array =>
  new Uint8Array(Buffer.from(line.bytes, "base64"));

/** The value of a file, exact enough to be written again, or as users have it. */
export function decode(line: Line, exact: boolean): unknown {
  const options = exact
    ? ({
        policy: "inspect",
        floats: "wrap",
        dicts: "map",
        npScalars: "wrap",
        arrays: "ndarray",
      } as const)
    : ({ policy: "inspect" } as const);
  return line.module === "joblib"
    ? loadJoblib(bytesOf(line), options)
    : loads(bytesOf(line), options);
}

/** The decoded value, written again by the codec of its module. */
export function again(line: Line): string {
  const value = decode(line, true);
  return base64(defaultCodecs.get(line.module).dump(value) as Uint8Array);
}
