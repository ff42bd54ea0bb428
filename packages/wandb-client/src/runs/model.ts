import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Artifact } from "../artifacts/artifact.ts";
import { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import type { LogArtifactOptions } from "../artifacts/log-artifact.ts";
import { WandbClientError } from "../errors.ts";

/** How a model is logged. */
export interface LogModelOptions extends LogArtifactOptions {
  /** Name of the collection. Default: `run-<run id>-<base name of the path>`. */
  readonly name?: string | undefined;
}

/** The project in which a team's registered models stand, besides the registries of its organisation. */
const modelRegistry = "model-registry";

/**
 * A draft of a model: a local file, every file below a folder, or what an address refers to.
 *
 * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_FILE`, `WANDB_CLIENT_REFERENCE`
 */
export async function modelDraft(
  path: string,
  options: {
    readonly name: string;
    readonly type: string;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<ArtifactDraft> {
  const { name, type, signal } = options;
  const draft = new ArtifactDraft({ name, type });
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) await draft.addReference(path, { signal });
  else if ((await stat(path).catch(() => undefined))?.isDirectory() === true)
    await draft.addDir(path, { signal });
  else await draft.addFile(path, { signal });
  return draft;
}

/** The name that a run's model has unless it is given one. */
export function modelName(runId: string, path: string): string {
  return `run-${runId}-${basename(path)}`;
}

/** Where a registered model of a team stands. */
export function registeredModelPath(entity: string, name: string): string {
  if (!name.includes("/")) return `${entity}/${modelRegistry}/${name}`;
  throw new WandbClientError({
    code: "WANDB_CLIENT_INVALID_NAME",
    message: `the registered model ${JSON.stringify(name)} is a path`,
    hint: "Give its name alone, or link an artifact with `artifact.link(path)`.",
    details: { name },
  });
}

/** Checks that an artifact is a model: its type says so. */
export function checkIsModel(artifact: Artifact): Artifact {
  if (artifact.type.toLowerCase().includes("model")) return artifact;
  throw new WandbClientError({
    code: "WANDB_CLIENT_INVALID_NAME",
    message: `${artifact.qualifiedName} is of the type ${JSON.stringify(artifact.type)}, which is no type of models`,
    hint: 'Use `useArtifact`, or log it with a type that contains "model".',
    details: { artifact: artifact.qualifiedName, type: artifact.type },
  });
}

/** The model in a folder that it was downloaded to: its only file or folder, or the folder itself. */
export async function modelIn(root: string, artifact: Artifact): Promise<string> {
  const top = new Set((await artifact.entries()).map(({ path }) => path.split("/")[0] ?? ""));
  const [only] = top;
  return top.size === 1 && only !== undefined ? join(root, only) : root;
}
