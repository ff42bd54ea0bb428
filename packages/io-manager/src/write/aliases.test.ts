import { expect, test } from "vitest";
import { versionAliases } from "./aliases.ts";

const runId = "7e4df022-1bf2-44b5-a383-bb852df4077e";

test("adds the run's alias and `latest` behind the user's, each once", () => {
  expect(versionAliases(["first", "latest"], runId, true)).toEqual([
    "first",
    "latest",
    "dagster-run-7e4df022",
  ]);
  expect(versionAliases([], runId, true)).toEqual(["dagster-run-7e4df022", "latest"]);
  expect(versionAliases(["a"], runId, false)).toEqual(["a", "latest"]);
});

test("never changes the list that it was given", () => {
  const user: readonly string[] = Object.freeze(["a"]);
  expect(versionAliases(user, runId, true)).toHaveLength(3);
});
