import { type InputContext, type PartitionedInput, partitionedInput } from "@heddle/core";
import { HeddleError } from "@heddle/errors";
import type { ReadEntryConfiguration } from "../configuration/read-entry.ts";
import type { CacheLease } from "../cache/artifact-cache.ts";
import { type IOManagerPhase, unexpectedError, WandbArtifactsIOManagerError } from "../errors.ts";
import type { ManagerParts } from "../manager/manager-parts.ts";
import { watchTransfer } from "../manager/transfer-log.ts";
import { assetPartition, type NamedPartition, runPartition } from "../naming/partition-of-run.ts";
import { onCache } from "./cached-artifact.ts";
import { deliver, type Delivery } from "./deliver.ts";
import { notFound } from "./not-found.ts";
import { type ReadRequest, readRequest } from "./read-request.ts";
import { resolveArtifact, type WantedVersion } from "./resolve-artifact.ts";
import { partitionSettings } from "./wildcard.ts";

/**
 * Loads an input that is one value: an unpartitioned upstream, or one partition of it.
 *
 * @throws WandbArtifactsIOManagerError `E-R01` … `E-R22`, `E-R99`
 */
export async function loadInput(parts: ManagerParts, context: InputContext): Promise<unknown> {
  return guarded(parts, context, async (phase) => {
    const request = readRequest(parts, context);
    const partition = partitionOf(context);
    const settings =
      request.kind === "partitioned" && partition !== undefined
        ? settingsFor(request, partition.key)
        : request.configuration;
    return loadOne(parts, context, { request, partition, settings, keyed: false }, phase);
  });
}

/**
 * Loads an input that may have several partitions as a keyed collection: nothing is fetched before
 * it is asked for, and iterating fetches a bounded number ahead.
 *
 * @throws WandbArtifactsIOManagerError as {@link loadInput}; faults of the configuration at once
 */
export async function loadPartitions(
  parts: ManagerParts,
  context: InputContext,
): Promise<PartitionedInput<unknown>> {
  return guarded(parts, context, () => {
    const request = readRequest(parts, context);
    warnOfUnknownKeys(parts, context, request);
    const allowMissing = context.definitionMetadata["allow_missing_partitions"] === true;
    return Promise.resolve(
      partitionedInput<unknown>({
        keys: context.assetPartitionKeys,
        concurrency: parts.settings.maxConcurrentReads,
        load: (key) => {
          const narrowed = context.forPartition(key);
          const partition = assetPartition(key, context.assetPartitionsDefinition);
          return guarded(parts, narrowed, (phase) =>
            loadOne(
              parts,
              narrowed,
              { request, partition, settings: settingsFor(request, key), keyed: true },
              phase,
            ),
          );
        },
        skip: (key, error) =>
          HeddleError.is(error, "E-R12") &&
          (allowMissing ||
            (settingsFor(request, key).onMissing ?? parts.settings.onMissing) === "skip"),
      }),
    );
  });
}

/** One value that is to be loaded. */
interface Wanted extends WantedVersion {
  /** Whether it is one of a collection, which leaves out what is missing. */
  readonly keyed: boolean;
}

type SetPhase = (phase: IOManagerPhase) => void;

async function guarded<Result>(
  parts: ManagerParts,
  context: InputContext,
  action: (phase: SetPhase) => Promise<Result>,
): Promise<Result> {
  let current: IOManagerPhase = "configure";
  try {
    return await action((phase) => {
      current = phase;
    });
  } catch (error) {
    if (error instanceof WandbArtifactsIOManagerError) throw error;
    throw unexpectedError("E-R99", current, `reading input "${context.name}"`, error);
  } finally {
    for (const problem of await parts.cache.clean()) context.log.warning(problem);
  }
}

function settingsFor(request: ReadRequest, key: string): ReadEntryConfiguration {
  const { configuration } = request;
  const own = partitionSettings(configuration.partitions, key, configuration.wildcard);
  return {
    what: own.what ?? configuration.what,
    which: own.which,
    onMissing: own.onMissing ?? configuration.onMissing,
    policy: own.policy ?? configuration.policy,
    allow: own.allow ?? configuration.allow,
    trust: own.trust ?? configuration.trust,
  };
}

