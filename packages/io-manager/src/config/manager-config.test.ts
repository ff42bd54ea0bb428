import { expect, test } from "vitest";
import { managerConfigSchema } from "./manager-config.ts";

const messages = (config: unknown): readonly string[] => {
  const result = managerConfigSchema.safeParse(config);
  return result.success
    ? []
    : result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
};

test("F025 F027 F032 F033 F038 F040 has a default for every key", () => {
  expect(managerConfigSchema.parse({})).toMatchObject({
    baseDir: undefined,
    cacheDurationInMinutes: 43_200,
    runId: undefined,
    runName: undefined,
    runTags: [],
    partitionNameStyle: "dot",
    assetKeyToArtifactName: "all",
    policy: "data",
    trust: false,
    warnings: [],
  });
});

test("reads both spellings, and empty names as not given", () => {
  const snake = managerConfigSchema.parse({ base_dir: "a", run_tags: ["x"], run_name: "" });
  const camel = managerConfigSchema.parse({ baseDir: "a", runTags: ["x"], runName: "" });
  expect(camel).toEqual(snake);
  expect(snake.runName).toBeUndefined();
  expect(managerConfigSchema.parse({ run_id: "" }).runId).toBeUndefined();
});

test("the same value in both spellings is no fault, different ones are, and both are named", () => {
  expect(messages({ run_id: "a", runId: "a" })).toEqual([]);
  expect(messages({ run_id: "a", runId: "b" })).toEqual([
    expect.stringMatching(/"run_id" and "runId"/),
  ]);
  expect(messages({ run_id: "a", wandb_run_id: "b" })).toEqual([
    expect.stringMatching(/"run_id" and "wandb_run_id"/),
  ]);
});

test("old names are aliases that warn", () => {
  const parsed = managerConfigSchema.parse({
    wandb_run_id: "a",
    wandb_run_name: "b",
    wandb_run_tags: ["c"],
  });
  expect(parsed).toMatchObject({ runId: "a", runName: "b", runTags: ["c"] });
  expect(parsed.warnings).toHaveLength(3);
});

test("finds all faults at once", () => {
  expect(
    messages({ cache_duration_in_minutes: -1, run_id: "a/b", run_tags: "x", unknown_key: 1 }),
  ).toHaveLength(4);
});

test.each(["/", "\\", "#", "?", "%", ":"])("F035 refuses %s in a run id", (character) => {
  expect(messages({ run_id: `a${character}b` })).toEqual([
    expect.stringContaining(JSON.stringify(character).replaceAll("\\\\", "\\")),
  ]);
});

test("keeps the signing key out of every dump", () => {
  const config = managerConfigSchema.parse({ signing_key: "a very secret key" });
  expect(JSON.stringify(config)).not.toContain("very secret");
});
