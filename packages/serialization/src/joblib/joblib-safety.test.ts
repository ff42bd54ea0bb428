import { join } from "node:path";
import { expect, test } from "vitest";
import { dumps, joblibCodec, loadJoblib, loads, PickleError, type PyObject } from "../index.ts";
import { openVectors } from "../../test/vectors/index-file.ts";

const vectors = openVectors(join(import.meta.dirname, "../../test/vectors/pickle.zip"));
const array = vectors.read("jl-raw-array.joblib");

/** The stream with a text in it replaced by another of the same length. */
function replaced(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1");
  if (!text.includes(from) || from.length !== to.length) throw new Error("cannot be replaced");
  return new Uint8Array(Buffer.from(text.replace(from, to), "latin1"));
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PickleError) return error.code;
    throw error;
  }
  return "none";
}

test("a joblib file cut at any byte is a clear error", () => {
  for (const name of [
    "jl-raw-array.joblib",
    "jl-raw-object-array.joblib",
    "jl-raw-zero-d.joblib",
  ]) {
    const bytes = vectors.read(name);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(codeOf(() => loadJoblib(bytes.subarray(0, length)))).toMatch(
        /^SERIALIZATION_(TRUNCATED|FRAME|BAD_ARGUMENT)$/,
      );
    }
  }
});

test("an array that claims more than the file holds is refused before memory is taken", () => {
  const claims = ["\x8a\x06\0\0\0\0\0\x01", "J\xff\xff\xff\x7f", "J\xff\xff\xff\xff"];
  for (const claim of claims) {
    const stream = `\x80\x02cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81}(X\x05\0\0\0shape${claim}\x85X\x05\0\0\0orderX\x01\0\0\0CX\x05\0\0\0dtypecnumpy\ndtype\n(X\x02\0\0\0f8I00\nI01\ntR(K\x03X\x01\0\0\0<NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tbub.`;
    const before = process.memoryUsage().arrayBuffers;
    expect(codeOf(() => loadJoblib(new Uint8Array(Buffer.from(stream, "latin1"))))).toMatch(
      /^SERIALIZATION_(TRUNCATED|BAD_ARGUMENT|LIMIT)$/,
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  }
});

test("a wrapper without what it needs is a clear error", () => {
  const head = "\x80\x02cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81";
  const bare = new Uint8Array(Buffer.from(`${head}}b.`, "latin1"));
  expect(codeOf(() => loadJoblib(bare))).toBe("SERIALIZATION_BAD_TYPE");
  expect(codeOf(() => loadJoblib(replaced(array, "shape", "other")))).toBe(
    "SERIALIZATION_BAD_ARGUMENT",
  );
});

test("files beside the pickle are asked for by plain name only", () => {
  for (const name of ["../x.npy", "/etc/hi", "a\\b.npy", "..", "", "a\0b"]) {
    const asked: string[] = [];
    const wrapper = `cjoblib.numpy_pickle\nNDArrayWrapper\n)\x81}X\x08\0\0\0filename`;
    const length = String.fromCharCode(Buffer.byteLength(name));
    const text = `\x80\x02${wrapper}X${length}\0\0\0${name}sb.`;
    const sidecar = (plain: string): Uint8Array => {
      asked.push(plain);
      return new Uint8Array();
    };
    const bytes = new Uint8Array(Buffer.from(text, "latin1"));
    expect([codeOf(() => loadJoblib(bytes, { sidecar })), asked]).toEqual([
      "SERIALIZATION_BAD_ARGUMENT",
      [],
    ]);
  }
});

test("a call inside a compressed file stays inert, and pickles in object arrays obey the policy", () => {
  const hostile = loads(new TextEncoder().encode("cposix\nsystem\n(Vls\ntR."), {
    policy: "inspect",
  }) as PyObject;
  for (const compress of [0, 3, "lz4"] as const) {
    const bytes = joblibCodec.dump([hostile], { compress }) as Uint8Array;
    expect(codeOf(() => loadJoblib(bytes))).toBe("SERIALIZATION_NOT_ALLOWED");
    expect(loadJoblib(bytes, { policy: "inspect" })).toMatchObject([
      { functionName: expect.stringMatching(/^(posix|os)\.system$/) as string },
    ]);
  }
});

test("pickles nested in each other stop at a limit", () => {
  const wrapper = replaced(vectors.read("jl-raw-object-array.joblib"), "", "");
  const head = Buffer.from(wrapper).toString("latin1");
  const build = head.indexOf("b\x80\x02");
  const start = head.slice(0, build + 1);
  const nested = start.repeat(200) + Buffer.from(dumps(1)).toString("latin1");
  expect(codeOf(() => loadJoblib(new Uint8Array(Buffer.from(nested, "latin1"))))).toMatch(
    /^SERIALIZATION_/,
  );
});
