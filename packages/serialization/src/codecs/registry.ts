import { PickleError } from "../errors.ts";
import { joblibCodec } from "../joblib/joblib-codec.ts";
import type { Codec } from "./codec.ts";
import { cloudpickleCodec, dillCodec, pickleCodec } from "./pickle-codecs.ts";
import { rawCodec } from "./raw-codec.ts";

/**
 * Codecs by name and by file name. Immutable: {@link CodecRegistry.with} gives a new one.
 *
 * @example
 * ```ts
 * const codecs = defaultCodecs.with(messagePackCodec);
 * const codec = codecs.get("joblib");
 * ```
 */
export class CodecRegistry {
  readonly #codecs: ReadonlyMap<string, Codec>;

  /**
   * Later codecs replace earlier ones of the same name.
   *
   * @throws PickleError SERIALIZATION_BAD_OPTION when two codecs of different names have the same file, or a part
   *   of a codec is missing
   */
  constructor(codecs: Iterable<Codec<never, never>>) {
    this.#codecs = new Map(Array.from(codecs, (codec) => [codec.name, complete(codec)]));
    const owners = new Map<string, string>();
    for (const { name, fileName } of this.#codecs.values()) {
      const owner = owners.get(fileName);
      if (owner !== undefined) {
        throw new PickleError({
          code: "SERIALIZATION_BAD_OPTION",
          message: `the codecs ${owner} and ${name} both have the file ${JSON.stringify(fileName)}: readers could not tell them apart`,
          details: { fileName, codecs: [owner, name] },
        });
      }
      owners.set(fileName, name);
    }
  }

  /** The names of all codecs, in the order in which they were registered. */
  get names(): string[] {
    return [...this.#codecs.keys()];
  }

  /** All codecs, in the order in which they were registered. */
  [Symbol.iterator](): Iterator<Codec> {
    return this.#codecs.values();
  }

  /** A registry with one more codec, which replaces one of the same name. @throws as the constructor */
  with(codec: Codec<never, never>): CodecRegistry {
    return new CodecRegistry([...this.#codecs.values(), codec]);
  }

  /** Whether a codec of this name is registered. */
  has(name: string): boolean {
    return this.#codecs.has(name);
  }

  /**
   * The codec of this name.
   *
   * @throws PickleError SERIALIZATION_UNKNOWN_CODEC with the names that exist
   */
  get(name: string): Codec {
    const codec = this.#codecs.get(name);
    if (codec !== undefined) return codec;
    throw new PickleError({
      code: "SERIALIZATION_UNKNOWN_CODEC",
      message: `no codec is named ${JSON.stringify(name)}; there are ${this.names.join(", ")}`,
      details: { name, names: this.names },
    });
  }

  /** The codec whose file has this name (any folder before it), or undefined. */
  forFile(path: string): Codec | undefined {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return [...this.#codecs.values()].find((codec) => codec.fileName === name);
  }
}

/** The codec, once it has all that a registry needs. */
function complete(codec: Codec<never, never>): Codec {
  const missing = [
    ...(["name", "fileName"] as const).filter((part) => typeof codec[part] !== "string"),
    ...(["dump", "load", "protocolOf"] as const).filter(
      (part) => typeof codec[part] !== "function",
    ),
  ];
  if (missing.length === 0 && codec.name !== "" && /^[^/\\]+$/.test(codec.fileName)) {
    return codec;
  }
  throw new PickleError({
    code: "SERIALIZATION_BAD_OPTION",
    message:
      missing.length === 0
        ? `a codec needs a name, and a file name without folders, not ${JSON.stringify([codec.name, codec.fileName])}`
        : `the codec ${JSON.stringify(codec.name)} has no ${missing.join(", ")}`,
    details: { missing },
  });
}

/** `dill`, `cloudpickle`, `joblib`, `pickle` and `raw`, in the order in which readers look for their files. */
export const defaultCodecs: CodecRegistry = new CodecRegistry([
  dillCodec,
  cloudpickleCodec,
  joblibCodec,
  pickleCodec,
  rawCodec,
]);
