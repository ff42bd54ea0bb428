import { expect, test } from "vitest";
import {
  ClassRegistry,
  defaultCodecs,
  dumps,
  joblibCodec,
  JsFunctionSource,
  loadJoblib,
  loads,
  loadsAll,
  type LoadsOptions,
  PickleError,
  pickleCodec,
  PyFrozenSet,
  PyTuple,
} from "./index.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

const reading: [string, string, LoadsOptions?][] = [
  ["SERIALIZATION_TRUNCATED", "X\x05\0\0\0ab"],
  ["SERIALIZATION_UNKNOWN_OPCODE", "\xff."],
  ["SERIALIZATION_BAD_ARGUMENT", "\x80\x06."],
  ["SERIALIZATION_STACK_UNDERFLOW", "."],
  ["SERIALIZATION_NO_MARK", "t."],
  ["SERIALIZATION_MEMO_MISS", "h\x07."],
  ["SERIALIZATION_BAD_TYPE", "}]K\x01s."],
  ["SERIALIZATION_NOT_ALLOWED", "cos\nsystem\n(Vls\ntR."],
  ["SERIALIZATION_LIMIT", `L${"9".repeat(10_000)}L\n.`],
  ["SERIALIZATION_NO_BUFFER", "\x97."],
  ["SERIALIZATION_NO_HOOK", "Pid\n."],
  [
    "SERIALIZATION_HOOK_FAILED",
    "Pid\n.",
    {
      persistentLoad: () => {
        throw new Error("no");
      },
    },
  ],
  ["SERIALIZATION_BAD_UTF8", "X\x02\0\0\0\xc3\x28."],
  ["SERIALIZATION_FRAME", "\x80\x04\x95\x02\0\0\0\0\0\0\0X\x01\0\0\0a."],
  ["SERIALIZATION_TRAILING", "N.N", { trailing: "error" }],
];

test.each(reading)("%s names the place in the stream", (code, text, options) => {
  const error = thrown(() => loads(bytes(text), options));
  expect(error.code).toBe(code);
  expect(error.offset).toBeTypeOf("number");
  expect(error.hint).toBeTypeOf("string");
});

test("a value that cannot be read has a path", () => {
  const error = thrown(() =>
    loads(Buffer.concat([dumps({ rows: [1, 2] }).subarray(0, -3), bytes("\xff")]), {
      frames: "lenient",
    }),
  );
  expect(error.path).toMatch(/^\$/);
});

const writing: [string, string, () => unknown][] = [
  ["SERIALIZATION_UNSUPPORTED_VALUE", "$.a[1].b", () => dumps({ a: [0, { b: new WeakMap() }] })],
  ["SERIALIZATION_UNSUPPORTED_FUNCTION", "$.f", () => dumps({ f: () => 1 })],
  ["SERIALIZATION_UNSUPPORTED_FUNCTION", "$[0]", () => dumps([Promise.resolve(1)])],
  ["SERIALIZATION_UNSUPPORTED_FUNCTION", "$[0]", () => dumps([[1].values()])],
  ["SERIALIZATION_UNSUPPORTED_FUNCTION", "$[0]", () => dumps([Symbol("x")])],
  ["SERIALIZATION_BAD_TYPE", "$.m", () => dumps({ m: new Map([[[1], 2]]) })],
];

test.each(writing)("%s names the path %s", (code, path, run) => {
  expect(thrown(run)).toMatchObject({ code, path });
});

test("native functions have no source to store", () => {
  expect(thrown(() => dumps(Math.max, { functions: "source" })).code).toBe(
    "SERIALIZATION_UNSUPPORTED_FUNCTION",
  );
});

test("unhashable keys are converted on request", () => {
  const value = new Map<unknown, unknown>([
    [[1, 2], "a"],
    [new Set([3]), "b"],
  ]);
  const [first, second] = [
    ...(loads(dumps(value, { unhashable: "convert" })) as Map<unknown, unknown>).keys(),
  ];
  expect(first).toBeInstanceOf(PyTuple);
  expect(second).toBeInstanceOf(PyFrozenSet);
});

test("cycles that Python could not make are refused", () => {
  const tuple = PyTuple.of<unknown>(1);
  tuple.push(tuple);
  expect(thrown(() => dumps(tuple)).code).toBe("SERIALIZATION_UNSUPPORTED_VALUE");
});

test("codecs report every bad parameter at once", () => {
  const error = thrown(() => pickleCodec.dump(1, { protocol: 9, compres: 3 } as never));
  expect(error.code).toBe("SERIALIZATION_BAD_OPTION");
  expect(error.message).toContain("parameters.protocol");
  expect(error.message).toContain("parameters.compres");
});

test("an unknown codec is named with those that exist", () => {
  const error = thrown(() => defaultCodecs.get("yaml"));
  expect(error.code).toBe("SERIALIZATION_UNKNOWN_CODEC");
  expect(error.message).toContain("pickle");
});

test("damaged compressed data and unknown compression are told apart", () => {
  expect(thrown(() => loadJoblib(Uint8Array.of(0x78, 0x9c, 1, 2, 3))).code).toBe(
    "SERIALIZATION_COMPRESSION",
  );
});

test("a stored function needs trust", () => {
  const error = thrown(() => new JsFunctionSource("f", "() => 1", 0).revive({ trust: false }));
  expect(error.code).toBe("SERIALIZATION_NOT_TRUSTED");
});

test("a source that is no function is refused after trust", () => {
  for (const source of ["1 + 1", "syntax error ("]) {
    expect(() => new JsFunctionSource("f", source, 0).revive({ trust: true })).toThrow(PickleError);
  }
});

test("failing hooks and getters of the caller are wrapped with their cause", () => {
  const value = {
    get broken(): never {
      throw new Error("inner");
    },
  };
  expect(thrown(() => dumps(value))).toMatchObject({
    code: "SERIALIZATION_HOOK_FAILED",
    cause: new Error("inner"),
  });
});

test("joblib refuses parameters that joblib refuses", () => {
  const method: string = "zip";
  expect(thrown(() => joblibCodec.dump(1, { compress: [method as "gzip", 3] })).code).toBe(
    "SERIALIZATION_BAD_OPTION",
  );
});

test("loadsAll fails at the faulty pickle", () => {
  expect(thrown(() => loadsAll(Buffer.concat([dumps(1), bytes("\xff")]))).offset).toBe(
    dumps(1).length,
  );
});

test("a class is registered once", () => {
  class Once {
    readonly a = 1;
  }
  const classes = new ClassRegistry().registerClass(Once, { module: "m", name: "Once" });
  expect(thrown(() => classes.registerClass(Once, { module: "m", name: "Once" })).code).toBe(
    "SERIALIZATION_BAD_OPTION",
  );
});

function thrown(run: () => unknown): PickleError {
  try {
    run();
  } catch (error) {
    if (error instanceof PickleError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
