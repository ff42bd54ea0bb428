import { tableToIPC } from "apache-arrow";
import { beforeAll, describe, expect, test } from "vitest";
import type { DataFrame } from "@heddle/serialization";
import { toArrow } from "@heddle/serialization/arrow";
import { again, base64, decode, type Line, problemsOf, pythonWrites } from "./python.ts";

describe.skipIf(process.env["HEDDLE_PYTHON"] === undefined)("pandas' own columns", () => {
  const kinds = 73;
  let lines: Line[] = [];

  beforeAll(() => {
    lines = pythonWrites("columns");
  });

  test("F114 frames of every kind of column are equal in Python after a way through here", () => {
    expect(lines).toHaveLength(kinds * 4);
    const written = lines.map((line) => ({
      ...line,
      kind: "same-as",
      original: line.bytes,
      bytes: again(line),
    }));
    expect(problemsOf(written)).toEqual([]);
  });

  test("columns become the Arrow columns that pandas makes of them", () => {
    const tables = lines
      .filter(({ name }) => name.endsWith(" 5") && !/^(?:period|objects) 5$/.test(name))
      .map((line) => ({
        name: line.name,
        kind: "arrow",
        module: "arrow",
        original: line.bytes,
        bytes: base64(tableToIPC(toArrow(decode(line, false) as DataFrame), "file")),
      }));
    expect(problemsOf(tables)).toEqual([]);
  });
});
