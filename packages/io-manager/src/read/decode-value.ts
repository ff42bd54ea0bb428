import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { HeddleError } from "@heddle/errors";
import type { Codec } from "@heddle/serialization";
import { reviveFunctions } from "./revive-functions.ts";
import { ioManagerErrors, WandbArtifactsIOManagerError } from "../errors.ts";

/** How far the content is trusted, after all inheritance. */
export interface TrustPolicy {
  readonly policy: "data" | "inspect" | "signed";
  readonly allow: readonly string[];
  readonly trust: boolean;
  /** Bytes that decoding may take. Undefined: by the size of the file; no bound on what a trusted writer signed. */
  readonly maxDecodedBytes: number | undefined;
}

/** Codes of the decoder that mean: a policy forbids it, rather than: the bytes are damaged. */
const refusals: ReadonlySet<string> = new Set([
  "SERIALIZATION_NOT_ALLOWED",
  "SERIALIZATION_NOT_TRUSTED",
  "SERIALIZATION_NO_HOOK",
]);

/**
 * Decodes a serialized value from a local file. No code of the artifact runs, unless functions that
 * were stored as source are revived because `trust` says so.
 *
 * @throws WandbArtifactsIOManagerError `E-R16` when the policy forbids something in it, `E-R15` when
 *   a part of the codec is missing here, `E-R99` when the bytes are damaged
 */
export async function decodeFile(
  codec: Codec,
  path: string,
  trust: TrustPolicy,
  about: string,
): Promise<unknown> {
  const isSigned = trust.policy === "signed";
  try {
    const value = await codec.load(await readFile(path), {
      policy: trust.policy === "inspect" ? "inspect" : "data",
      allow: trust.allow,
      limits: {
        maxBytes: trust.maxDecodedBytes ?? (isSigned ? Number.POSITIVE_INFINITY : undefined),
      },
    });
    return trust.trust ? reviveFunctions(value) : value;
  } catch (cause) {
    if (!HeddleError.is(cause)) throw cause;
    const code = refusals.has(cause.code)
      ? "E-R16"
      : cause.code === "SERIALIZATION_UNSUPPORTED_COMPRESSION"
        ? "E-R15"
        : "E-R99";
    throw new WandbArtifactsIOManagerError({
      code,
      message:
        code === "E-R16"
          ? `${about}: the ${codec.name} value was not decoded under the policy "${trust.policy}": ${cause.message}`
          : `${about}: the ${codec.name} value could not be decoded: ${cause.message}`,
      hint:
        cause.code === "SERIALIZATION_LIMIT"
          ? "If it is right that the value is so large, raise `max_decoded_bytes` of the IO manager."
          : (cause.hint ?? ioManagerErrors[code].remedy),
      details: { phase: "decode", module: codec.name, causeCode: cause.code, ...cause.details },
      cause,
    });
  }
}

/** The bytes of a local file, read when they are asked for. */
export function fileStream(path: string): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
    },
  };
}
