import { Artifact, ArtifactDraft, isWandbMedia } from "@heddle/wandb-client";
import type { ValueKind } from "./plan-write.ts";

/** The W&B objects that an artifact can hold, for messages. */
export const storableObjects: readonly string[] = [
  "Table",
  "JoinedTable",
  "PartitionedTable",
  "Image",
  "Audio",
  "Video",
  "Html",
  "Object3D",
  "Molecule",
  "Bokeh",
  "Classes",
];

/** Tells what a step produced: nothing, an Artifact, a W&B object, a stream of bytes, or a plain value. */
export function valueKind(value: unknown): ValueKind {
  if (value === null || value === undefined) return { kind: "empty" };
  if (value instanceof Artifact) {
    return {
      kind: "artifact",
      name: value.name,
      type: value.type,
      description: value.description,
      committed: true,
    };
  }
  if (value instanceof ArtifactDraft) {
    return {
      kind: "artifact",
      name: value.name === "" ? undefined : value.name,
      type: value.type,
      description: value.description,
      committed: value.state !== "draft",
    };
  }
  if (isWandbMedia(value)) {
    const { className } = value;
    return value.notStorable === undefined
      ? { kind: "object", className }
      : { kind: "unsupported", className, accepted: storableObjects, advice: value.notStorable };
  }
  return isByteStream(value) ? { kind: "stream" } : { kind: "value" };
}

/** Whether a value is a stream: a Node `Readable`, a web `ReadableStream` or any async iterable. */
export function isByteStream(value: unknown): value is AsyncIterable<Uint8Array> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
