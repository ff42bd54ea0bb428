import { expectTypeOf, test } from "vitest";
import {
  type Codec,
  type CodecRegistry,
  type Compress,
  ClassRegistry,
  dumps,
  loads,
  pickleCodec,
  type PickleError,
  type SerializationErrorCode,
} from "../index.ts";

test("what comes from outside is unknown", () => {
  expectTypeOf(loads(new Uint8Array())).toEqualTypeOf<unknown>();
  expectTypeOf(dumps(1)).toEqualTypeOf<Uint8Array<ArrayBuffer>>();
});

test("options are checked", () => {
  expectTypeOf(dumps).parameter(1).not.toBeAny();
  // @ts-expect-error -- there is no protocol 6
  dumps(1, { protocol: 6 });
  // @ts-expect-error -- an unknown policy
  loads(new Uint8Array(), { policy: "anything" });
  // @ts-expect-error -- a parameter that pickle does not have
  pickleCodec.dump(1, { compress: 3 });
});

test("a class binding knows the instance", () => {
  class Point {
    readonly x = 1;
  }
  new ClassRegistry().registerClass(Point, {
    module: "m",
    name: "Point",
    args: (point) => {
      expectTypeOf(point).toEqualTypeOf<Point>();
      return [point.x];
    },
  });
});

test("joblib's methods are known", () => {
  expectTypeOf<["xz", 3]>().toExtend<Compress>();
  expectTypeOf<"bz2">().toExtend<Compress>();
  expectTypeOf<["zip", 3]>().not.toExtend<Compress>();
});

test("errors carry codes of the table", () => {
  expectTypeOf<PickleError["code"]>().toEqualTypeOf<SerializationErrorCode>();
  expectTypeOf<ReturnType<CodecRegistry["get"]>>().toEqualTypeOf<Codec>();
});
