import type { Codec, CodecRegistry, SigningKey } from "@heddle/serialization";
import { type Artifact, isWandbMedia, type WandbMedia } from "@heddle/wandb-client";
import type { CacheLease } from "../cache/artifact-cache.ts";
import type { DeliveryForm, What } from "../configuration/read-entry.ts";
import { WandbArtifactsIOManagerError } from "../errors.ts";
import { checkSignature } from "../trust/content-signature.ts";
import { sourceKeys } from "../write/source-metadata.ts";
import { type ContentOptions, fetchAll, fetchEntry, missingEntry } from "./content.ts";
import { decodeFile, fileStream, type TrustPolicy } from "./decode-value.ts";
import { findSerialized } from "./find-serialized.ts";

/** What a reader gets. */
export interface Delivery {
  readonly value: unknown;
  /** Whether the value reads files of the cache later, so that they must stay for the step. */
  readonly usesFiles: boolean;
}

/** What of an artifact is delivered, and how. */
export interface DeliverRequest extends ContentOptions {
  /** Bound to its place in the cache. */
  readonly artifact: Artifact;
  readonly what: What | undefined;
  readonly lease: CacheLease;
  readonly codecs: CodecRegistry;
  /** Whether a whole artifact is fetched now. */
  readonly download: "eager" | "lazy";
  readonly trust: TrustPolicy;
  /** Keys whose signatures count under the policy `signed`. */
  readonly trustedKeys: readonly SigningKey[];
  /** What is read, for messages. */
  readonly place: string;
  /** Told when an entry that `"*"` asks for is not there, and the whole artifact is taken instead. */
  readonly onFallback: (entry: string) => void;
}

/**
 * Delivers the configured part of an artifact: a W&B object, the path of one file, the stored value,
 * what was produced, or the artifact itself with its content on disk.
 *
 * @throws WandbArtifactsIOManagerError `E-R09`, `E-R15` … `E-R17`, `E-R20`, `E-R22`
 */
export async function deliver(request: DeliverRequest): Promise<Delivery> {
  const { what, artifact } = request;
  if (what?.kind === "get") {
    const object = await artifact.get(what.entry, request);
    if (object !== undefined) return onFiles(checkClass(object, what.as, request));
    if (!what.inherited) throw await noEntry(request, what.entry);
    request.onFallback(what.entry);
    return deliverWhole(undefined, request);
  }
  if (what?.kind === "path") {
    const known = await artifact.has(what.entry, request);
    if (!known && what.inherited) {
      request.onFallback(what.entry);
      return deliverWhole(undefined, request);
    }
    const path = await fetchEntry(artifact, what.entry, request.lease, request);
    return onFiles(what.form === "stream" ? fileStream(path) : path);
  }
  return deliverWhole(what?.form, request);
}

async function deliverWhole(
  form: DeliveryForm | undefined,
  request: DeliverRequest,
): Promise<Delivery> {
  const { artifact, lease } = request;
  if (form === "path") return onFiles(await fetchAll(artifact, lease, request));
  if (form === "artifact") return onFiles(await onDisk(request));
  const { entries } = await artifact.manifest(request);
  const serialized = findSerialized(
    artifact.metadata,
    entries,
    [...request.codecs].map((codec) => ({ module: codec.name, fileName: codec.fileName })),
  );
  if (serialized !== undefined) {
    const codec = codecOf(serialized.module, request);
    if (serialized.fileName === undefined) {
      throw missingEntry(artifact, codec.fileName, [...entries.keys()]);
    }
    const path = await fetchEntry(artifact, codec.fileName, lease, request);
    if (request.trust.policy === "signed") {
      await checkSignature({
        path,
        artifactName: artifact.sourceCollection,
        fileName: codec.fileName,
        signature: artifact.metadata[sourceKeys.signature],
        keys: request.trustedKeys,
        about: `${request.place}: ${artifact.qualifiedName}`,
      });
    }
    const streamed = artifact.metadata[sourceKeys.kind] === "stream";
    if (form === "stream" || (form === undefined && streamed)) return onFiles(fileStream(path));
    const about = `${request.place}: ${artifact.qualifiedName}`;
    return { value: await decodeFile(codec, path, request.trust, about), usesFiles: false };
  }
  const kind = artifact.metadata[sourceKeys.kind];
  if (form === undefined && typeof kind === "string" && kind !== "artifact") {
    const object = await artifact.get(kind, request);
    if (object !== undefined) return onFiles(object);
  }
  if (form === undefined) return onFiles(await onDisk(request));
  throw new WandbArtifactsIOManagerError({
    code: "E-R20",
    message: `${request.place}: ${artifact.qualifiedName} holds no serialized value, but the input asks for its ${form}`,
    hint: 'Leave `as` out, or use "artifact", `get` or `get_path`.',
    details: { phase: "decode", artifact: artifact.qualifiedName, as: form },
  });
}

function onFiles(value: unknown): Delivery {
  return { value, usesFiles: true };
}

/** The artifact object, with its content in the cache, now or when it is asked for. */
async function onDisk(request: DeliverRequest): Promise<Artifact> {
  const { artifact, lease } = request;
  if (request.download === "eager") await fetchAll(artifact, lease, request);
  return artifact;
}

function codecOf(module: string, request: DeliverRequest): Codec {
  const { artifact, codecs, place } = request;
  if (!codecs.has(module)) {
    throw new WandbArtifactsIOManagerError({
      code: "E-R15",
      message: `${place}: ${artifact.qualifiedName} was written with the serialization module "${module}", which is not known here`,
      hint: `Register a codec named "${module}"; known are ${codecs.names.join(", ")}.`,
      details: { phase: "decode", artifact: artifact.qualifiedName, module },
    });
  }
  return codecs.get(module);
}

function checkClass(object: WandbMedia, as: unknown, request: DeliverRequest): WandbMedia {
  if (typeof as !== "function") return object;
  if (object instanceof as || (isWandbMedia(object) && object.className === as.name)) return object;
  throw new WandbArtifactsIOManagerError({
    code: "E-R20",
    message: `${request.place}: the entry is a ${object.className}, not a ${as.name}`,
    hint: `Read it with \`as: ${object.className}\`, or without \`as\`.`,
    details: { phase: "decode", artifact: request.artifact.qualifiedName, found: object.className },
  });
}

async function noEntry(
  request: DeliverRequest,
  entry: string,
): Promise<WandbArtifactsIOManagerError> {
  const { entries } = await request.artifact.manifest(request);
  return missingEntry(request.artifact, entry, [...entries.keys()]);
}
