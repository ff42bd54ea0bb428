import { type Codec, type CodecRegistry, PickleError } from "@heddle/serialization";
import { HeddleError } from "@heddle/errors";
import type { ArtifactDraft } from "@heddle/wandb-client";
import { ioManagerErrors, WandbArtifactsIOManagerError } from "../errors.ts";

/** A value as one entry of a draft, and what its metadata tells about it. */
export interface SerializedEntry {
  readonly fileName: string;
  readonly module: string;
  readonly protocol: number | undefined;
  readonly moduleVersion: string | undefined;
}

/** What is serialized, and how. */
export interface SerializeRequest {
  /** What is written, for messages. */
  readonly place: string;
  readonly module: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly codecs: CodecRegistry;
}

/**
 * Serializes a value into the draft's content entry. A stream goes through a file, hashed on the
 * way, and is never in memory as a whole.
 *
 * @throws WandbArtifactsIOManagerError `E-W12` when the value cannot be serialized, `E-W13` when the
 *   module lacks something it needs here
 */
export async function serializeInto(
  draft: ArtifactDraft,
  value: unknown,
  request: SerializeRequest,
): Promise<SerializedEntry> {
  const codec = request.codecs.get(request.module);
  try {
    const content = codec.dump(value, request.parameters);
    await draft.newFile(codec.fileName, content);
    return {
      fileName: codec.fileName,
      module: codec.name,
      protocol: codec.protocolOf(request.parameters),
      moduleVersion: codec.moduleVersion,
    };
  } catch (cause) {
    throw serializationError(codec, request, cause);
  }
}

function serializationError(
  codec: Codec,
  request: SerializeRequest,
  cause: unknown,
): WandbArtifactsIOManagerError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const missing = HeddleError.is(cause) && cause.code === "SERIALIZATION_UNSUPPORTED_COMPRESSION";
  const others = request.codecs.names.filter((name) => name !== codec.name);
  const advice =
    codec.name === "pickle" ? ` Or choose another serialization module: ${others.join(", ")}.` : "";
  const own = HeddleError.is(cause) && cause.hint !== undefined ? `${cause.hint} ` : "";
  return new WandbArtifactsIOManagerError({
    code: missing ? "E-W13" : "E-W12",
    message: `${request.place}: the value could not be serialized with ${codec.name}: ${reason}`,
    hint: missing
      ? ioManagerErrors["E-W13"].remedy
      : `${own}Check the value and the parameters for ${codec.name}.${advice}`,
    details: {
      phase: "serialize",
      module: codec.name,
      parameters: Object.keys(request.parameters),
      ...(PickleError.is(cause) ? { causeCode: cause.code, ...cause.details } : {}),
    },
    cause,
  });
}
