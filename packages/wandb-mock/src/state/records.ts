import type { Identified } from "./record-table.ts";

/** A person or a service account. */
export interface UserRecord extends Identified {
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly kind: "person" | "service";
  readonly admin: boolean;
  /** The default entity: the personal one, or a service account's team. */
  readonly entityId: string;
  readonly createdAt: number;
}

/** A key with which a user authenticates. The key itself is held to compare with; it is never shown. */
export interface ApiKeyRecord extends Identified {
  readonly userId: string;
  readonly key: string;
  readonly description: string | null;
}

/** What owns projects: a person, a team, or the entity of an organisation (its registries). */
export interface EntityRecord extends Identified {
  readonly name: string;
  readonly kind: "personal" | "team" | "organization";
  readonly organizationId: string | null;
  readonly members: readonly MemberRecord[];
  readonly xxhashDigestsEnabled: boolean;
}

/** A user's place in a team. */
export interface MemberRecord {
  readonly userId: string;
  readonly role: "admin" | "member" | "viewer";
}

/** An organisation: a display name, and an entity that holds its registries. */
export interface OrganizationRecord extends Identified {
  readonly name: string;
  readonly orgEntityId: string;
}

/** A project. Registries are projects of an organisation's entity, named `wandb-registry-…`. */
export interface ProjectRecord extends Identified {
  readonly entityId: string;
  readonly name: string;
  readonly description: string | null;
  readonly access: string;
  readonly views: string | null;
  readonly isBenchmark: boolean;
  readonly allowAllArtifactTypesInRegistry: boolean;
  readonly createdBy: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Run ids that were deleted: they may not be used again. */
  readonly deletedRunNames: readonly string[];
  /** Users that were added to the project, as registries have them. */
  readonly members: readonly { readonly userId: string; readonly role: string }[];
  /** Teams that were added to the project. */
  readonly teams: readonly { readonly teamId: string; readonly role: string }[];
}

/** A run's state as stored; `crashed` is also derived from a heartbeat that stopped. */
export type RunState =
  | "pending"
  | "running"
  | "finished"
  | "failed"
  | "crashed"
  | "killed"
  | "preempting"
  | "preempted";

/** A run: its metadata, config and summary. Lines are held by the line store. */
export interface RunRecord extends Identified {
  readonly projectId: string;
  /** The run id that users see. */
  readonly name: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly group: string | null;
  readonly jobType: string | null;
  readonly commit: string | null;
  readonly host: string | null;
  readonly program: string | null;
  readonly repo: string | null;
  readonly sweepName: string | null;
  readonly state: RunState;
  readonly stopRequested: boolean;
  readonly exitCode: number | null;
  readonly config: string;
  readonly summary: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly heartbeatAt: number;
}

/** An alert that a run raised. */
export interface AlertRecord extends Identified {
  readonly runId: string;
  readonly title: string;
  readonly text: string;
  readonly severity: string;
  readonly createdAt: number;
}

/** A sweep: a search over configs that a client defines. */
export interface SweepRecord extends Identified {
  readonly projectId: string;
  readonly name: string;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly state: string;
  readonly config: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A custom chart that a user saved. */
export interface CustomChartRecord extends Identified {
  readonly entity: string;
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
  readonly access: string;
  readonly spec: string;
}

/** A file of a run. */
export interface RunFileRecord extends Identified {
  readonly runId: string;
  readonly name: string;
  /** MD5 of the content in hex; `null` while it is not uploaded. */
  readonly md5: string | null;
  readonly sizeBytes: number;
  readonly updatedAt: number;
}

/** A type of artifacts, per project. */
export interface ArtifactTypeRecord extends Identified {
  readonly projectId: string;
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: number;
}

/** How the digest of an artifact is computed. */
export type DigestAlgorithm = "MANIFEST_MD5" | "MANIFEST_XXH128";

/** A collection: a sequence, where versions are born, or a portfolio, whose members are links. */
export interface CollectionRecord extends Identified {
  readonly projectId: string;
  readonly typeId: string;
  readonly kind: "SEQUENCE" | "PORTFOLIO";
  readonly name: string;
  readonly description: string | null;
  readonly state: "READY" | "DELETED";
  readonly digestAlgorithm: DigestAlgorithm | null;
  readonly tags: readonly string[];
  readonly clientIds: readonly string[];
  readonly nextVersionIndex: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** One version of an artifact. */
export interface ArtifactRecord extends Identified {
  readonly sequenceId: string;
  readonly typeId: string;
  readonly state: "PENDING" | "COMMITTED" | "DELETED";
  readonly digest: string;
  readonly digestAlgorithm: DigestAlgorithm;
  readonly versionIndex: number | null;
  readonly description: string | null;
  readonly metadata: string | null;
  readonly labels: string | null;
  readonly tags: readonly string[];
  readonly ttlDurationSeconds: number | null;
  readonly historyStep: number | null;
  readonly commitHash: string;
  readonly runId: string | null;
  readonly userId: string;
  readonly clientIds: readonly string[];
  readonly distributedId: string | null;
  readonly storageRegion: string | null;
  /** Aliases to be given at commit. */
  readonly pendingAliases: readonly string[];
  readonly manifestId: string | null;
  readonly size: number;
  readonly fileCount: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A version's place in a collection, with its own version index. */
export interface MembershipRecord extends Identified {
  readonly collectionId: string;
  readonly artifactId: string;
  readonly versionIndex: number;
  readonly createdAt: number;
}

/** An alias of a membership; unique within its collection. */
export interface AliasRecord extends Identified {
  readonly collectionId: string;
  readonly membershipId: string;
  readonly alias: string;
}

/** A manifest that a client announced for an artifact. */
export interface ManifestRecord extends Identified {
  readonly artifactId: string;
  readonly baseArtifactId: string | null;
  readonly name: string;
  readonly type: "FULL" | "INCREMENTAL" | "PATCH";
  /** Base64 MD5 that the uploaded file must have; empty for a placeholder. */
  readonly digest: string;
  /** Hex MD5 of the uploaded file; `null` before the upload. */
  readonly md5: string | null;
  readonly createdAt: number;
}

/** Bytes that belong to artifacts: stored once, in the version where they were born. */
export interface ArtifactFileRecord extends Identified {
  /** The birth artifact. */
  readonly artifactId: string;
  readonly sequenceId: string;
  readonly name: string;
  /** Digest as manifests carry it (base64). */
  readonly digest: string;
  /** Hex MD5 that the content must have. */
  readonly md5: string;
  readonly mimetype: string | null;
  readonly storagePath: string;
  readonly sizeBytes: number;
  readonly isUploaded: boolean;
  readonly updatedAt: number;
}

/** A multipart upload in progress. */
export interface MultipartRecord extends Identified {
  readonly fileId: string;
  readonly parts: readonly { readonly partNumber: number; readonly md5: string }[];
  /** Hex MD5 by part number, for parts that arrived. */
  readonly arrived: Readonly<Record<string, string>>;
  readonly isComplete: boolean;
}

/** That a run used an artifact. */
export interface UsageRecord extends Identified {
  readonly runId: string;
  readonly artifactId: string;
  readonly usedAs: string | null;
  readonly createdAt: number;
}
