import type { ResolverMap } from "../graphql/resolver.ts";
import { launchResolvers } from "../launch/launch-resolvers.ts";
import { artifactMutations } from "./artifact-mutations.ts";
import { artifactResolvers } from "./artifacts.ts";
import { collectionResolvers } from "./collections.ts";
import { identityResolvers } from "./identity.ts";
import { memberResolvers } from "./members.ts";
import { projectResolvers } from "./projects.ts";
import { registrySearchResolvers } from "./registry-search.ts";
import { runFileResolvers } from "./run-files.ts";
import { runLineResolvers } from "./run-lines.ts";
import { runResolvers } from "./runs.ts";
import { sweepResolvers } from "./sweeps.ts";
import { teamResolvers } from "./teams.ts";

/** The maps that make up the server's resolvers, by subject. */
export const resolverMaps: readonly ResolverMap[] = [
  identityResolvers,
  projectResolvers,
  memberResolvers,
  runResolvers,
  runLineResolvers,
  runFileResolvers,
  artifactMutations,
  artifactResolvers,
  collectionResolvers,
  registrySearchResolvers,
  sweepResolvers,
  teamResolvers,
  launchResolvers,
];
