import type { ClientServices } from "../client/services.ts";
import { WandbClientError, WandbIntegrityError } from "../errors.ts";
import { manifestUrlOperation } from "../operations/artifact-read.ts";
import { headersForUrl, isExpired, urlRenewals } from "../transfer/put.ts";
import { manifestDigest, readManifest, type Manifest } from "./manifest.ts";

const mostRounds = 6;

/**
 * Fetches the manifest of a version and compares it with the version's digest. A difference, or text that
 * is no manifest, is believed only when a second download says the same: merged manifests of several
 * writers have another digest, damage on the way does not repeat itself.
 */
export async function fetchManifest(
  services: ClientServices,
  artifact: { readonly id: string; readonly digest: string },
  signal: AbortSignal | undefined,
): Promise<Manifest> {
  let before: string | undefined;
  for (let round = 0; round < mostRounds; round++) {
    const text = await fetchText(services, artifact.id, signal);
    const isBelieved = text === before;
    before = text;
    try {
      const manifest = readManifest(text);
      if (isBelieved || manifestDigest(manifest.entries.values()) === artifact.digest)
        return manifest;
    } catch (error) {
      if (isBelieved) throw error;
    }
  }
  throw new WandbIntegrityError({
    code: "WANDB_CLIENT_INTEGRITY",
    message: `the manifest of the artifact ${artifact.id} arrives with other content each time`,
    hint: "Something between here and the storage damages what it carries.",
    details: { id: artifact.id, what: "manifest" },
  });
}

/** The manifest's text; an address that has expired is asked for again. */
async function fetchText(
  services: ClientServices,
  id: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  for (let round = 0; ; round++) {
    const { artifact } = await services.graphql.run(manifestUrlOperation, { id }, { signal });
    const url = artifact?.currentManifest?.file.directUrl;
    if (url === undefined) {
      throw new WandbClientError({
        code: "WANDB_CLIENT_NOT_FOUND",
        message: `the artifact ${id} has no manifest`,
        hint: "It may not be committed, or be deleted.",
        details: { id },
      });
    }
    const headers = await headersForUrl(services, url);
    const { transferTimeoutMs: timeoutMs } = services.settings;
    try {
      return await services.http.send(
        {
          operation: "download of the manifest",
          url,
          headers,
          policy: "transfer",
          timeoutMs,
          idle: true,
          signal,
        },
        (response) => response.text(),
      );
    } catch (error) {
      if (round >= urlRenewals || !isExpired(error)) throw error;
    }
  }
}
