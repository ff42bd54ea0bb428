import { expect, test } from "vitest";
import { type DecodeLimits, loads, NdArray, PickleError, toJson } from "@heddle/serialization";

/** Opcodes for an array without bytes, of a shape and dtype. */
function array(shape: string, dtype: string, fortran: boolean): Uint8Array {
  const made = "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntVb\ntR";
  const type = `cnumpy\ndtype\n(V${dtype}\nI00\nI01\ntR`;
  return Buffer.from(`${made}(I1\n(${shape}t${type}I0${fortran ? 1 : 0}\nV\ntb.`, "latin1");
}

function failure(run: () => unknown): PickleError {
  try {
    run();
  } catch (error) {
    if (error instanceof PickleError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

test.each([false, true])(
  "an array without items whose shape asks for billions of rows is read and is empty (Fortran order: %s)",
  (fortran) => {
    const empty = loads(array("I2000000000\nI0\n", "f8", fortran)) as NdArray;
    expect([empty.size, empty.toArray()]).toEqual([0, []]);
    expect(failure(() => empty.toNested()).code).toBe("SERIALIZATION_LIMIT");
    expect(failure(() => toJson(empty)).code).toBe("SERIALIZATION_LIMIT");
    expect((loads(array("I3\nI0\n", "f8", fortran)) as NdArray).toNested()).toEqual([[], [], []]);
  },
);

test("items of no bytes count as memory, since each becomes a value", () => {
  const limits: DecodeLimits = { maxBytes: 1_000_000 };
  expect(failure(() => loads(array("I2000000000\n", "V0", false), { limits })).message).toContain(
    "(maxBytes)",
  );
  expect((loads(array("I3\n", "V0", false)) as NdArray).toArray()).toHaveLength(3);
});

test("an array of more dimensions than NumPy has is refused", () => {
  expect(failure(() => loads(array("I1\n".repeat(65), "V0", false))).code).toBe(
    "SERIALIZATION_BAD_ARGUMENT",
  );
});

test("one item of bytes may be long", () => {
  const long = new NdArray(
    (loads(array("I0\n", "S300000", false)) as NdArray).dtype,
    [1],
    new Uint8Array(300_000).fill(97),
  );
  expect(long.get(0)).toHaveLength(300_000);
});
