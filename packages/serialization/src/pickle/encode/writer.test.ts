import { expect, test } from "vitest";
import { dumps } from "./dumps.ts";
import { loads } from "../decode/loads.ts";
import { PickleWriter } from "./writer.ts";

test("F114 room for what is expected is made in steps, never for more than sixteen times what there is", () => {
  const writer = new PickleWriter(false, 64);
  writer.raw(new Uint8Array(60));
  writer.expect(1_000_000);
  expect(writer.bytes.length).toBeLessThanOrEqual(16 * 64 + 1024);
  writer.expect(1);
  expect(writer.size).toBe(60);
});

test("F114 a result far smaller than what was expected does not hold on to the room", () => {
  const long = Array.from({ length: 1000 }, (_, at) => `${at} ${"x".repeat(2000)}`);
  const value = [...long, ...Array.from({ length: 200_000 }, () => 1)];
  const bytes = dumps(value);
  expect(bytes.buffer.byteLength).toBeLessThanOrEqual(2 * bytes.length);
  expect(loads(bytes)).toEqual(value);
});
