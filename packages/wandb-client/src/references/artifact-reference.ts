import type { ReferencedEntry } from "../artifacts/draft-options.ts";
import type { ManifestEntry } from "../artifacts/manifest.ts";
import type { ReferenceOptions } from "./options.ts";

const scheme = "wandb-artifact://";

/**
 * A reference to an entry of another logged artifact. A chain is followed by one step: an entry that
 * is itself such a reference keeps its address, which names the artifact that owns the bytes.
 */
export function artifactReference(
  source: ReferencedEntry,
  options: ReferenceOptions,
): ManifestEntry {
  const { entry, artifactId } = source;
  const ref = entry.ref ?? artifactAddress(artifactId, entry.path);
  return {
    path: options.name ?? entry.path.slice(entry.path.lastIndexOf("/") + 1),
    digest: entry.digest,
    ref,
    size: entry.ref === undefined || ref.startsWith(scheme) ? 0 : (entry.size ?? 0),
  };
}

/** The address of an entry of a version by the name that its maker gave it. */
export function clientArtifactAddress(clientId: string, path: string): string {
  return `wandb-client-artifact://${clientId}/${path}`;
}

/**
 * Takes a `wandb-client-artifact://<client id>[:<alias>]/<path>` address apart. With an alias the id is that
 * of the collection.
 */
export function parseClientReference(
  ref: string,
): { clientId: string; alias: string | undefined; path: string } | undefined {
  const match = /^wandb-client-artifact:\/\/([^/:]+)(?::([^/]+))?\/(.+)$/s.exec(ref);
  if (match?.[1] === undefined || match[3] === undefined) return undefined;
  return { clientId: match[1], alias: match[2], path: match[3] };
}

/** The address of an entry of a logged version. */
export function artifactAddress(artifactId: string, path: string): string {
  return `${scheme}${Buffer.from(artifactId, "base64").toString("hex")}/${path}`;
}

/**
 * Takes a `wandb-artifact://<hex id>/<path>` address apart. Done by hand, because URL parsers refuse such
 * hosts and decode the path.
 */
export function parseArtifactReference(
  ref: string,
): { artifactId: string; path: string } | undefined {
  const match = /^wandb-artifact:\/\/([0-9a-f]+)\/(.+)$/i.exec(ref);
  if (match?.[1] === undefined || match[2] === undefined || match[1].length % 2 === 1)
    return undefined;
  return { artifactId: Buffer.from(match[1], "hex").toString("base64"), path: match[2] };
}
