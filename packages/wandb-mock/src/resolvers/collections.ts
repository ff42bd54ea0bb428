import type { Context } from "../context.ts";
import { artifactConnection, type ArtifactListArgs } from "../artifacts/listing.ts";
import { findMembership, latestArtifact, requireWritableCollection } from "../artifacts/lookup.ts";
import { checkCollectionName, checkTypeName } from "../artifacts/names.ts";
import { isCollectionVisible } from "../artifacts/update.ts";
import { ensureType, type TagInput } from "../artifacts/create.ts";
import { aliasView, tagViews } from "../artifacts/views.ts";
import { paginate, type PageArgs } from "../graphql/connection.ts";
import { compileFilters } from "../graphql/filters.ts";
import { sortBy } from "../graphql/order.ts";
import { conflict, invalid, notFound } from "../graphql/rejection.ts";
import type { FieldResolver, InputArgs, ResolverMap } from "../graphql/resolver.ts";
import { writableProject } from "../state/access.ts";
import { deleteCollection } from "../state/deletion.ts";
import type { ArtifactTypeRecord, CollectionRecord, ProjectRecord } from "../state/records.ts";
import { keyOf } from "../state/state.ts";

const idOf = (record: { readonly id: string }): string => record.id;

interface CollectionListArgs extends PageArgs {
  readonly filters?: string | null;
  readonly order?: string | null;
}

interface RenameInput {
  readonly name?: string | null;
  readonly description?: string | null;
}

interface TagAssignmentsInput {
  readonly entityName: string;
  readonly projectName: string;
  readonly artifactCollectionName: string;
  readonly tags: readonly TagInput[];
}

/** What sequences and portfolios have in common. */
const collectionFields: Readonly<Record<string, FieldResolver>> = {
  project: (collection: CollectionRecord, _: unknown, { state }: Context) =>
    state.projects.get(collection.projectId),
  defaultArtifactType: (collection: CollectionRecord, _: unknown, { state }: Context) =>
    state.artifactTypes.get(collection.typeId),
  tags: (collection: CollectionRecord) => ({
    edges: tagViews(collection.tags).map((node) => ({ node })),
  }),
  aliases: (collection: CollectionRecord, args: PageArgs, context: Context) => {
    const { state } = context;
    const aliases = state.membershipsByCollection
      .all(collection.id)
      .flatMap(({ id }) => state.aliasesByMembership.all(id));
    const page = paginate(aliases, args, idOf);
    return { ...page, edges: page.edges.map(({ node }) => ({ node: aliasView(context, node) })) };
  },
  artifacts: (collection: CollectionRecord, args: ArtifactListArgs, context: Context) => {
    const { state } = context;
    const memberships = new Map(
      state.membershipsByCollection
        .all(collection.id)
        .map((membership) => [membership.artifactId, membership]),
    );
    const artifacts = [...memberships.keys()].flatMap((id) => state.artifacts.get(id) ?? []);
    const order = args.order ?? "-versionIndex";
    return artifactConnection(context, artifacts, { ...args, order }, ({ id }) =>
      memberships.get(id),
    );
  },
  artifactMembership: (
    collection: CollectionRecord,
    { aliasName }: { aliasName: string },
    { state }: Context,
  ) => findMembership(state, collection, aliasName),
};

