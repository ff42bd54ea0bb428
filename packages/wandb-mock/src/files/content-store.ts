/** A part of a file: from byte `start` up to and including byte `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What was stored. */
export interface StoredContent {
  /** Hex MD5 of the bytes: the protocol's own digest and the key of the store. */
  readonly md5: string;
  readonly sizeBytes: number;
}

/** File contents by digest: equal bytes are held once, and what is written is complete or absent. */
export interface ContentStore {
  /**
   * Stores a stream.
   *
   * @param body the bytes; `null` for none
   * @param expectedMd5 hex MD5 that the bytes must have; others are refused and not kept
   * @throws {ContentMismatch} when the bytes are not the expected ones
   */
  write(body: AsyncIterable<Uint8Array> | null, expectedMd5?: string): Promise<StoredContent>;
  /** Size of stored bytes, or `undefined` when there are none with this digest. */
  size(md5: string): Promise<number | undefined>;
  /** Reads stored bytes, whole or in part. */
  read(md5: string, range?: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Reads stored bytes at once; for contents that are known to be small. */
  bytes(md5: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Joins stored pieces into one content. */
  join(pieces: readonly string[]): Promise<StoredContent>;
}

/** The bytes that arrived are not those that were announced. */
export class ContentMismatch extends Error {
  readonly expected: string;
  readonly received: string;

  constructor(expected: string, received: string) {
    super(`content has MD5 ${received}, expected ${expected}`);
    this.name = "ContentMismatch";
    this.expected = expected;
    this.received = received;
  }
}

/** Reads small stored contents, such as manifests, as text. */
export async function readText(content: ContentStore, md5: string): Promise<string> {
  return new TextDecoder().decode(await content.bytes(md5));
}
