import { expect, test } from "vitest";
import {
  dumps,
  dumpsChunks,
  type DumpsOptions,
  loads,
  loadsAll,
  loadsFrom,
  type LoadsOptions,
} from "../index.ts";

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
  [{ protcol: 4 }, /option protcol is none of protocol, profile/],
  [{ toJSON: "yes" }, /option toJSON must be a boolean, not "yes"/],
  [{ persistentId: 5 }, /option persistentId must be a function, not 5/],
  [{ classes: new Map() }, /option classes must be a ClassRegistry/],
  [{ classes: null }, /option classes must be an object, not null/],
  [{ extensions: { 0: "m.C" } }, /option extensions has the code 0; codes are 1 to/],
  [{ extensions: { "-3": "m.C" } }, /option extensions has the code -3/],
  [{ extensions: { 2147483648: "m.C" } }, /option extensions has the code 2147483648/],
  [{ extensions: { 240: "C" } }, /option extensions needs a dotted name for the code 240/],
] as const)("refuses %o for writing", (options, message) => {
  expect(() => dumps(1, options as object)).toThrow(badOption(message));
});

test("refuses pieces of no size", () => {
  for (const chunkBytes of [0, -1, Number.NaN, "many" as unknown as number]) {
    expect(() => dumpsChunks(1, { chunkBytes }).next()).toThrow(badOption(/option chunkBytes/));
  }
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

test.each([null, 7, "inspect"])("options that are no object are named: %s", (options) => {
  const wrong = options as unknown as LoadsOptions & DumpsOptions;
  const error = badOption(/^option options must be an object, not /);
  expect(() => loads(one, wrong)).toThrow(error);
  expect(() => dumps(1, wrong)).toThrow(error);
});
