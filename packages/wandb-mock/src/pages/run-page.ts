import type { Context } from "../context.ts";
import { historyRows } from "../state/history.ts";
import { parseConsoleLine } from "../state/console-line.ts";
import type { ArtifactRecord, EntityRecord, ProjectRecord, RunRecord } from "../state/records.ts";
import { runView } from "../inspect/run-view.ts";
import { html, link, table, type Html } from "./html.ts";
import { instant, page } from "./page-response.ts";

const shownRows = 50;
const shownLines = 200;

/** What a page needs besides the services: where its links to files begin. */
export type PageContext = Omit<Context, "viewer">;

function pairs(values: Readonly<Record<string, unknown>>): Html {
  return table(
    ["key", "value"],
    Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)]),
  );
}

/** A run: config, summary, history, console, files, artifacts. */
export function runPage(
  context: PageContext,
  entity: EntityRecord,
  project: ProjectRecord,
  run: RunRecord,
): Response {
  const { state, urls, origin } = context;
  const view = runView(context, run);
  const rows = historyRows(state, run.id)
    .slice(-shownRows)
    .map(({ step, text }) => [step, text]);
  const lines = view.console.slice(-shownLines).map((text) => parseConsoleLine(text).line);
  const files = state.runFilesByRun
    .all(run.id)
    .filter(({ md5 }) => md5 !== null)
    .map((file) => [
      html`<a href="${urls.sign(origin, "GET", "run-file", file.id)}">${file.name}</a>`,
      file.sizeBytes,
      instant(file.updatedAt),
    ]);
  const artifacts = (list: readonly ArtifactRecord[]): Html =>
    table(
      ["artifact", "type", "state"],
      list.map((artifact) => [
        artifactLink(context, artifact),
        state.artifactTypes.get(artifact.typeId)?.name,
        artifact.state,
      ]),
    );
  const used = state.usagesByRun
    .all(run.id)
    .flatMap(({ artifactId }) => state.artifacts.get(artifactId) ?? []);
  const body = html`
    <p>
      ${view.state}, started ${instant(run.createdAt)} by ${view.user}; tags:
      ${view.tags.join(", ")}
    </p>
    <p>${view.notes}</p>
    <h2>Config</h2>
    ${pairs(view.config)}
    <h2>Summary</h2>
    ${pairs(view.summary)}
    <h2>History</h2>
    ${table(["step", "row"], rows)}
    <h2>Console</h2>
    <pre>${lines.join("\n")}</pre>
    <h2>Files</h2>
    ${table(["name", "bytes", "changed"], files)}
    <h2>Used artifacts</h2>
    ${artifacts(used)}
    <h2>Made artifacts</h2>
    ${artifacts(state.artifactsByRun.all(run.id))}
  `;
  return page(
    run.displayName,
    [
      { path: [entity.name], text: entity.name },
      { path: [entity.name, project.name], text: project.name },
    ],
    body,
  );
}

/** A link to a version in the collection where it was born. */
export function artifactLink({ state }: PageContext, artifact: ArtifactRecord): Html {
  const sequence = state.collections.get(artifact.sequenceId);
  const project = sequence === undefined ? undefined : state.projects.get(sequence.projectId);
  const entity = project === undefined ? undefined : state.entities.get(project.entityId);
  const type = state.artifactTypes.get(artifact.typeId)?.name;
  const text = `${sequence?.name ?? ""}:v${artifact.versionIndex ?? ""}`;
  if (sequence === undefined || project === undefined || entity === undefined) return html`${text}`;
  const version = `v${artifact.versionIndex ?? ""}`;
  return link([entity.name, project.name, "artifacts", type ?? "", sequence.name, version], text);
}
