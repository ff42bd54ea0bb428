import { relative, resolve } from "node:path";
import { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import { walkFolder } from "../artifacts/walk.ts";

/** Which code is logged. */
export interface LogCodeOptions {
  /** Folder below which the files are looked for. Default: the working folder. */
  readonly root?: string | undefined;
  /** Name of the artifact. Default: `source-<project>-<program>`, so that runs of one program share it. */
  readonly name?: string | undefined;
  /**
   * Whether a file is code, by its path below the root. Default: TypeScript, JavaScript and Python, and the files that
   * say what they need (`package.json`, `package-lock.json`, `requirements.txt`, `Dockerfile…`).
   */
  readonly include?: ((path: string) => boolean) | undefined;
  /** What is left out all the same. Default: hidden folders, `node_modules`, and the folder `wandb`. */
  readonly exclude?: ((path: string) => boolean) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const longestName = 128;

function isCode(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return (
    /\.(?:[cm]?[jt]sx?|py)$/.test(name) ||
    name.startsWith("Dockerfile") ||
    ["package.json", "package-lock.json", "requirements.txt"].includes(name)
  );
}

function isForeign(path: string): boolean {
  const folders = path.split("/").slice(0, -1);
  return (
    folders[0] === "wandb" ||
    folders.some((folder) => folder === "node_modules" || folder.startsWith("."))
  );
}

/**
 * A draft of a program's code.
 *
 * @returns undefined when there is none below the root
 * @throws WandbClientError `WANDB_CLIENT_FILE`, `WANDB_CLIENT_INVALID_NAME`
 */
export async function codeDraft(
  project: string,
  options: LogCodeOptions,
): Promise<ArtifactDraft | undefined> {
  const { include = isCode, exclude = isForeign, signal } = options;
  const root = resolve(options.root ?? ".");
  const program = relative(process.cwd(), process.argv[1] ?? "");
  const draft = new ArtifactDraft({
    name: options.name ?? safeName(`source-${project}-${program}`),
    type: "code",
    isReservedType: true,
  });
  for (const path of await walkFolder(root, exclude))
    if (include(path)) await draft.addFile(resolve(root, path), { name: path, signal });
  return draft.entries.size === 0 ? undefined : draft;
}

/** A name in W&B's way: what names may not hold becomes `_`, and what is too long is cut in the middle. */
function safeName(text: string): string {
  const clean = text.replaceAll(/[^A-Za-z0-9_.-]/g, "_");
  const half = longestName / 2 - 1;
  return clean.length <= longestName ? clean : `${clean.slice(0, half)}..${clean.slice(-half)}`;
}
