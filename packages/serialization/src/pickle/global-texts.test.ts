import { expect, test } from "vitest";
import { dumps, loads } from "@heddle/serialization";

const faithful = { policy: "inspect", floats: "wrap", str: "wrap", dicts: "map" } as const;

test.each([
  ["a module and a name that are one string", "\x80\x04\x8c\x05array\x94h\x00\x93\x94."],
  ["two equal strings", "\x80\x04\x8c\x05array\x94\x8c\x05array\x94\x93\x94."],
  [
    "a string from the memo among the globals' names",
    "\x80\x04]\x94(\x8c\x01m\x94h\x01\x8c\x01C\x94\x93\x94\x8c\x01C\x94e.",
  ],
  ["equal single bytes that are two objects", "\x80\x04C\x01a\x94C\x01a\x94\x86\x94."],
  ["no bytes twice, one object", "\x80\x04C\0\x94h\0\x86\x94."],
  ["equal characters that are two objects", "\x80\x04\x8c\x01b\x94\x8c\x01b\x94\x86\x94."],
  ["two equal characters at protocol 2", "\x80\x02X\x01\0\0\0bq\x00X\x01\0\0\0bq\x01\x86q\x02."],
])("a tree with strings that have an identity is written with its own bytes: %s", (_what, text) => {
  const bytes = Buffer.from(text, "latin1");
  const protocol = bytes[1] as 2 | 4;
  const written = Buffer.from(dumps(loads(bytes, faithful), { protocol }));
  const frame = protocol === 4 ? 9 : 0;
  expect(Buffer.concat([written.subarray(0, 2), written.subarray(2 + frame)])).toEqual(bytes);
});
