import { inputBytes, isBytes } from "../pickle/decode/input-bytes.ts";

/** What a codec reads: all bytes, or chunks of them. */
export type CodecSource = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * One way to store a value in one file. The codecs of this package are `pickle`, `dill`, `cloudpickle`,
 * `joblib` and `raw`; users add their own to a {@link CodecRegistry}.
 *
 * @typeParam Parameters what `dump` accepts, by name; unknown names are an error
 * @typeParam Options what `load` accepts
 */
export interface Codec<
  Parameters extends object = Readonly<Record<string, unknown>>,
  Options extends object = Readonly<Record<string, unknown>>,
> {
  /** The name by which users choose it, such as `pickle`. */
  readonly name: string;
  /** The file that holds the value at the root of an artifact, such as `output.pickle`. */
  readonly fileName: string;
  /** The media type of that file. */
  readonly mediaType: string;
  /** The version of the Python module whose format is written, where readers want to know it. */
  readonly moduleVersion?: string | undefined;

  /**
   * Encodes a value.
   *
   * @throws PickleError with the path of what cannot be written; SERIALIZATION_BAD_OPTION for bad parameters
   */
  dump(
    value: unknown,
    parameters?: Parameters,
  ): Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array>;

  /**
   * Decodes a value, running no code.
   *
   * @throws PickleError with offset, opcode and path
   */
  load(source: CodecSource, options?: Options): Promise<unknown>;

  /** The pickle protocol that `dump` uses with these parameters; undefined for formats without one. */
  protocolOf(parameters?: Parameters): number | undefined;
}

/** Whether a source gives its bytes in chunks; a text would give letters. */
export function isChunked(source: CodecSource): source is AsyncIterable<Uint8Array> {
  return (
    typeof source === "object" &&
    source !== null &&
    !ArrayBuffer.isView(source) &&
    (Symbol.asyncIterator in source || Symbol.iterator in source)
  );
}

/**
 * All bytes of a source in one array.
 *
 * @throws PickleError SERIALIZATION_BAD_TYPE for anything but bytes, whole or in chunks
 */
export async function readAll(source: CodecSource): Promise<Uint8Array> {
  if (!isChunked(source)) return isBytes(source) ? source : inputBytes(source);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const part of source) {
    const chunk = inputBytes(part);
    chunks.push(chunk);
    size += chunk.length;
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
