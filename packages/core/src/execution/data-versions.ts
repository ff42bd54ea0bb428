import { createHash } from "node:crypto";
import { assetKeyToUserString, type AssetKey } from "../definitions/asset-key.ts";
import type { EventRecord } from "../instance/events.ts";
import type { EventMetadata } from "../instance/metadata-value.ts";
import type { Instance } from "../instance/instance.ts";
import { assetKeyText } from "../plan/asset-graph.ts";

/** What is known of one stored value of an asset. */
export interface StoredVersion {
  readonly dataVersion: string | undefined;
  readonly storageId: number | undefined;
  readonly metadata: EventMetadata;
  /** Whether this very run stored it. */
  readonly ofThisRun: boolean;
}

/** More partitions than this are not looked up one by one for a version. */
const partitionLimit = 100;

/**
 * Data versions of assets: those that this run stored, and the latest of earlier runs. A value's version is what its author
 * says, else a hash of the code version (without one, the run) and the versions that were read (origin: Dagster).
 */
export class DataVersions {
  readonly #instance: Instance;
  readonly #runId: string;
  readonly #stored = new Map<string, StoredVersion>();
  readonly #lookups = new Map<string, Promise<StoredVersion | undefined>>();

  constructor(instance: Instance, runId: string) {
    this.#instance = instance;
    this.#runId = runId;
  }

  /** Remembers what this run stored. */
  record(
    key: AssetKey,
    partition: string | undefined,
    event: EventRecord<"ASSET_MATERIALIZATION">,
  ): void {
    const stored: StoredVersion = {
      dataVersion: event.data.tags["dagster/data_version"],
      storageId: event.storageId,
      metadata: event.data.metadata,
      ofThisRun: true,
    };
    this.#stored.set(id(key, partition), stored);
    if (partition !== undefined) this.#stored.set(id(key, undefined), stored);
  }

  /** What this run stored, if it did. */
  storedByThisRun(key: AssetKey, partition: string | undefined): StoredVersion | undefined {
    return this.#stored.get(id(key, partition));
  }

  /** The latest stored value of an asset or partition. */
  latest(key: AssetKey, partition: string | undefined): Promise<StoredVersion | undefined> {
    const own = this.#stored.get(id(key, partition));
    if (own !== undefined) return Promise.resolve(own);
    const name = id(key, partition);
    let lookup = this.#lookups.get(name);
    if (lookup === undefined) {
      lookup = this.#lookUp(key, partition);
      this.#lookups.set(name, lookup);
    }
    return lookup;
  }

  /** One version for all partitions that an input reads. */
  async ofInput(
    key: AssetKey,
    partitions: readonly string[] | undefined,
  ): Promise<StoredVersion | undefined> {
    if (partitions === undefined || partitions.length > partitionLimit || partitions.length === 0)
      return this.latest(key, undefined);
    const [only] = partitions;
    if (partitions.length === 1) return this.latest(key, only);
    const all = await Promise.all(partitions.map((partition) => this.latest(key, partition)));
    const known = all.filter((version) => version !== undefined);
    if (known.length === 0) return undefined;
    return {
      dataVersion: hash(known.map((version) => version.dataVersion ?? "")),
      storageId: Math.max(...known.map((version) => version.storageId ?? 0)),
      metadata: {},
      ofThisRun: known.every((version) => version.ofThisRun),
    };
  }

  /** The version of a new value. */
  compute(
    codeVersion: string | undefined,
    inputs: readonly { readonly key: AssetKey; readonly version: StoredVersion | undefined }[],
  ): string {
    const parts = inputs
      .map(({ key, version }) => `${assetKeyToUserString(key)}=${version?.dataVersion ?? ""}`)
      .toSorted();
    return hash([codeVersion ?? `run:${this.#runId}`, ...parts]);
  }

  async #lookUp(key: AssetKey, partition: string | undefined): Promise<StoredVersion | undefined> {
    const event = await this.#instance.latestMaterialization(key, partition);
    const observed =
      event === undefined ? (await this.#instance.getAsset(key))?.lastObservation : undefined;
    const found = event ?? observed;
    return found === undefined
      ? undefined
      : {
          dataVersion: found.data.tags["dagster/data_version"],
          storageId: found.storageId,
          metadata: found.data.metadata,
          ofThisRun: false,
        };
  }
}

function id(key: AssetKey, partition: string | undefined): string {
  return partition === undefined ? assetKeyText(key) : `${assetKeyText(key)}\n${partition}`;
}

function hash(parts: readonly string[]): string {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part).update("\n");
  return sum.digest("hex");
}
