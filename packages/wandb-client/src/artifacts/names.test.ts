import { expect, test } from "vitest";
import {
  checkAlias,
  checkArtifactName,
  checkArtifactType,
  checkProjectName,
  checkRunId,
  checkTag,
  parseArtifactPath,
  versionIndexOf,
} from "./names.ts";

const invalid = expect.objectContaining({ code: "WANDB_CLIENT_INVALID_NAME" });

test("takes letters, digits, `_`, `-`, `.` in names and tells the characters that are wrong", () => {
  expect(checkArtifactName("My_data-1.2")).toBe("My_data-1.2");
  expect(() => checkArtifactName("a b/ü")).toThrow(/not allowed: {3}\/ ü/);
  expect(() => checkArtifactName("")).toThrow(invalid);
  expect(() => checkArtifactName("a".repeat(129))).toThrow(invalid);
});

test("refuses types that W&B keeps for itself", () => {
  expect(checkArtifactType("data set", "x")).toBe("data set");
  for (const type of ["job", "wandb-history", "a/b", "a:b", ""])
    expect(() => checkArtifactType(type, "x")).toThrow(invalid);
  expect(() => checkArtifactType("run_table", "run-1-t")).toThrow(invalid);
  expect(checkArtifactType("job", "x", true)).toBe("job");
});

test("refuses aliases with `/` or `:` or of the form of a version", () => {
  expect(checkAlias("best model")).toBe("best model");
  for (const alias of ["", "a/b", "a:b", "v12", "a".repeat(129)])
    expect(() => checkAlias(alias)).toThrow(invalid);
  expect(checkAlias("v1.2")).toBe("v1.2");
  expect(checkAlias("v01")).toBe("v01");
});

test("checks tags, projects and run ids", () => {
  expect(checkTag("to be kept")).toBe("to be kept");
  for (const tag of ["", " a", "a!", "a\n"]) expect(() => checkTag(tag)).toThrow(invalid);
  for (const project of ["", "a/b", "a%b", "a:b"])
    expect(() => checkProjectName(project)).toThrow(invalid);
  for (const id of ["", " a", "a".repeat(65)]) expect(() => checkRunId(id)).toThrow(invalid);
});

test.each(["/", "\\", "#", "?", "%", ":"])("refuses the run id with %s", (character) => {
  expect(() => checkRunId(`a${character}b`)).toThrow(invalid);
});

test("splits the alias off at the first colon", () => {
  expect(parseArtifactPath("e/p/c:a:b")).toEqual({
    entity: "e",
    project: "p",
    collection: "c",
    alias: "a:b",
  });
  expect(parseArtifactPath("c")).toEqual({
    entity: undefined,
    project: undefined,
    collection: "c",
    alias: undefined,
  });
  for (const path of ["", "a//b", "a/b/c/d", "c:", "a/b:c/d"])
    expect(() => parseArtifactPath(path)).toThrow(invalid);
  expect(versionIndexOf("v12")).toBe(12);
  expect(versionIndexOf("v012")).toBeUndefined();
});
