import { expect, test } from "vitest";
import { inspect, loadJoblib, loads, loadsAll, PickleError } from "../index.ts";

/** Begins of files that are no pickles. */
const others: [what: string, head: string][] = [
  ["nothing", ""],
  ["a text", "Hello, world\n"],
  ["JSON", '{"rows": [1, 2]}'],
  ["HTML", "<!doctype html><html></html>"],
  ["a picture", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"],
  ["a zip, as newer PyTorch writes", "PK\x03\x04\x14\0\0\0\x08\0"],
  ["HDF5", "\x89HDF\r\n\x1a\n"],
  ["an array file", "\x93NUMPY\x01\0v\0{'descr': '<f8'}"],
  ["Parquet", "PAR1\x15\x04\x15\x10"],
  ["an Arrow file", "ARROW1\0\0\xff\xff\xff\xff"],
  ["ONNX", "\x08\x07\x12\x07pytorch"],
  ["a program", "\x7fELF\x02\x01\x01\0"],
  ["a byte order mark", "\xef\xbb\xbf{}"],
  ["a zstd frame", "\x28\xb5\x2f\xfd\x24\0\x01\0\0"],
];

test.each(others)("%s is no pickle: a clear error from every reader", (_what, head) => {
  const bytes = Buffer.from(head, "latin1");
  for (const read of [loads, loadJoblib, inspect]) expect(() => read(bytes)).toThrow(PickleError);
  expect(() => loadsAll(Buffer.concat([Buffer.from("N."), bytes, Buffer.from("x")]))).toThrow(
    PickleError,
  );
});
