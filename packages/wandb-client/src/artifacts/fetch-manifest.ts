import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import { manifestUrlOperation } from "../operations/artifact-read.ts";
import { readManifest, type Manifest } from "./manifest.ts";
import { headersForUrl, isExpired } from "../transfer/put.ts";

/** Fetches the manifest of a version; an address that has expired is asked for again. */
export async function fetchManifest(
  services: ClientServices,
  artifactId: string,
  signal: AbortSignal | undefined,
): Promise<Manifest> {
  for (let round = 0; ; round++) {
    const { artifact } = await services.graphql.run(
      manifestUrlOperation,
      { id: artifactId },
      { signal },
    );
    const url = artifact?.currentManifest?.file.directUrl;
    if (url === undefined) {
      throw new WandbClientError({
        code: "WANDB_CLIENT_NOT_FOUND",
        message: `the artifact ${artifactId} has no manifest`,
        hint: "It may not be committed, or be deleted.",
        details: { id: artifactId },
      });
    }
    try {
      const text = await services.http.send(
        {
          operation: "download of the manifest",
          url,
          headers: await headersForUrl(services, url),
          policy: "transfer",
          timeoutMs: services.settings.transferTimeoutMs,
          idle: true,
          signal,
        },
        (response) => response.text(),
      );
      return readManifest(text);
    } catch (error) {
      if (round >= 2 || !isExpired(error)) throw error;
    }
  }
}
