import { expect, test } from "vitest";
import { dumps, loads, loadsAll, loadsFrom } from "../index.ts";

const one = dumps(1);
const badOption = (message: RegExp): unknown =>
  expect.objectContaining({
    code: "SERIALIZATION_BAD_OPTION",
    message: expect.stringMatching(message) as string,
  });

test("a misspelt policy is an error, not a lax policy", () => {
  const options = { policy: "inspct" } as unknown as { policy: "inspect" };
  expect(() => loads(one, options)).toThrow(
    badOption(/option policy must be one of "data", "inspect", not "inspct"/),
  );
});

test.each([
  [{ dicts: "obj" }, /option dicts/],
  [{ allow: "os.*" }, /option allow must be an array/],
  [{ limits: { maxBytes: Number.NaN } }, /option limits\.maxBytes must be a number .* not NaN/],
  [{ limits: { maxByte: 1 } }, /option limits\.maxByte is none of maxStack/],
] as const)("refuses %o for reading", (options, message) => {
  expect(() => loads(one, options as object)).toThrow(badOption(message));
});

test.each([
  [{ protocol: 6 }, /option protocol must be one of 0, 1, 2, 3, 4, 5, not 6/],
  [{ numpy: 3 }, /option numpy/],
  [{ protocol: 4, bufferCallback: () => false }, /option bufferCallback needs protocol 5/],
] as const)("refuses %o for writing", (options, message) => {
  expect(() => dumps(1, options as object)).toThrow(badOption(message));
});

test("anything but bytes is refused with advice", async () => {
  const buffer = new ArrayBuffer(4) as unknown as Uint8Array;
  const refusal = expect.objectContaining({
    code: "SERIALIZATION_BAD_TYPE",
    message: "a pickle must be a Uint8Array, not ArrayBuffer",
  }) as unknown;
  expect(() => loads(buffer)).toThrow(refusal);
  expect(() => loadsAll(buffer)).toThrow(refusal);
  await expect(loadsFrom([buffer])).rejects.toEqual(refusal);
});
