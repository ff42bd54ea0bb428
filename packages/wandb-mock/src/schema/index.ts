import { launchSchema } from "../launch/launch-schema.ts";
import { artifactsSchema } from "./artifacts.ts";
import { filesSchema } from "./files.ts";
import { identitySchema } from "./identity.ts";
import { projectsSchema } from "./projects.ts";
import { rootSchema } from "./root.ts";
import { runsSchema } from "./runs.ts";
import { sweepsSchema } from "./sweeps.ts";
import { teamsSchema } from "./teams.ts";

/** The documents that make up the server's GraphQL schema. */
export const schemaDocuments: readonly string[] = [
  rootSchema,
  identitySchema,
  projectsSchema,
  runsSchema,
  filesSchema,
  artifactsSchema,
  sweepsSchema,
  teamsSchema,
  launchSchema,
];
