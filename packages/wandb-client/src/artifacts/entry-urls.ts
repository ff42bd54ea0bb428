import type { ClientServices } from "../client/services.ts";
import { WandbClientError, WandbRequestError } from "../errors.ts";
import { entryUrlsOperation } from "../operations/artifact-read.ts";
import { base64ToHex } from "./digest.ts";
import type { Manifest, ManifestEntry } from "./manifest.ts";

const urlsPerRequest = 5000;

interface Place {
  readonly id: string;
  readonly sourceEntity: string;
  readonly sourceProject: string;
  readonly sourceCollection: string;
}

/**
 * The signed addresses of entries: asked for in batches, in the order in which they will be wanted, and
 * asked for anew when one has expired. Servers that cannot answer are asked by their download route.
 */
export class EntryUrls {
  readonly #services: ClientServices;
  readonly #place: Place;
  readonly #manifest: Manifest;
  readonly #batchOf = new Map<string, number>();
  readonly #entries: readonly ManifestEntry[];
  readonly #batches = new Map<number, Promise<ReadonlyMap<string, string>>>();
  #mustUseRoute = false;

  constructor(
    services: ClientServices,
    place: Place,
    manifest: Manifest,
    entries: readonly ManifestEntry[],
  ) {
    this.#services = services;
    this.#place = place;
    this.#manifest = manifest;
    this.#entries = entries.filter((entry) => entry.ref === undefined);
    for (const [index, entry] of this.#entries.entries())
      this.#batchOf.set(entry.path, Math.floor(index / urlsPerRequest));
  }

  /**
   * The address of an entry.
   *
   * @param isRenewal ask again, because the one given before has expired
   */
  async urlOf(
    entry: ManifestEntry,
    isRenewal: boolean,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    const urls = isRenewal
      ? await this.#ask([entry], signal)
      : await this.#batch(this.#batchOf.get(entry.path) ?? 0, signal);
    const url = urls.get(entry.path);
    return url ?? this.#route(entry);
  }

  #batch(index: number, signal: AbortSignal | undefined): Promise<ReadonlyMap<string, string>> {
    let batch = this.#batches.get(index);
    if (batch === undefined) {
      batch = this.#ask(
        this.#entries.slice(index * urlsPerRequest, (index + 1) * urlsPerRequest),
        signal,
      );
      this.#batches.set(index, batch);
      batch.catch(() => this.#batches.delete(index));
    }
    return batch;
  }

  async #ask(
    entries: readonly ManifestEntry[],
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<string, string>> {
    if (this.#mustUseRoute) return new Map();
    try {
      const { artifact } = await this.#services.graphql.run(
        entryUrlsOperation,
        {
          id: this.#place.id,
          storageLayout: this.#manifest.storageLayout,
          entries: entries.map((entry) => ({
            name: entry.path,
            digest: entry.digest,
            ...(entry.birthArtifactId === undefined
              ? {}
              : { birthArtifactID: entry.birthArtifactId }),
            ...(entry.size === undefined ? {} : { size: entry.size }),
          })),
        },
        { signal },
      );
      const edges = artifact?.filesByManifestEntries?.edges;
      if (edges === undefined) {
        throw new WandbClientError({
          code: "WANDB_CLIENT_NOT_FOUND",
          message: `the files of the artifact ${this.#place.id} are not there`,
          hint: "It may have been deleted.",
          details: { id: this.#place.id },
        });
      }
      return new Map(
        edges.flatMap(({ node }) => (node === null ? [] : [[node.name, node.directUrl] as const])),
      );
    } catch (error) {
      if (!(error instanceof WandbRequestError) || !/Cannot query field/.test(error.message))
        throw error;
      this.#mustUseRoute = true;
      return new Map();
    }
  }

  /** The host's own download route, by which older servers hand out content. */
  #route(entry: ManifestEntry): string {
    const { host } = this.#services.settings;
    const hex = base64ToHex(entry.digest);
    const { sourceEntity, sourceProject, sourceCollection } = this.#place;
    if (this.#manifest.storageLayout === "V1")
      return `${host}/artifacts/${encodeURIComponent(sourceEntity)}/${hex}`;
    const name = entry.path.slice(entry.path.lastIndexOf("/") + 1);
    const segments = [
      this.#manifest.storageRegion ?? "default",
      sourceEntity,
      sourceProject,
      sourceCollection,
      entry.birthArtifactId ?? "",
      hex,
      name,
    ];
    return `${host}/artifactsV2/${segments.map(encodeURIComponent).join("/")}`;
  }
}