function partitionOf(context: InputContext): NamedPartition | undefined {
  if (context.hasAssetPartitions) {
    return assetPartition(context.assetPartitionKey, context.assetPartitionsDefinition);
  }
  return !context.hasAssetKey && context.hasPartitionKey ? runPartition(context) : undefined;
}

async function loadOne(
  parts: ManagerParts,
  context: InputContext,
  wanted: Wanted,
  phase: SetPhase,
): Promise<unknown> {
  const { request, partition, settings } = wanted;
  phase("open-run");
  const run = await parts.run.open(
    { entity: parts.wandbConfig.entity, project: parts.wandbConfig.project },
    "E-R99",
  );
  phase("resolve");
  const { target, artifact } = await resolveArtifact(parts, context, run, wanted);
  if (artifact === undefined) {
    const onMissing = settings.onMissing ?? parts.settings.onMissing;
    if (onMissing === "undefined" || (onMissing === "skip" && !wanted.keyed)) {
      context.log.warning(`${request.place}: there is no ${target.names[0] ?? "artifact"} to read`);
      return undefined;
    }
    throw await notFound(parts, request, partition, run, target, context.signal);
  }
  const problem = await parts.run.use(run, artifact, context.signal);
  if (problem !== undefined) {
    context.log.warning(
      `${request.place}: the use of ${artifact.qualifiedName} could not be recorded: ${problem instanceof Error ? problem.message : "an error without a message"}`,
    );
  }
  phase("download");
  const lease = await parts.cache.lease({
    host: parts.client.host,
    entity: artifact.sourceEntity,
    project: artifact.sourceProject,
    name: artifact.sourceCollection,
    version: `v${artifact.sourceVersionIndex}`,
    digest: artifact.digest,
  });
  const transfer = {
    signal: context.signal,
    onProgress: watchTransfer(parts, context, artifact.name),
  };
  const deliverIt = (): Promise<Delivery> =>
    deliver({
      ...transfer,
      artifact: onCache(artifact, lease, transfer),
      what: settings.what,
      lease,
      codecs: parts.codecs,
      download: request.configuration.download ?? parts.settings.download,
      trust: {
        policy: settings.policy ?? parts.settings.policy,
        allow: settings.allow ?? parts.settings.allow,
        trust: settings.trust ?? parts.settings.trust,
        maxDecodedBytes: parts.settings.maxDecodedBytes,
      },
      trustedKeys: parts.trustedKeys,
      place: request.place,
      onFallback: (entry) => {
        context.log.debug(
          `${request.place}: ${artifact.qualifiedName} has no "${entry}", which "*" asks for; the whole is read`,
        );
      },
    });
  const value = await underLease(parts, context, lease, deliverIt);
  context.addInputMetadata({
    wandb_artifact_qualified_name: artifact.qualifiedName,
    wandb_artifact_id: artifact.id,
    wandb_artifact_digest: artifact.digest,
  });
  return value;
}

/** Keeps content on disk while it is delivered, and, when the value reads from it, until the step ends. */
async function underLease(
  parts: ManagerParts,
  context: InputContext,
  lease: CacheLease,
  action: () => Promise<Delivery>,
): Promise<unknown> {
  let keep = false;
  try {
    const { value, usesFiles } = await action();
    keep = usesFiles;
    return value;
  } finally {
    if (keep) parts.leases.keep(context, lease);
    else await lease.release();
  }
}

function warnOfUnknownKeys(parts: ManagerParts, context: InputContext, request: ReadRequest): void {
  const definition = context.assetPartitionsDefinition;
  if (definition.kind === "dynamic") return;
  for (const key of request.configuration.partitions?.keys() ?? []) {
    if (key === "*" || definition.hasPartitionKey(key)) continue;
    parts.warnOnce(
      context,
      `${request.place}: "partitions" has an entry for "${key}", which is no partition of ${definition.describe()}`,
    );
  }
}