/** Artifact types and collections. */
export const collectionResolvers: ResolverMap = {
  Query: {
    artifactCollection: (_: unknown, { id }: { id: string }, context: Context) => {
      const collection = context.state.collections.get(id);
      return collection !== undefined && isCollectionVisible(context, collection)
        ? collection
        : null;
    },
  },
  Mutation: {
    deleteArtifactSequence: (
      _: unknown,
      { input }: InputArgs<{ artifactSequenceID: string }>,
      context: Context,
    ) => ({
      artifactCollection: removeCollection(context, input.artifactSequenceID, "SEQUENCE"),
    }),
    deleteArtifactPortfolio: (
      _: unknown,
      { input }: InputArgs<{ artifactPortfolioID: string }>,
      context: Context,
    ) => ({
      artifactCollection: removeCollection(context, input.artifactPortfolioID, "PORTFOLIO"),
    }),
    updateArtifactSequence: (
      _: unknown,
      { input }: InputArgs<RenameInput & { artifactSequenceID: string }>,
      context: Context,
    ) => ({ artifactCollection: changeCollection(context, input.artifactSequenceID, input) }),
    updateArtifactPortfolio: (
      _: unknown,
      { input }: InputArgs<RenameInput & { artifactPortfolioID: string }>,
      context: Context,
    ) => ({ artifactCollection: changeCollection(context, input.artifactPortfolioID, input) }),
    moveArtifactSequence: (
      _: unknown,
      { input }: InputArgs<{ artifactSequenceID: string; destinationArtifactTypeName: string }>,
      context: Context,
    ) => {
      const { state, clock } = context;
      const sequence = requireWritableCollection(context, input.artifactSequenceID);
      const project = state.projects.get(sequence.projectId);
      if (project === undefined) throw notFound(`project of ${sequence.name}`);
      checkTypeName(input.destinationArtifactTypeName);
      const type = ensureType(context, project, input.destinationArtifactTypeName);
      for (const artifact of state.artifactsBySequence.all(sequence.id)) {
        state.artifacts.patch(artifact, { typeId: type.id });
      }
      return {
        artifactCollection: state.collections.patch(sequence, {
          typeId: type.id,
          updatedAt: clock.now(),
        }),
      };
    },
    createArtifactCollectionTagAssignments: (
      _: unknown,
      { input }: InputArgs<TagAssignmentsInput>,
      context: Context,
    ) => {
      const collection = collectionForTags(context, input);
      const added = input.tags.map(({ tagName }) => tagName);
      const tags = [...new Set([...collection.tags, ...added])];
      context.state.collections.patch(collection, { tags });
      return { tags: tagViews(added) };
    },
    deleteArtifactCollectionTagAssignments: (
      _: unknown,
      { input }: InputArgs<TagAssignmentsInput>,
      context: Context,
    ) => {
      const collection = collectionForTags(context, input);
      const removed = new Set(input.tags.map(({ tagName }) => tagName));
      const tags = collection.tags.filter((tag) => !removed.has(tag));
      context.state.collections.patch(collection, { tags });
      return { success: true, clientMutationId: null };
    },
  },
  Project: {
    artifactCollection: (project: ProjectRecord, { name }: { name: string }, { state }: Context) =>
      state.collectionsByName.get(keyOf(project.id, name)),
    artifactCollections: (project: ProjectRecord, args: CollectionListArgs, context: Context) =>
      listCollections(context, context.state.collectionsByProject.all(project.id), args),
    artifactType: (project: ProjectRecord, { name }: { name: string }, { state }: Context) =>
      state.artifactTypesByProject.all(project.id).find((type) => type.name === name),
    artifactTypes: (project: ProjectRecord, args: PageArgs, { state }: Context) =>
      paginate(state.artifactTypesByProject.all(project.id), args, idOf),
  },
  ArtifactType: {
    artifactCollection: (
      type: ArtifactTypeRecord,
      { name }: { name: string },
      { state }: Context,
    ) => {
      const collection = state.collectionsByName.get(keyOf(type.projectId, name));
      return collection?.typeId === type.id ? collection : null;
    },
    artifactCollections: (type: ArtifactTypeRecord, args: CollectionListArgs, context: Context) => {
      const collections = context.state.collectionsByProject
        .all(type.projectId)
        .filter(({ typeId }) => typeId === type.id);
      return listCollections(context, collections, args);
    },
  },
  ArtifactSequence: {
    ...collectionFields,
    latestArtifact: (sequence: CollectionRecord, _: unknown, { state }: Context) =>
      latestArtifact(state, sequence.id),
  },
  ArtifactPortfolio: collectionFields,
};

/** A page of collections. */
export function listCollections(
  { state }: Context,
  collections: readonly CollectionRecord[],
  args: CollectionListArgs,
): unknown {
  const read = (collection: CollectionRecord, path: string): unknown =>
    readCollectionProperty(state, collection, path);
  const kept = collections.filter(compileFilters(args.filters, read));
  return paginate(sortBy(kept, args.order, "-createdAt", read), args, idOf);
}

/** Reads a property of a collection under the names that filters and orders use. */
export function readCollectionProperty(
  state: Context["state"],
  collection: CollectionRecord,
  path: string,
): unknown {
  switch (path) {
    case "name":
    case "description":
      return collection[path];
    case "collection_name":
    case "artifact_collection_name":
      return collection.name;
    case "id":
    case "collection_id":
    case "artifact_collection_id":
      return collection.id;
    case "tag":
    case "tags":
      return collection.tags;
    case "createdAt":
    case "created_at":
      return new Date(collection.createdAt).toISOString();
    case "updatedAt":
    case "updated_at":
      return new Date(collection.updatedAt).toISOString();
    case "type":
      return state.artifactTypes.get(collection.typeId)?.name;
    default:
      throw invalid(`collections cannot be filtered or ordered by ${path}`);
  }
}

function removeCollection(
  context: Context,
  id: string,
  kind: CollectionRecord["kind"],
): CollectionRecord {
  const collection = requireWritableCollection(context, id);
  if (collection.kind !== kind) throw invalid(`${collection.name} is a ${collection.kind}`);
  return deleteCollection(context.state, collection, context.clock.now());
}

function changeCollection(context: Context, id: string, input: RenameInput): CollectionRecord {
  const { state, clock } = context;
  const collection = requireWritableCollection(context, id);
  if (input.name != null && input.name !== collection.name) {
    checkCollectionName(input.name);
    if (state.collectionsByName.get(keyOf(collection.projectId, input.name)) !== undefined) {
      throw conflict(`artifact collection ${input.name} already exists`);
    }
  }
  return state.collections.patch(collection, {
    ...(input.name == null ? {} : { name: input.name }),
    ...(input.description == null ? {} : { description: input.description }),
    updatedAt: clock.now(),
  });
}

function collectionForTags(context: Context, input: TagAssignmentsInput): CollectionRecord {
  const project = writableProject(context, input.entityName, input.projectName);
  const collection = context.state.collectionsByName.get(
    keyOf(project.id, input.artifactCollectionName),
  );
  if (collection === undefined) {
    throw notFound(`artifact collection ${input.artifactCollectionName}`);
  }
  return collection;
}
