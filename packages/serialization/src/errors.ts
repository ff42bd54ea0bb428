import { HeddleError, type ErrorCode } from "@heddle/errors";

/** Every error code of this package, with its meaning and remedy. */
export const serializationErrors = {
  SERIALIZATION_TRUNCATED: {
    meaning: "The input ends in the middle of an opcode, a payload or the program.",
    remedy: "Fetch the file again and compare its size and digest with what was written.",
  },
  SERIALIZATION_UNKNOWN_OPCODE: {
    meaning: "A byte that should be an opcode is none of the pickle protocols 0 to 5.",
    remedy: "Check that the bytes are a pickle and that the right codec reads them.",
  },
  SERIALIZATION_BAD_ARGUMENT: {
    meaning: "An opcode's argument is malformed or out of its range.",
    remedy: "The file is damaged or hostile: do not use it.",
  },
  SERIALIZATION_STACK_UNDERFLOW: {
    meaning: "An opcode needs more values than stand on the stack above the last mark.",
    remedy: "The file is damaged or hostile: do not use it.",
  },
  SERIALIZATION_NO_MARK: {
    meaning: "An opcode needs a mark and none was set.",
    remedy: "The file is damaged or hostile: do not use it.",
  },
  SERIALIZATION_MEMO_MISS: {
    meaning: "The program reads a memo entry that was never written.",
    remedy: "The file is damaged or hostile: do not use it.",
  },
  SERIALIZATION_BAD_TYPE: {
    meaning: "A value has a type that its use does not allow, such as a list as a dictionary key.",
    remedy: "Correct the value at the path; if the bytes came from outside, do not use them.",
  },
  SERIALIZATION_NOT_ALLOWED: {
    meaning: "The pickle names a global that the policy does not allow.",
    remedy:
      'Look at it with inspect(); decode it to inert nodes with policy "inspect", or name what you expect in `allow`.',
  },
  SERIALIZATION_LIMIT: {
    meaning: "A safety limit was reached.",
    remedy: "Raise the named limit in the options if you trust the source.",
  },
  SERIALIZATION_NO_BUFFER: {
    meaning: "The pickle refers to an out-of-band buffer that was not given.",
    remedy: "Pass the buffers, in the order in which the writer handed them out, as `buffers`.",
  },
  SERIALIZATION_NO_HOOK: {
    meaning: "The pickle or value needs a hook that was not given, such as one for persistent ids.",
    remedy: "Give the hook that the message names.",
  },
  SERIALIZATION_HOOK_FAILED: {
    meaning: "A function given by the caller threw while a value was decoded or encoded.",
    remedy: "Correct that function; its error is the cause.",
  },
  SERIALIZATION_BAD_UTF8: {
    meaning: "A text payload is not valid in the encoding that the format or the options ask for.",
    remedy: "For strings of Python 2 choose another `strings` option; else the file is damaged.",
  },
  SERIALIZATION_FRAME: {
    meaning: "A frame begins inside another, or an opcode crosses the end of its frame.",
    remedy: 'Check the source; `frames: "lenient"` reads such a file.',
  },
  SERIALIZATION_TRAILING: {
    meaning: "Bytes follow the end of the pickle and the options forbid it.",
    remedy: 'Use `trailing: "ignore"`, or loadsAll() for several pickles in a row.',
  },
  SERIALIZATION_UNSUPPORTED_VALUE: {
    meaning: "A value has no counterpart in the chosen format.",
    remedy: "Convert the value at the path, register its class, or choose another codec.",
  },
  SERIALIZATION_UNSUPPORTED_FUNCTION: {
    meaning: "A function, generator, promise or symbol was given to a codec that cannot store it.",
    remedy:
      'Return plain data, or use dill, cloudpickle or joblib with `functions: "source"` for functions.',
  },
  SERIALIZATION_BAD_OPTION: {
    meaning: "An option or codec parameter is unknown or out of range.",
    remedy: "Correct the options that the message names.",
  },
  SERIALIZATION_UNKNOWN_CODEC: {
    meaning: "No codec is registered under this name.",
    remedy: "Use one of the listed names or register the codec first.",
  },
  SERIALIZATION_UNSUPPORTED_COMPRESSION: {
    meaning: "The bytes are, or should be, compressed in a way that is not available here.",
    remedy:
      "Use one of joblib's methods: zlib, gzip, bz2, lzma, xz or lz4, all without a dictionary.",
  },
  SERIALIZATION_COMPRESSION: {
    meaning: "Compressed data is damaged, or could not be written.",
    remedy: "Fetch the file again and compare its size and digest with what was written.",
  },
  SERIALIZATION_NOT_TRUSTED: {
    meaning: "A stored function was to be revived without the caller's trust.",
    remedy: "Read its source first; pass `trust: true` only if you would run that code yourself.",
  },
  SERIALIZATION_BAD_KEY: {
    meaning:
      "A signing key cannot be used: too short, of an unknown kind, or without its private half.",
    remedy:
      "Give a secret of at least 16 bytes, or an Ed25519 key in PEM; sign with the private key, verify with either half.",
  },
  SERIALIZATION_SIGNATURE_MISSING: {
    meaning: "Data that must be signed carries no signature.",
    remedy: "Sign it when it is written, or read it without asking for a signature.",
  },
  SERIALIZATION_SIGNATURE_MALFORMED: {
    meaning: "A signature is not in the form that this package writes.",
    remedy: "Check that the text is whole and was written by sign() or seal().",
  },
  SERIALIZATION_SIGNATURE_UNKNOWN_KEY: {
    meaning: "Data was signed with a key that is not among those given.",
    remedy: "Add the key with the named id if you trust its owner; else do not use the data.",
  },
  SERIALIZATION_SIGNATURE_MISMATCH: {
    meaning: "A signature does not fit the data: the bytes, the context or the key is another one.",
    remedy: "The data was changed after signing, or belongs elsewhere: do not use it.",
  },
} as const;

