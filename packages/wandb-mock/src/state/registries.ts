import type { EntityRecord, ProjectRecord } from "./records.ts";
import type { State } from "./state.ts";

/** How the project of a registry is named. */
export const registryPrefix = "wandb-registry-";

/** Whether a project is a registry of an organisation. */
export function isRegistry(state: State, project: ProjectRecord): boolean {
  const entity: EntityRecord | undefined = state.entities.get(project.entityId);
  return entity?.kind === "organization" && project.name.startsWith(registryPrefix);
}
