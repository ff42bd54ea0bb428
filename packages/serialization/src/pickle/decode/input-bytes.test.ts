import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { defaultCodecs, inspect, loadJoblib, loads, loadsAll, loadsFrom } from "../../index.ts";

const text = "C\x03abc.";
const buffer = (): Buffer => Buffer.from(text, "latin1");
const abc = Uint8Array.of(97, 98, 99);

test('F116 bytes: "copy" copies out of a Buffer of Node too, whose own slice does not', () => {
  for (const source of [text, "U\x03\xff\xfe\xfd."]) {
    const bytes = Buffer.from(source, "latin1");
    const value = loads(bytes, { bytes: "copy" }) as Uint8Array;
    const before = [...value];
    bytes.fill(0);
    expect([...value]).toEqual(before);
  }
});

test("F116 values are plain bytes, not Buffers, and views of the input", () => {
  const bytes = buffer();
  const value = loads(bytes) as Uint8Array;
  expect(value.constructor).toBe(Uint8Array);
  expect(value.buffer).toBe(bytes.buffer);
});

test("F116 memory that others may change or take away is copied", () => {
  for (const memory of [
    new SharedArrayBuffer(text.length),
    new ArrayBuffer(text.length, { maxByteLength: 100 }),
  ]) {
    const bytes = new Uint8Array(memory);
    bytes.set(buffer());
    const value = loads(bytes) as Uint8Array;
    bytes.fill(0);
    expect(value).toEqual(abc);
  }
});

test("F116 bytes of another realm are bytes", async () => {
  const bytes = runInNewContext(`Uint8Array.of(${[...buffer()].join()})`) as Uint8Array;
  expect(bytes instanceof Uint8Array).toBe(false);
  expect(loads(bytes)).toEqual(abc);
  expect(loadsAll(bytes)).toEqual([abc]);
  expect(loadJoblib(bytes)).toEqual(abc);
  expect(inspect(bytes).end).toBe(6);
  expect(await loadsFrom([bytes])).toEqual(abc);
  for (const name of ["pickle", "joblib"]) {
    expect(await defaultCodecs.get(name).load(bytes)).toEqual(abc);
  }
  expect(await defaultCodecs.get("raw").load(bytes)).toBe(bytes);
});

test("F116 what only looks like bytes is refused, whatever it does when it is looked at", async () => {
  const { proxy, revoke } = Proxy.revocable(new Uint8Array(3), {});
  revoke();
  const fakes = [
    new Proxy(new Uint8Array(3), {}),
    proxy,
    Object.create(Uint8Array.prototype),
    "N.",
  ];
  const error = expect.objectContaining({ code: "SERIALIZATION_BAD_TYPE" });
  for (const fake of fakes as Uint8Array[]) {
    for (const read of [loads, loadsAll, loadJoblib, inspect]) {
      expect(() => read(fake)).toThrow(error);
    }
  }
  await expect(loadsFrom(fakes.slice(2) as Uint8Array[])).rejects.toThrow(error);
});
