import { HeddleError } from "@heddle/errors";
import { expect, test } from "vitest";
import {
  configurationError,
  ioManagerErrors,
  unexpectedError,
  WandbArtifactsIOManagerError,
} from "./errors.ts";

test("one fault speaks for itself, several are summed up and listed", () => {
  const one = configurationError('asset "a"', [{ code: "E-W07", message: "a name" }]);
  expect(one).toMatchObject({
    name: "WandbArtifactsIOManagerError",
    code: "E-W07",
    message: 'asset "a": a name',
    hint: ioManagerErrors["E-W07"].remedy,
    problems: [],
  });
  const two = configurationError('asset "a"', [
    { code: "E-W07", message: "a name", hint: "drop it" },
    { code: "E-W14", message: "a type" },
  ]);
  expect(two.problems).toHaveLength(2);
  expect(two.message).toContain("2 faults");
  expect(two.hint).toBe("drop it");
});

test("an unexpected error tells its phase, the original message, and whether to try again", () => {
  const cause = new HeddleError({
    code: "WANDB_CLIENT_SERVER",
    message: "the host kept failing",
    hint: "wait",
    retryable: true,
    retryAfterMs: 5,
  });
  expect(unexpectedError("E-W99", "upload", 'asset "a"', cause)).toMatchObject({
    code: "E-W99",
    message: 'asset "a" failed in phase "upload": the host kept failing',
    hint: "wait",
    details: { phase: "upload", causeCode: "WANDB_CLIENT_SERVER" },
    retryable: true,
    retryAfterMs: 5,
    cause,
  });
  expect(unexpectedError("E-R99", "decode", "x", "text").message).toContain("text");
});

test("is recognised by its code", () => {
  const error = unexpectedError("E-R99", "decode", "x", new Error("y"));
  expect(WandbArtifactsIOManagerError.is(error, "E-R99")).toBe(true);
});
