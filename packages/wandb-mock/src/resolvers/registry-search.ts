import { readArtifactProperty } from "../artifacts/listing.ts";
import type { Context } from "../context.ts";
import { paginate, type PageArgs } from "../graphql/connection.ts";
import { compileFilters } from "../graphql/filters.ts";
import { sortBy } from "../graphql/order.ts";
import type { ResolverMap } from "../graphql/resolver.ts";
import type { CollectionRecord, EntityRecord, MembershipRecord } from "../state/records.ts";
import { listCollections, readCollectionProperty } from "./collections.ts";
import { readProjectProperty } from "./projects.ts";

interface CollectionsArgs extends PageArgs {
  readonly projectFilters?: string | null;
  readonly filters?: string | null;
  readonly collectionTypes?: readonly CollectionRecord["kind"][] | null;
  readonly order?: string | null;
}

interface MembershipsArgs extends PageArgs {
  readonly projectFilters?: string | null;
  readonly collectionFilters?: string | null;
  readonly filters?: string | null;
  readonly order?: string | null;
}

/** Searches across the projects of an entity, which is how clients look into registries. */
export const registrySearchResolvers: ResolverMap = {
  Entity: {
    artifactCollections: (entity: EntityRecord, args: CollectionsArgs, context: Context) => {
      const kinds = args.collectionTypes;
      const collections = collectionsOf(context, entity, args.projectFilters).filter(
        ({ kind }) => kinds == null || kinds.includes(kind),
      );
      return listCollections(context, collections, args);
    },
    artifactMemberships: (entity: EntityRecord, args: MembershipsArgs, context: Context) => {
      const { state } = context;
      const isWanted = compileFilters(
        args.collectionFilters,
        (collection: CollectionRecord, path) => readCollectionProperty(state, collection, path),
      );
      const read = (membership: MembershipRecord, path: string): unknown => {
        const artifact = state.artifacts.get(membership.artifactId);
        return artifact === undefined
          ? undefined
          : readArtifactProperty(context, artifact, membership, path);
      };
      const memberships = collectionsOf(context, entity, args.projectFilters)
        .filter(isWanted)
        .flatMap(({ id }) => state.membershipsByCollection.all(id))
        .filter(compileFilters(args.filters, read));
      return paginate(sortBy(memberships, args.order, "-createdAt", read), args, ({ id }) => id);
    },
  },
};

function collectionsOf(
  { state }: Context,
  entity: EntityRecord,
  projectFilters: string | null | undefined,
): CollectionRecord[] {
  return state.projectsByEntity
    .all(entity.id)
    .filter(compileFilters(projectFilters, readProjectProperty))
    .flatMap((project) => state.collectionsByProject.all(project.id));
}
