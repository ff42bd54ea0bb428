import { env } from "node:process";
import { expect, test } from "vitest";
import { askDagster } from "../golden/ask-dagster.ts";
import { storedGolden } from "../golden/cases.ts";

const python = env["HEDDLE_PYTHON"];
const missing = (env["HEDDLE_PYTHON_MISSING"] ?? "")
  .split(" ")
  .some((name) => name.startsWith("dagster"));

test.skipIf(python === undefined || missing)(
  "Dagster still gives the stored answers (needs HEDDLE_PYTHON with dagster)",
  async () => {
    const asked = await askDagster(python as string);
    const stored = storedGolden();
    expect(asked.dagster).toBe(stored.dagster);
    expect(asked.cases).toEqual(stored.cases);
  },
);
