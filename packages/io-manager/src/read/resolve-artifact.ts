import type { InputContext } from "@heddle/core";
import type { Artifact, WandbRun } from "@heddle/wandb-client";
import type { ReadEntryConfiguration } from "../configuration/read-entry.ts";
import { type ManagerParts, namingOf } from "../manager/manager-parts.ts";
import { readNames } from "../naming/artifact-names.ts";
import type { NamedPartition } from "../naming/partition-of-run.ts";
import { findArtifact } from "./find-artifact.ts";
import { chooseTarget, type ReadTarget } from "./plan-read.ts";
import type { ReadRequest } from "./read-request.ts";
import { versionOfThisRun } from "./version-of-this-run.ts";

/** Which version an input wants. */
export interface WantedVersion {
  readonly request: ReadRequest;
  readonly partition: NamedPartition | undefined;
  readonly settings: ReadEntryConfiguration;
}

/**
 * Finds the version that an input reads.
 *
 * @returns what was looked for, and the version; undefined when there is none
 * @throws WandbArtifactsIOManagerError `E-R18`
 */
export async function resolveArtifact(
  parts: ManagerParts,
  context: InputContext,
  run: WandbRun,
  { request, partition, settings }: WantedVersion,
): Promise<{ readonly target: ReadTarget; readonly artifact: Artifact | undefined }> {
  const target = await targetOf(parts, context, request, partition, settings);
  return { target, artifact: await find(parts, context, request, partition, run, target) };
}

async function targetOf(
  parts: ManagerParts,
  context: InputContext,
  request: ReadRequest,
  partition: NamedPartition | undefined,
  settings: ReadEntryConfiguration,
): Promise<ReadTarget> {
  const { configuration } = request;
  const name = configuration.external?.name ?? configuration.name;
  const base =
    name === undefined && context.hasAssetKey
      ? { assetKey: context.assetKey }
      : { name: name ?? "" };
  return chooseTarget({
    names: readNames(base, partition, namingOf(parts)),
    which: settings.which,
    external: configuration.external,
    writtenTo: request.writtenTo,
    consistency: configuration.consistency ?? parts.settings.consistency,
    writtenByThisRun: await versionOfThisRun(parts, context, partition?.key),
  });
}

async function find(
  parts: ManagerParts,
  context: InputContext,
  request: ReadRequest,
  partition: NamedPartition | undefined,
  run: WandbRun,
  target: ReadTarget,
): Promise<Artifact | undefined> {
  const { configuration } = request;
  const named = configuration.name !== undefined || configuration.external !== undefined;
  return findArtifact({
    client: parts.client,
    target,
    base: run,
    assetKey: context.hasAssetKey && !named ? context.assetKey : undefined,
    partitionKey: partition?.key,
    place: request.place,
    signal: context.signal,
    onOtherName: (name) => {
      context.log.info(`${request.place}: read under the name "${name}"`);
    },
  });
}
