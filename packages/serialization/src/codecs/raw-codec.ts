import { PickleError } from "../errors.ts";
import { type Codec, readAll } from "./codec.ts";
import { checkParameters } from "./parameters.ts";

/**
 * Stores bytes or text as they are, so that other tools open the file: an ONNX model, a PMML text. Loading
 * gives the bytes.
 */
export const rawCodec: Codec<Readonly<Record<string, never>>, Readonly<Record<string, never>>> = {
  name: "raw",
  fileName: "output.bin",
  mediaType: "application/octet-stream",
  dump(value, parameters = {}) {
    checkParameters("raw", parameters, {});
    if (value instanceof Uint8Array) return new Uint8Array(value);
    if (value instanceof ArrayBuffer) return new Uint8Array(value);
    if (typeof value === "string") return new TextEncoder().encode(value);
    if (isAsyncBytes(value)) return value;
    throw new PickleError({
      code: "SERIALIZATION_UNSUPPORTED_VALUE",
      message: "raw stores bytes, text or a stream of bytes",
      path: "$",
    });
  },
  load: readAll,
  protocolOf: () => undefined,
};

function isAsyncBytes(value: unknown): value is AsyncIterable<Uint8Array> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
