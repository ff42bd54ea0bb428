import type { ArtifactFields } from "../operations/artifact-fields.ts";
import { artifactPageUrl } from "../settings/host.ts";
import { placeOf, type Place } from "./artifact-place.ts";
import { readMetadata, type ArtifactMetadata } from "./metadata.ts";

/** What the server said about a version when it was read, and the names that follow from it. */
export class ArtifactFacts {
  /** The server's id. */
  readonly id: string;
  /** What kind of thing it is. */
  readonly type: string;
  /** Entity, project and collection through which it was found; for a link those of the link. */
  readonly entity: string;
  readonly project: string;
  readonly collection: string;
  /** Number of the version in that collection. */
  readonly versionIndex: number;
  /** Aliases in that collection, without `vN`. */
  readonly aliases: readonly string[];
  /** Where the version was made. */
  readonly sourceEntity: string;
  readonly sourceProject: string;
  readonly sourceCollection: string;
  readonly sourceVersionIndex: number;
  readonly description: string | undefined;
  readonly metadata: ArtifactMetadata;
  readonly tags: readonly string[];
  /** Lower-case hex digest over all entries. */
  readonly digest: string;
  /** Size of all entries in bytes. */
  readonly size: number;
  readonly fileCount: number;
  /** `COMMITTED`, `PENDING` or `DELETED`. */
  readonly state: string;
  /** Life time in seconds, or undefined for none; see `ttlIsInherited`. */
  readonly ttlSeconds: number | undefined;
  readonly ttlIsInherited: boolean;
  readonly historyStep: number | undefined;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string | undefined;

  readonly #appUrl: string;

  constructor(appUrl: string, fields: ArtifactFields, place: Place) {
    this.#appUrl = appUrl;
    const source = placeOf(fields.artifactSequence);
    this.id = fields.id;
    this.type = fields.artifactType.name;
    this.entity = place.entity;
    this.project = place.project;
    this.collection = place.collection;
    this.versionIndex = place.versionIndex;
    this.aliases = place.aliases;
    this.sourceEntity = source?.entity ?? place.entity;
    this.sourceProject = source?.project ?? place.project;
    this.sourceCollection = source?.collection ?? place.collection;
    this.sourceVersionIndex = fields.versionIndex ?? place.versionIndex;
    this.description = fields.description ?? undefined;
    this.metadata = readMetadata(fields.metadata);
    this.tags = (fields.tags ?? []).map((tag) => tag.name);
    this.digest = fields.digest;
    this.size = fields.size;
    this.fileCount = fields.fileCount;
    this.state = fields.state;
    this.ttlSeconds =
      fields.ttlDurationSeconds !== null && fields.ttlDurationSeconds > 0
        ? fields.ttlDurationSeconds
        : undefined;
    this.ttlIsInherited = fields.ttlIsInherited ?? false;
    this.historyStep = fields.historyStep ?? undefined;
    this.createdAt = fields.createdAt;
    this.updatedAt = fields.updatedAt ?? undefined;
  }

  /** Collection and version: `my_data:v0`. */
  get name(): string {
    return `${this.collection}:${this.version}`;
  }

  /** `v0`, `v1`, … */
  get version(): string {
    return `v${this.versionIndex}`;
  }

  /** `entity/project/my_data:v0`. */
  get qualifiedName(): string {
    return `${this.entity}/${this.project}/${this.name}`;
  }

  /** Whether it was found through a link to a registry or portfolio. */
  get isLink(): boolean {
    return (
      this.entity !== this.sourceEntity ||
      this.project !== this.sourceProject ||
      this.collection !== this.sourceCollection
    );
  }

  /** Its web page. */
  get url(): string {
    return artifactPageUrl(this.#appUrl, this);
  }
}
