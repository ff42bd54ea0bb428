import type { Services } from "../context.ts";
import type { EntityRecord, ProjectRecord } from "../state/records.ts";
import { shownState } from "../state/run-state.ts";
import { lineageOf } from "../inspect/lineage.ts";
import { html, link, table, type Html } from "./html.ts";
import { instant, page } from "./page-response.ts";

/** All projects, or those of one entity. */
export function projectsPage({ state }: Services, entity?: EntityRecord): Response {
  const projects =
    entity === undefined ? [...state.projects.values()] : state.projectsByEntity.all(entity.id);
  const rows = projects.map((project) => {
    const owner = state.entities.get(project.entityId)?.name ?? "";
    return [
      link([owner, project.name], `${owner}/${project.name}`),
      state.runsByProject.count(project.id),
      state.collectionsByProject.count(project.id),
      instant(project.updatedAt),
    ];
  });
  const body = table(["project", "runs", "collections", "changed"], rows);
  return page(entity?.name ?? "Projects", [], body);
}

/** A project: its runs, collections and lineage. */
export function projectPage(
  services: Services,
  entity: EntityRecord,
  project: ProjectRecord,
): Response {
  const { state } = services;
  const runs = state.runsByProject
    .all(project.id)
    .toReversed()
    .map((run) => [
      link([entity.name, project.name, "runs", run.name], run.displayName),
      run.name,
      shownState(run, services),
      run.jobType,
      instant(run.createdAt),
    ]);
  const collections = state.collectionsByProject.all(project.id).map((collection) => {
    const type = state.artifactTypes.get(collection.typeId)?.name ?? "";
    return [
      link([entity.name, project.name, "artifacts", type, collection.name], collection.name),
      type,
      collection.kind.toLowerCase(),
      state.membershipsByCollection.count(collection.id),
    ];
  });
  const body = html`
    <h2>Runs</h2>
    ${table(["name", "id", "state", "job type", "created"], runs)}
    <h2>Artifact collections</h2>
    ${table(["name", "type", "kind", "versions"], collections)}
    <h2>Lineage</h2>
    ${lineageTable(services, `${entity.name}/${project.name}/`)}
  `;
  return page(`${entity.name}/${project.name}`, [{ path: [entity.name], text: entity.name }], body);
}

function lineageTable({ state }: Services, prefix: string): Html {
  const isHere = (id: string): boolean => id.slice(id.indexOf(":") + 1).startsWith(prefix);
  const rows = lineageOf(state)
    .edges.filter(({ from, to }) => isHere(from) || isHere(to))
    .map(({ from, to, kind }) => [from, kind === "logged" ? "made" : "was used by", to]);
  return table(["from", "", "to"], rows);
}
