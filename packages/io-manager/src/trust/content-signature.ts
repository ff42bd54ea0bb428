import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { HeddleError } from "@heddle/errors";
import { sign, type SigningKey, verify } from "@heddle/serialization";
import type { DraftEntry } from "@heddle/wandb-client";
import { ioManagerErrors, WandbArtifactsIOManagerError } from "../errors.ts";

/**
 * Signs a draft's serialized value. The signature covers the artifact's name and the file's, so that a
 * value that was signed as one thing is refused as another. Large content is hashed as a stream.
 *
 * @returns the text for the artifact's metadata
 */
export async function signContent(
  entry: DraftEntry,
  artifactName: string,
  key: SigningKey,
): Promise<string> {
  const { source } = entry;
  const sha256 =
    source?.kind === "file"
      ? await sha256OfFile(source.path)
      : createHash("sha256")
          .update(source?.bytes ?? new Uint8Array())
          .digest();
  return sign({ sha256 }, key, { context: contextOf(artifactName, entry.path) });
}

/** A downloaded value whose signature is to be checked before anything decodes it. */
export interface SignedContent {
  /** The local file. */
  readonly path: string;
  /** Name of the artifact where the value was made, without version. */
  readonly artifactName: string;
  readonly fileName: string;
  /** What stands in the artifact's metadata. */
  readonly signature: unknown;
  /** Keys of trusted writers. */
  readonly keys: readonly SigningKey[];
  /** What is read, for messages. */
  readonly about: string;
}

/**
 * Checks the signature of a downloaded value.
 *
 * @throws WandbArtifactsIOManagerError `E-R22` when it is missing, made with another key, or does not fit
 */
export async function checkSignature(content: SignedContent): Promise<void> {
  const { signature, keys, about } = content;
  try {
    await verify(
      { sha256: await sha256OfFile(content.path) },
      typeof signature === "string" ? signature : undefined,
      keys,
      { context: contextOf(content.artifactName, content.fileName) },
    );
  } catch (cause) {
    if (!HeddleError.is(cause)) throw cause;
    throw new WandbArtifactsIOManagerError({
      code: "E-R22",
      message: `${about}: the value was not decoded, because the policy is "signed" and ${cause.message}`,
      hint:
        keys.length === 0
          ? "Give the IO manager the writer's key as `signing_key` or in `trusted_keys`."
          : ioManagerErrors["E-R22"].remedy,
      details: { phase: "decode", causeCode: cause.code, ...cause.details },
      cause,
    });
  }
}

function contextOf(artifactName: string, fileName: string): string {
  return `${artifactName}:${fileName}`;
}

async function sha256OfFile(path: string): Promise<Uint8Array> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest();
}
