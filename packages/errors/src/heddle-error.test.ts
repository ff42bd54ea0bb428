import { expect, test } from "vitest";
import { formatError } from "./format-error.ts";
import { HeddleError } from "./heddle-error.ts";

class CycleError extends HeddleError<"CORE_CYCLE"> {}

const cycle = (): CycleError =>
  new CycleError({
    code: "CORE_CYCLE",
    message: "a needs b needs a",
    hint: "Break it.",
    problems: [{ path: "assets.a", message: "in the cycle", hint: "drop it" }],
    cause: new Error("below"),
  });

test("carries code, class name, hint, problems and cause", () => {
  const error = cycle();
  expect(error.name).toBe("CycleError");
  expect(error.toJSON()).toEqual({
    name: "CycleError",
    code: "CORE_CYCLE",
    message: "a needs b needs a",
    hint: "Break it.",
    problems: [{ path: "assets.a", message: "in the cycle", hint: "drop it" }],
    cause: "Error: below",
  });
});

test("is recognised by the registered symbol, not by its class", () => {
  const foreign = Object.assign(new Error("x"), {
    [Symbol.for("@heddle/errors/HeddleError")]: true,
    code: "CORE_CYCLE",
  });
  expect(HeddleError.is(foreign, "CORE_CYCLE")).toBe(true);
  expect(HeddleError.is(foreign, "OTHER")).toBe(false);
  expect(HeddleError.is(new Error("x"))).toBe(false);
  expect(HeddleError.is(null)).toBe(false);
});

test("formats message, problems and hint without a stack", () => {
  expect(formatError(cycle())).toBe(
    "CORE_CYCLE: a needs b needs a\n  - assets.a: in the cycle\n    drop it\n  Break it.",
  );
});

test("says each problem once when the message lists them as well", () => {
  const problems = [
    { path: "a.b", message: "is missing", hint: "Add it." },
    { message: "too long" },
  ];
  const many = new CycleError({
    code: "CORE_CYCLE",
    message: "2 faults: a.b: is missing; too long",
    problems,
  });
  expect(formatError(many)).toBe(
    "CORE_CYCLE: 2 faults:\n  - a.b: is missing\n    Add it.\n  - too long",
  );
  const one = new CycleError({
    code: "CORE_CYCLE",
    message: "does not fit at a.b: is missing",
    hint: "Add it.",
    problems: problems.slice(0, 1),
  });
  expect(formatError(one)).toBe("CORE_CYCLE: does not fit at a.b: is missing\n  Add it.");
});

test("adds the stack and the chain of causes when verbose, even when it loops", () => {
  const first = new Error("first");
  const second = new Error("second", { cause: first });
  first.cause = second;
  const text = formatError(first, { verbose: true });
  expect(text).toContain("caused by Error: second");
  expect(text.match(/caused by/g)).toHaveLength(1);
});

test("formats what is not an error", () => {
  expect(formatError("plain")).toBe("plain");
  expect(formatError(new TypeError("bad"))).toBe("TypeError: bad");
});
