import { setTimeout as wait } from "node:timers/promises";
import type { Artifact, WandbClient } from "@heddle/wandb-client";
import { WandbArtifactsIOManagerError } from "../errors.ts";
import { sourceKeys } from "../write/source-metadata.ts";
import type { ReadTarget } from "./plan-read.ts";

/** Where to look, and whose artifact it must be. */
export interface FindRequest {
  readonly client: WandbClient;
  readonly target: ReadTarget;
  /** Entity and project of the W&B run, for what the target leaves open. */
  readonly base: { readonly entity: string; readonly project: string };
  /** The asset that is read; undefined to take any. */
  readonly assetKey: readonly string[] | undefined;
  readonly partitionKey: string | undefined;
  /** What is read, for messages. */
  readonly place: string;
  readonly signal: AbortSignal;
  /** Told when another than the first name matched. */
  readonly onOtherName: (name: string) => void;
}

/** How often a version that this run wrote is looked for, as W&B may show it a moment later. */
const attempts = 5;

/**
 * Finds the version that an input reads, trying each name in turn.
 *
 * @returns undefined when it does not exist under any of the names
 * @throws WandbArtifactsIOManagerError `E-R18` when what was found belongs to another asset or partition
 */
export async function findArtifact(request: FindRequest): Promise<Artifact | undefined> {
  const { target, base, client, signal } = request;
  const rounds = target.reason === "this run wrote it" ? attempts : 1;
  for (let round = 1; round <= rounds; round += 1) {
    if (round > 1) await wait(50 * 2 ** round, undefined, { signal });
    for (const [index, name] of target.names.entries()) {
      const path = `${target.entity ?? base.entity}/${target.project ?? base.project}/${name}:${target.identifier}`;
      const artifact = await client.findArtifact(path, { signal });
      if (artifact === undefined) continue;
      checkOwner(artifact, request);
      if (index > 0) request.onOtherName(name);
      return artifact;
    }
  }
  return undefined;
}

/**
 * Compares the recorded asset and partition key with those asked for: two keys may share a name past
 * the length that W&B allows, or by design of another writer.
 */
function checkOwner(artifact: Artifact, request: FindRequest): void {
  const { assetKey, partitionKey } = request;
  const recordedAsset = artifact.metadata[sourceKeys.assetKey];
  const recordedPartition = artifact.metadata[sourceKeys.partitionKey];
  const otherAsset =
    assetKey !== undefined &&
    Array.isArray(recordedAsset) &&
    JSON.stringify(recordedAsset) !== JSON.stringify(assetKey);
  const otherPartition =
    partitionKey !== undefined &&
    typeof recordedPartition === "string" &&
    recordedPartition !== partitionKey;
  if (!otherAsset && !otherPartition) return;
  throw new WandbArtifactsIOManagerError({
    code: "E-R18",
    message: `${request.place}: ${artifact.qualifiedName} holds ${
      otherAsset
        ? `the asset ${(recordedAsset as readonly string[]).join("/")}, not ${assetKey.join("/")}`
        : `the partition ${String(recordedPartition)}, not ${partitionKey ?? ""}`
    }`,
    hint: "Rename one of the two assets, or read the artifact with `external`.",
    details: {
      phase: "resolve",
      artifact: artifact.qualifiedName,
      recordedAsset,
      recordedPartition,
    },
  });
}
