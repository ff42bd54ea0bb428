import type { Context } from "../context.ts";
import { conflict, invalid, notFound } from "../graphql/rejection.ts";
import { assertWritable, ensureProject, writableEntity } from "../state/access.ts";
import { deleteMembership } from "../state/deletion.ts";
import type {
  ArtifactRecord,
  CollectionRecord,
  MembershipRecord,
  ProjectRecord,
} from "../state/records.ts";
import { isRegistry, registryPrefix } from "../state/registries.ts";
import { keyOf } from "../state/state.ts";
import { setAlias, setAliases } from "./aliases.ts";
import { ensureType } from "./create.ts";
import { isArtifactVisible, requireArtifact, requireWritableCollection } from "./lookup.ts";
import { checkCollectionName } from "./names.ts";

/** Input of `linkArtifact`. */
export interface LinkArtifactInput {
  readonly artifactID?: string | null;
  readonly clientID?: string | null;
  readonly artifactPortfolioID?: string | null;
  readonly artifactPortfolioName?: string | null;
  readonly entityName?: string | null;
  readonly projectName?: string | null;
  readonly aliases?: readonly { readonly alias: string }[] | null;
}

/**
 * Links a committed version to a portfolio, which is made when it is missing. A version that is linked
 * already keeps its membership and gains the aliases.
 */
export function linkArtifact(context: Context, input: LinkArtifactInput): MembershipRecord {
  const { state, clock } = context;
  const artifact = artifactToLink(context, input);
  if (artifact.state !== "COMMITTED") {
    throw conflict(
      `artifact ${artifact.id} is ${artifact.state}: only committed versions are linked`,
    );
  }
  const portfolio = portfolioFor(context, input, artifact);
  const existing = state.membershipsByCollection
    .all(portfolio.id)
    .find(({ artifactId }) => artifactId === artifact.id);
  const aliases = (input.aliases ?? []).map(({ alias }) => alias);
  if (existing !== undefined) {
    setAliases(state, existing, aliases);
    return existing;
  }
  const now = clock.now();
  const membership = state.memberships.put({
    id: state.memberships.newId(),
    collectionId: portfolio.id,
    artifactId: artifact.id,
    versionIndex: portfolio.nextVersionIndex,
    createdAt: now,
  });
  state.collections.patch(portfolio, {
    nextVersionIndex: portfolio.nextVersionIndex + 1,
    updatedAt: now,
  });
  setAliases(state, membership, aliases);
  setAlias(state, membership, "latest");
  return membership;
}

/** Takes a version out of a portfolio. The version itself stays. */
export function unlinkArtifact(
  context: Context,
  input: { readonly artifactID: string; readonly artifactPortfolioID: string },
): void {
  const { state } = context;
  const portfolio = requireWritableCollection(context, input.artifactPortfolioID);
  if (portfolio.kind !== "PORTFOLIO") {
    throw invalid(`${portfolio.name} is where the artifact was born; it can only be deleted there`);
  }
  const membership = state.membershipsByCollection
    .all(portfolio.id)
    .find(({ artifactId }) => artifactId === input.artifactID);
  if (membership === undefined) {
    throw notFound(`artifact ${input.artifactID} in ${portfolio.name}`);
  }
  deleteMembership(state, membership.id);
}

function artifactToLink(context: Context, input: LinkArtifactInput): ArtifactRecord {
  if (input.artifactID != null) return requireArtifact(context, input.artifactID);
  if (input.clientID == null) throw invalid("linkArtifact needs an artifactID or a clientID");
  const artifact = context.state.artifactsByClientId.get(input.clientID);
  if (artifact === undefined || !isArtifactVisible(context, artifact)) {
    throw notFound(`artifact with client id ${input.clientID}`);
  }
  return artifact;
}

function portfolioFor(
  context: Context,
  input: LinkArtifactInput,
  artifact: ArtifactRecord,
): CollectionRecord {
  const { state, clock } = context;
  if (input.artifactPortfolioID != null) {
    const portfolio = requireWritableCollection(context, input.artifactPortfolioID);
    checkPortfolio(context, portfolio, artifact);
    return portfolio;
  }
  const name = input.artifactPortfolioName;
  if (name == null || input.projectName == null) {
    throw invalid("linkArtifact needs a portfolio id, or the names of portfolio and project");
  }
  checkCollectionName(name);
  const project = targetProject(context, input.entityName, input.projectName);
  const existing = state.collectionsByName.get(keyOf(project.id, name));
  if (existing !== undefined) {
    checkPortfolio(context, existing, artifact);
    return existing;
  }
  const typeName = state.artifactTypes.get(artifact.typeId)?.name ?? "";
  const known = state.artifactTypesByProject.all(project.id);
  const isClosed = isRegistry(state, project) && !project.allowAllArtifactTypesInRegistry;
  if (isClosed && !known.some((type) => type.name === typeName)) {
    throw invalid(`registry ${project.name} does not accept artifacts of type '${typeName}'`);
  }
  const now = clock.now();
  return state.collections.put({
    id: state.collections.newId(),
    projectId: project.id,
    typeId: ensureType(context, project, typeName).id,
    kind: "PORTFOLIO",
    name,
    description: null,
    state: "READY",
    digestAlgorithm: null,
    tags: [],
    clientIds: [],
    nextVersionIndex: 0,
    createdAt: now,
    updatedAt: now,
  });
}

function targetProject(
  context: Context,
  entityName: string | null | undefined,
  projectName: string,
): ProjectRecord {
  const entity = writableEntity(context, entityName);
  const existing = context.state.projectsByName.get(keyOf(entity.id, projectName));
  if (existing !== undefined) {
    assertWritable(context, existing);
    return existing;
  }
  // A registry has settings that a link cannot know, so it has to be made first.
  if (projectName.startsWith(registryPrefix)) throw notFound(`registry ${projectName}`);
  return ensureProject(context, entity, projectName).project;
}

function checkPortfolio(
  { state }: Context,
  portfolio: CollectionRecord,
  artifact: ArtifactRecord,
): void {
  if (portfolio.kind !== "PORTFOLIO") {
    throw invalid(`${portfolio.name} is no portfolio: versions cannot be linked to it`);
  }
  const wanted = state.artifactTypes.get(portfolio.typeId)?.name;
  const given = state.artifactTypes.get(artifact.typeId)?.name;
  if (wanted !== given) {
    throw invalid(`portfolio ${portfolio.name} holds type '${wanted}', the artifact is '${given}'`);
  }
}
