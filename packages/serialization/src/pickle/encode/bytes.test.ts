import { expect, test } from "vitest";
import { asBytearray, dumps } from "../../index.ts";

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

test("F112 bytes below protocol 3 share the name of their encoding, but not their text, with the value", () => {
  // pickle.dumps(["latin1", b"ab", "ab"], 0)
  expect(text(dumps(["latin1", Uint8Array.of(97, 98), "ab"], { protocol: 0 }))).toBe(
    "(lp0\nVlatin1\np1\nac_codecs\nencode\np2\n(Vab\np3\ng1\ntp4\nRp5\naVab\np6\na.",
  );
  // The same with texts that are objects of their own.
  const distinct = dumps(["latin1", Uint8Array.of(97, 98)], { protocol: 0, strings: "distinct" });
  expect(text(distinct)).toContain("Vab\np3\nVlatin1\np4\n");
});

test("F112 a bytearray of one byte holds bytes of its own, not those that CPython keeps", () => {
  // a = b"x"; pickle.dumps([a, bytearray(a)], 4)
  const value = [Uint8Array.of(120), asBytearray(Uint8Array.of(120))];
  expect(text(dumps(value, { protocol: 4 }))).toBe(
    "\x80\x04\x95*\0\0\0\0\0\0\0]\x94(C\x01x\x94\x8c\x08builtins\x94\x8c\tbytearray\x94\x93\x94C\x01x\x94\x85\x94R\x94e.",
  );
});
