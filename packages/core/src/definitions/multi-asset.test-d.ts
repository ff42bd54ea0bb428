import { expectTypeOf, test } from "vitest";
import {
  asset,
  assetOut,
  multiAsset,
  output,
  type,
  type AssetOut,
  type AssetValue,
  type Output,
} from "../index.ts";

test("O030 the values of a multi-asset follow the body or the declaration", () => {
  const both = multiAsset(
    { name: "both", outs: { a: assetOut(), b: assetOut({ type: type<string>() }) } },
    () => ({ a: 1, b: "x" }),
  );
  expectTypeOf<AssetValue<typeof both.outs.a>>().toEqualTypeOf<number>();
  expectTypeOf<AssetValue<typeof both.outs.b>>().toEqualTypeOf<string>();
  asset({ name: "reads", ins: { a: both.outs.a } }, ({ a }) =>
    expectTypeOf(a).toEqualTypeOf<number>(),
  );
  const later = multiAsset({ name: "later", outs: { a: assetOut() } }, async () => ({ a: [1] }));
  expectTypeOf<AssetValue<typeof later.outs.a>>().toEqualTypeOf<number[]>();
});

test("wrong outputs do not compile", () => {
  expectTypeOf(assetOut({ required: false })).toExtend<AssetOut<unknown, string, false>>();
  // @ts-expect-error b is missing
  multiAsset({ name: "m", outs: { a: assetOut(), b: assetOut() } }, () => ({ a: 1 }));
  // @ts-expect-error c is not declared
  multiAsset({ name: "m", outs: { a: assetOut() } }, () => ({ a: 1, c: 2 }));
  // @ts-expect-error a is text
  multiAsset({ name: "m", outs: { a: assetOut({ type: type<string>() }) } }, () => ({ a: 1 }));
  multiAsset({ name: "m", outs: { a: assetOut({ required: false }), b: assetOut() } }, () => ({
    b: 1,
  }));
});

test("a generator yields declared outputs only", () => {
  expectTypeOf(output(1, { name: "a" })).toEqualTypeOf<Output<"a", number>>();
  multiAsset(
    {
      name: "g",
      outs: { a: assetOut({ type: type<number>() }), b: assetOut({ type: type<string>() }) },
    },
    function* () {
      yield output(1, { name: "a" });
      yield output("x", { name: "b" });
    },
  );
  multiAsset(
    { name: "g", outs: { a: assetOut({ type: type<number>() }) } },
    // @ts-expect-error the output has another name
    function* () {
      yield output(1, { name: "z" });
    },
  );
});
