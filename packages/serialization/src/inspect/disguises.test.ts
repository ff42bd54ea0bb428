import { expect, test } from "vitest";
import { inspect, loads, PickleError } from "@heddle/serialization";

/** `os.system` named in ways that a look at the bytes does not see. */
const disguises: [string, string][] = [
  ["two strings", "\x80\x04\x8c\x02os\x8c\x06system\x93."],
  ["long and short strings", "\x80\x04X\x02\0\0\0os\x8d\x06\0\0\0\0\0\0\0system\x93."],
  ["escapes of protocol 0", "V\\u006fs\nV\\u0073ystem\n\x93."],
  ["strings of Python 2", "\x80\x04U\x02osT\x06\0\0\0system\x93."],
  ["a quoted string with escapes", "S'\\x6fs'\nS\"sys\\164em\"\n\x93."],
  ["the memo, out of order", "\x80\x04\x8c\x06systemr\xff\0\0\0\x8c\x02osj\xff\0\0\0\x93."],
  [
    "an index that is overwritten",
    "\x80\x04\x8c\x01aq\x000\x8c\x02osq\x000\x8c\x06system\x940h\0h\x01\x93.",
  ],
  ["a value above that is thrown away", "\x80\x04\x8c\x02os\x8c\x06systemN0\x93."],
  ["a tuple above that is thrown away", "\x80\x04\x8c\x02os\x8c\x06system(K\x01K\x02t0\x93."],
  ["a mark above that is thrown away", "\x80\x04\x8c\x02os\x8c\x06system(NN1\x93."],
  ["a list that is filled above", "\x80\x04\x8c\x02os\x8c\x06system](NNe0\x93."],
  [
    "copies",
    "\x80\x04\x8c\x06system\x8c\x02os2\x8c\x01x0\x86\x8c\x06system0\x8c\x02os\x8c\x06system\x93.",
  ],
  ["GLOBAL at protocol 4", "\x80\x04cos\nsystem\n."],
  ["Python 2's name at protocol 4", "\x80\x04c__builtin__\neval\n."],
  ["INST", "(ios\nsystem\n."],
  ["a name that a call makes", "\x80\x04\x8c\x02oscuuid\nSafeUUID\n\x8c\x06system\x85R\x93."],
  ["names that are not known, after some that are spelt as those are shown", "c?\n?\n0))\x93."],
  ["a module too long to be shown", `c${"o".repeat(5000)}\nsystem\n.`],
  ["a name in an extension", "\x80\x04\x8c\x02os\x82\x01\x93."],
];

test.each(disguises)("inspect marks os.system in the disguise of %s", (_way, text) => {
  const bytes = Buffer.from(text, "latin1");
  expect(inspect(bytes).globals.some(({ dangerous }) => dangerous)).toBe(true);
  expect(() => loads(bytes)).toThrow(PickleError);
});

test("what stands on the stack for other reasons is no name", () => {
  const text = "\x80\x04\x8c\x02os\x8c\x06system\x86\x8c\x05array\x8c\x05array\x93\x86.";
  expect(inspect(Buffer.from(text, "latin1")).globals).toEqual([
    { module: "array", name: "array", offset: 29, dangerous: false },
  ]);
});
