import { entryFileView } from "../artifacts/file-views.ts";
import { findMembership } from "../artifacts/lookup.ts";
import { isStoredEntry } from "../files/manifest.ts";
import type { CollectionRecord, EntityRecord, ProjectRecord } from "../state/records.ts";
import { artifactView } from "../inspect/artifact-view.ts";
import { html, link, table } from "./html.ts";
import { instant, missingPage, page, type Crumb } from "./page-response.ts";
import { artifactLink, type PageContext } from "./run-page.ts";

const shownEntries = 1000;

function crumbsOf(entity: EntityRecord, project: ProjectRecord): Crumb[] {
  return [
    { path: [entity.name], text: entity.name },
    { path: [entity.name, project.name], text: project.name },
  ];
}

/** A collection: its versions. */
export function collectionPage(
  { state }: PageContext,
  entity: EntityRecord,
  project: ProjectRecord,
  collection: CollectionRecord,
): Response {
  const type = state.artifactTypes.get(collection.typeId)?.name ?? "";
  const rows = state.membershipsByCollection
    .all(collection.id)
    .toReversed()
    .map(({ id, artifactId, versionIndex }) => {
      const version = `v${versionIndex}`;
      const artifact = state.artifacts.get(artifactId);
      const path = [entity.name, project.name, "artifacts", type, collection.name, version];
      const aliases = state.aliasesByMembership.all(id).map(({ alias }) => alias);
      return [
        link(path, version),
        aliases.join(", "),
        artifact?.size,
        artifact === undefined ? "" : instant(artifact.createdAt),
      ];
    });
  const body = html`
    <p>${type}; ${collection.description}</p>
    ${table(["version", "aliases", "bytes", "created"], rows)}
  `;
  return page(collection.name, crumbsOf(entity, project), body);
}

/** A version: metadata, entries with links to their bytes, lineage. */
export async function versionPage(
  context: PageContext,
  entity: EntityRecord,
  project: ProjectRecord,
  collection: CollectionRecord,
  alias: string,
): Promise<Response> {
  const { state, manifests } = context;
  const membership = findMembership(state, collection, alias);
  const artifact =
    membership === undefined ? undefined : state.artifacts.get(membership.artifactId);
  if (membership === undefined || artifact === undefined) {
    return missingPage(`version ${alias} of ${collection.name}`);
  }
  const view = await artifactView(context, artifact, membership);
  const { contents } = await manifests.of(artifact);
  const entries = [...contents]
    .slice(0, shownEntries)
    .map(([path, entry]) => [
      isStoredEntry(entry)
        ? html`<a href="${entryFileView(context, artifact, path, entry).directUrl}">${path}</a>`
        : path,
      entry.size,
      entry.digest,
      entry.ref,
    ]);
  const users = state.usagesByArtifact.all(artifact.id).flatMap(({ runId }) => {
    const run = state.runs.get(runId);
    return run === undefined ? [] : [run.displayName];
  });
  const maker = artifact.runId === null ? undefined : state.runs.get(artifact.runId);
  const source = view.isLink ? html`<p>Linked from ${artifactLink(context, artifact)}.</p>` : null;
  const body = html`
    ${source}
    <p>${view.description}</p>
    ${table(
      ["", ""],
      [
        ["type", view.type],
        ["digest", view.digest],
        ["aliases", view.aliases.join(", ")],
        ["tags", view.tags.join(", ")],
        ["bytes", view.sizeBytes],
        ["created", instant(artifact.createdAt)],
        ["made by", maker?.displayName],
        ["used by", users.join(", ")],
      ],
    )}
    <h2>Metadata</h2>
    <pre>${JSON.stringify(view.metadata, undefined, 2)}</pre>
    <h2>Files (${contents.size})</h2>
    ${table(["path", "bytes", "digest", "reference"], entries)}
  `;
  return page(`${collection.name}:${view.version}`, crumbsOf(entity, project), body);
}
