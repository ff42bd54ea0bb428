import type { Context } from "../context.ts";
import { isArtifactVisible } from "../artifacts/lookup.ts";
import { findEntity, findProject, findRun, isVisible } from "../state/access.ts";
import { restError } from "../http/responses.ts";
import type { ArtifactFileRecord } from "../state/records.ts";
import { keyOf } from "../state/state.ts";
import { hexToBase64 } from "./digests.ts";
import { mimetypeOf } from "./mimetype.ts";
import { sendContent } from "./send-content.ts";

/**
 * Answers the file URLs that need W&B credentials:
 * `/artifacts/{entity}/{hex digest}`,
 * `/artifactsV2/{region}/{entity}/{project}/{collection}/[{artifact id}/]{birth id}/{hex digest}/{name}` and
 * `/files/{entity}/{project}/{run}/{path}`.
 */
export async function answerFallback(
  context: Context,
  request: Request,
  segments: readonly string[],
): Promise<Response> {
  const [surface, ...rest] = segments;
  if (surface === "files") return await sendRunFile(context, request, rest);
  const file = surface === "artifacts" ? findByEntity(context, rest) : findByBirth(context, rest);
  if (file === undefined) return restError("file not found", 404);
  const mimetype = file.mimetype ?? mimetypeOf(file.name);
  return await sendContent(context.content, file.md5, request, mimetype);
}

async function sendRunFile(
  context: Context,
  request: Request,
  [entity, project, runName, ...path]: readonly string[],
): Promise<Response> {
  const { state, content } = context;
  const run = findRun(state, findProject(context, entity, project), runName);
  const name = path.join("/");
  const file = run === undefined ? undefined : state.runFilesByName.get(keyOf(run.id, name));
  if (file?.md5 == null) return restError("file not found", 404);
  return await sendContent(content, file.md5, request, mimetypeOf(name));
}

/** Layout V1: any file of the entity with this digest. */
function findByEntity(
  context: Context,
  [entityName, hexDigest]: readonly string[],
): ArtifactFileRecord | undefined {
  const entity = findEntity(context, entityName);
  if (entity === undefined || hexDigest === undefined) return undefined;
  const digest = hexToBase64(hexDigest);
  const { state } = context;
  for (const project of state.projectsByEntity.all(entity.id)) {
    for (const collection of state.collectionsByProject.all(project.id)) {
      const files = state.artifactFilesByDigest.all(keyOf(collection.id, digest));
      const found = files.find(({ isUploaded }) => isUploaded);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Layout V2: the file that was born in one version. */
function findByBirth(
  context: Context,
  segments: readonly string[],
): ArtifactFileRecord | undefined {
  const { state } = context;
  const [, entityName, projectName, collectionName, ...tail] = segments;
  const project = findProject(context, entityName, projectName);
  if (project === undefined || !isVisible(context, project)) return undefined;
  const [birthId = "", hexDigest = ""] = tail.slice(-3);
  const digest = hexToBase64(hexDigest);
  const birth = state.artifacts.get(birthId);
  if (birth !== undefined && !isArtifactVisible(context, birth)) return undefined;
  const sequenceId =
    birth?.sequenceId ?? state.collectionsByName.get(keyOf(project.id, collectionName ?? ""))?.id;
  return state.artifactFilesByDigest
    .all(keyOf(sequenceId ?? "", digest))
    .find((file) => file.isUploaded && (birth === undefined || file.artifactId === birth.id));
}