/** A code of this package. */
export type SerializationErrorCode = ErrorCode<typeof serializationErrors>;

/** Where an error happened and what it is about. */
export interface PickleErrorOptions {
  readonly code: SerializationErrorCode;
  /** One sentence, without place; offset, opcode and path are added to it. */
  readonly message: string;
  /** Byte offset of the opcode in the (uncompressed) stream, when reading. */
  readonly offset?: number | undefined;
  /** Name of the opcode, when reading. */
  readonly opcode?: string | undefined;
  /** Path from the root value, such as `$.rows[3]`. */
  readonly path?: string | undefined;
  readonly hint?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  readonly cause?: unknown;
}

/**
 * Why bytes could not be decoded or a value could not be encoded.
 *
 * `offset` and `opcode` say where in the stream (reading), `path` where in the value. Nothing that was
 * decoded before the fault is returned.
 */
export class PickleError extends HeddleError<SerializationErrorCode> {
  /** Byte offset of the opcode in the uncompressed stream; undefined when writing. */
  readonly offset: number | undefined;
  /** Name of the opcode, as in Python's `pickletools`; undefined when writing. */
  readonly opcode: string | undefined;
  /** Path into the value, `$` being the root; undefined when there is none yet. */
  readonly path: string | undefined;

  constructor(options: PickleErrorOptions) {
    const { offset, opcode, path } = options;
    const places = [
      opcode === undefined ? undefined : `opcode ${opcode}`,
      offset === undefined ? undefined : `offset ${offset}`,
      path === undefined ? undefined : `path ${path}`,
    ].filter((place) => place !== undefined);
    super({
      code: options.code,
      message: places.length === 0 ? options.message : `${options.message} (${places.join(", ")})`,
      hint: options.hint ?? serializationErrors[options.code].remedy,
      details: {
        ...options.details,
        ...(offset === undefined ? {} : { offset }),
        ...(opcode === undefined ? {} : { opcode }),
        ...(path === undefined ? {} : { path }),
      },
      ...("cause" in options ? { cause: options.cause } : {}),
    });
    this.offset = offset;
    this.opcode = opcode;
    this.path = path;
  }
}
