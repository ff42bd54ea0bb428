import { LaunchError } from "../errors.ts";

/** Where the code artifact of a job is: by its server id or by its path. */
export type CodeReference = { readonly id: string } | { readonly path: string };

const scheme = "wandb-artifact://";

/**
 * Reads a reference to a code artifact: `wandb-artifact://_id/<id>`, `wandb-artifact://entity/project/name:alias`, or
 * the path alone.
 *
 * @throws {LaunchError} `LAUNCH_JOB_UNREADABLE`
 */
export function readCodeReference(text: string): CodeReference {
  const rest = text.startsWith(scheme) ? text.slice(scheme.length) : text;
  const id = /^_id\/([A-Za-z0-9+/=_-]+)$/.exec(rest)?.[1];
  if (id !== undefined) return { id };
  // A reference may name its server first; the last three parts are the artifact's.
  const parts = rest.split("/").slice(-3);
  if (parts.length === 3 && parts.every((part) => part !== "")) return { path: parts.join("/") };
  throw new LaunchError({
    code: "LAUNCH_JOB_UNREADABLE",
    message: `"${text}" is no reference to a code artifact.`,
    details: { reference: text },
  });
}

/** Writes the reference that job files hold. */
export function writeCodeReference(id: string): string {
  return `${scheme}_id/${id}`;
}
