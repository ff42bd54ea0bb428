import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";

/**
 * A project that a list is asked of. A list of one that does not exist is no empty list, as with W&B's SDK.
 *
 * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
 */
export function existingProject<Project>(
  services: ClientServices,
  project: Project | null,
  place: { readonly entity: string; readonly project: string },
): Project {
  if (project !== null) return project;
  throw missingProjectError(services, `${place.entity}/${place.project}`);
}

/** Says that there is no such project. */
export function missingProjectError(services: ClientServices, path: string): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_NOT_FOUND",
    message: `there is no project ${path} on ${new URL(services.settings.host).host}`,
    hint: "Give [entity/]project, as an account that may read it; a project appears with its first run or artifact.",
    details: { path },
  });
}
