import { launchSchema } from "../launch/launch-schema.ts";
import { artifactInputsSchema } from "./artifact-inputs.ts";
import { artifactsSchema } from "./artifacts.ts";
import { filesSchema } from "./files.ts";
import { identitySchema } from "./identity.ts";
import { projectsSchema } from "./projects.ts";
import { rootSchema } from "./root.ts";
import { runsSchema } from "./runs.ts";
import { sweepsSchema } from "./sweeps.ts";
import { teamsSchema } from "./teams.ts";

/**
 * The documents that make up the server's GraphQL schema. The service's own is not public: names,
 * arguments and inputs are those that public clients send, the documents of github.com/wandb/wandb (MIT,
 * commit b6e2950) and the requests of its released Python packages 0.30.0 and 0.31.0. Which outputs may be null
 * is a reading of what these clients tolerate.
 */
export const schemaDocuments: readonly string[] = [
  rootSchema,
  identitySchema,
  projectsSchema,
  runsSchema,
  filesSchema,
  artifactsSchema,
  artifactInputsSchema,
  sweepsSchema,
  teamsSchema,
  launchSchema,
];
