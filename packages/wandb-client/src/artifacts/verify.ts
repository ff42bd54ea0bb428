import { lstat } from "node:fs/promises";
import { WandbIntegrityError } from "../errors.ts";
import type { Artifact } from "./artifact.ts";
import { algorithmOf, digestOfFile } from "./digest.ts";
import { TargetFolder } from "./entry-path.ts";
import { isUncheckedFile } from "../references/file.ts";
import { walkFolder } from "./walk.ts";

/**
 * Compares a folder with an artifact: missing, differing and additional files are all told at once.
 * References to other places are not checked, as their digest is not one of bytes.
 *
 * @throws WandbIntegrityError `WANDB_CLIENT_INTEGRITY`
 */
export async function verifyFolder(
  artifact: Artifact,
  root: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { entries } = await artifact.manifest({ signal });
  const folder = new TargetFolder(root);
  const problems: { path: string; message: string }[] = [];
  for (const path of await walkFolder(folder.root)) {
    if (!entries.has(path)) problems.push({ path, message: "is not part of the artifact" });
  }
  for (const entry of entries.values()) {
    const local = folder.locate(entry.path);
    const facts = await lstat(local).catch(() => undefined);
    const isForeign =
      entry.ref !== undefined &&
      (!/^(wandb-artifact|file):\/\//.test(entry.ref) || isUncheckedFile(entry));
    if (facts?.isFile() !== true) {
      if (!isForeign) problems.push({ path: entry.path, message: "is missing" });
    } else if (!isForeign) {
      const actual = await digestOfFile(local, facts.size, signal, algorithmOf(entry));
      if (actual !== entry.digest)
        problems.push({
          path: entry.path,
          message: `has the digest ${actual}, not ${entry.digest}`,
        });
    }
  }
  if (problems.length === 0) return;
  const shown = problems.slice(0, 5).map((each) => `${each.path} ${each.message}`);
  throw new WandbIntegrityError({
    code: "WANDB_CLIENT_INTEGRITY",
    message: `${folder.root} is not ${artifact.qualifiedName}: ${shown.join("; ")}${problems.length > 5 ? `; and ${problems.length - 5} more` : ""}`,
    hint: "Download it again into an empty folder.",
    problems,
    details: { root: folder.root, artifact: artifact.qualifiedName },
  });
}
