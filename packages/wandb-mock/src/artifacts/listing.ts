import type { Context } from "../context.ts";
import { paginate, type PageArgs } from "../graphql/connection.ts";
import { compileFilters } from "../graphql/filters.ts";
import { sortBy } from "../graphql/order.ts";
import { invalid } from "../graphql/rejection.ts";
import type { ArtifactRecord, MembershipRecord } from "../state/records.ts";

/** Arguments of the lists of versions. */
export interface ArtifactListArgs extends PageArgs {
  readonly filters?: string | null;
  readonly order?: string | null;
}

/** A page of versions; each edge carries the version's name in the collection that was asked. */
export function artifactConnection(
  context: Context,
  artifacts: readonly ArtifactRecord[],
  args: ArtifactListArgs,
  membershipOf: (artifact: ArtifactRecord) => MembershipRecord | undefined,
): unknown {
  const read = (artifact: ArtifactRecord, path: string): unknown =>
    readArtifactProperty(context, artifact, membershipOf(artifact), path);
  const kept = artifacts.filter(compileFilters(args.filters, read));
  const sorted =
    args.order == null && args.filters == null
      ? kept
      : sortBy(kept, args.order, "-createdAt", read);
  const page = paginate(sorted, args, ({ id }) => id);
  return {
    ...page,
    edges: page.edges.map(({ node, cursor }) => {
      const index = membershipOf(node)?.versionIndex;
      return { node, cursor, version: index === undefined ? null : `v${index}` };
    }),
  };
}

/** Reads a property of a version under the names that filters and orders use. */
export function readArtifactProperty(
  { state }: Context,
  artifact: ArtifactRecord,
  membership: MembershipRecord | undefined,
  path: string,
): unknown {
  const [head = "", ...rest] = path.split(".");
  switch (head) {
    case "state":
    case "digest":
    case "size":
    case "description":
      return artifact[head];
    case "id":
    case "artifact_id":
      return artifact.id;
    case "artifact_size":
      return artifact.size;
    case "acm_created_at":
    case "linked_at":
      return membership === undefined ? undefined : new Date(membership.createdAt).toISOString();
    case "createdAt":
    case "created_at":
    case "artifact_created_at":
      return new Date(artifact.createdAt).toISOString();
    case "updatedAt":
    case "updated_at":
      return new Date(artifact.updatedAt).toISOString();
    case "tag":
    case "tags":
      return artifact.tags;
    case "alias":
    case "aliases":
      return membership === undefined
        ? []
        : state.aliasesByMembership.all(membership.id).map(({ alias }) => alias);
    case "versionIndex":
    case "version_index":
      return membership?.versionIndex ?? artifact.versionIndex;
    case "version":
      return `v${membership?.versionIndex ?? artifact.versionIndex ?? ""}`;
    case "metadata":
    case "artifact_metadata": {
      let value: unknown = artifact.metadata === null ? {} : JSON.parse(artifact.metadata);
      for (const key of rest) {
        if (typeof value !== "object" || value === null) return undefined;
        value = (value as Readonly<Record<string, unknown>>)[key];
      }
      return value;
    }
    default:
      throw invalid(`versions cannot be filtered or ordered by ${path}`);
  }
}
