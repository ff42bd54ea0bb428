import type { ClientServices } from "../client/services.ts";
import { fetchCollectionById } from "../collections/fetch-collection.ts";
import { parseArtifactReference, parseClientReference } from "../references/artifact-reference.ts";
import { referenceError } from "../references/reference-error.ts";
import { Artifact } from "./artifact.ts";
import { serverIdOf } from "./server-id.ts";

/** A version and the path of an entry of it. */
export interface EntryPlace {
  readonly artifact: Artifact;
  readonly path: string;
}

/**
 * Finds what an address in a run's history or in a manifest names: `wandb-artifact://<hex id>/<path>`,
 * `wandb-client-artifact://<client id>/<path>`, or `wandb-client-artifact://<collection's client id>:<alias>/<path>`.
 *
 * @throws WandbClientError `WANDB_CLIENT_REFERENCE` for another address and for an artifact that was never logged,
 *   `WANDB_CLIENT_NOT_FOUND`
 */
export async function placeAt(
  services: ClientServices,
  address: string,
  signal: AbortSignal | undefined,
): Promise<EntryPlace> {
  const client = parseClientReference(address);
  if (client?.alias !== undefined) {
    const id = await serverIdOf(services, client.clientId, signal);
    const { name, project } = await fetchCollectionById(services, id, signal);
    if (project === null) throw referenceError(address, "names a collection that you cannot see");
    const path = `${project.entity.name}/${project.name}/${name}:${client.alias}`;
    return { artifact: await Artifact.byPath(services, path, signal), path: client.path };
  }
  const named =
    client === undefined
      ? parseArtifactReference(address)
      : { artifactId: await serverIdOf(services, client.clientId, signal), path: client.path };
  if (named !== undefined) {
    const artifact = await services.referenced.get(named.artifactId, signal);
    return { artifact, path: named.path };
  }
  throw referenceError(
    address,
    "does not name an entry of an artifact",
    "Pass a `wandb-artifact://` or `wandb-client-artifact://` address.",
  );
}
