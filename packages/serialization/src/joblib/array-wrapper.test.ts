import { expect, test } from "vitest";
import { Dtype, joblibCodec, loadJoblib, NdArray } from "../index.ts";

test("an array of objects keeps Python 3's names, which joblib 1.6 looks up as they stand", () => {
  const array = new NdArray(Dtype.parse("O"), [2], [new Set([1]), null]);
  const bytes = joblibCodec.dump(array) as Uint8Array;
  expect(Buffer.from(bytes).toString("latin1")).toContain("cbuiltins\nset\n");
  expect((loadJoblib(bytes) as NdArray).toArray()).toEqual(array.toArray());
});
