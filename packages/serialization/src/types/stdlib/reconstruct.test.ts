import { expect, test } from "vitest";
import { dumps, loads, type PyObject } from "@heddle/serialization";

test("instances of protocol 0 are written without a call of the class's own __new__, which may want arguments", () => {
  const text = "ccopyreg\n_reconstructor\n(cshop\nItem\nc__builtin__\nobject\nNtR(dVa\nI1\nsb.";
  const item = loads(Buffer.from(text, "latin1"), { allow: ["shop.Item"] }) as PyObject;
  expect([item.className, item.args, item.state]).toEqual(["shop.Item", [], { a: 1 }]);
  for (const protocol of [0, 2, 4] as const) {
    const written = Buffer.from(dumps(item, { protocol })).toString("latin1");
    expect(written).toContain("_reconstructor");
  }
});
