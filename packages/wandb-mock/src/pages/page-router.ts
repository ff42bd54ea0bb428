import type { Services } from "../context.ts";
import { findRun } from "../state/access.ts";
import { registryPrefix } from "../state/registries.ts";
import { keyOf } from "../state/state.ts";
import { collectionPage, versionPage } from "./artifact-pages.ts";
import { missingPage } from "./page-response.ts";
import { projectPage, projectsPage } from "./project-pages.ts";
import { runPage } from "./run-page.ts";

/**
 * Answers the addresses that clients print, read-only: `/`, `/{entity}`, `/{entity}/{project}`,
 * `…/runs/{run}`, `…/artifacts/{type}/{collection}/{version}` and
 * `/orgs/{organisation}/registry/{name}`. Each page is made from the state when it is asked for.
 */
export async function answerPage(
  services: Services,
  url: URL,
  segments: readonly string[],
): Promise<Response> {
  const { state } = services;
  const context = { ...services, origin: url.origin };
  const [entityName = "", projectName, section, ...rest] = placeOf(services, segments);
  if (entityName === "") return projectsPage(services);
  const entity = state.entitiesByName.get(entityName);
  if (entity === undefined) return missingPage(`entity ${entityName}`);
  if (projectName === undefined) return projectsPage(services, entity);
  const project = state.projectsByName.get(keyOf(entity.id, projectName));
  if (project === undefined) return missingPage(`project ${entityName}/${projectName}`);
  if (section === "runs" && rest[0] !== undefined) {
    const run = findRun(state, project, rest[0]);
    return run === undefined
      ? missingPage(`run ${rest[0]}`)
      : runPage(context, entity, project, run);
  }
  const [, collectionName, version] = rest;
  if (section === "artifacts" && collectionName !== undefined) {
    const collection = state.collectionsByName.get(keyOf(project.id, collectionName));
    if (collection === undefined) return missingPage(`artifact collection ${collectionName}`);
    return version === undefined
      ? collectionPage(context, entity, project, collection)
      : await versionPage(context, entity, project, collection, version);
  }
  return projectPage(services, entity, project);
}

/** A registry's address names the organisation and the registry without its prefix. */
function placeOf({ state }: Services, segments: readonly string[]): readonly string[] {
  const [head, organizationName = "", section, registry = ""] = segments;
  if (head !== "orgs" || section !== "registry") return segments;
  const organization = state.organizationsByName.get(organizationName);
  const entity = state.entities.get(organization?.orgEntityId ?? "");
  return [entity?.name ?? organizationName, `${registryPrefix}${registry}`];
}

/**
 * Whether a request may see pages without a key: one to this machine by a loopback name, so that a web
 * page elsewhere cannot read them through a name of its own.
 */
export function isLoopback(url: URL): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
}
