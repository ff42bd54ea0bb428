import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import { clientIdMappingOperation } from "../operations/artifact-write.ts";

/**
 * The server's id of the version, or of the collection, to which its maker gave an id.
 *
 * @throws WandbClientError `WANDB_CLIENT_REFERENCE` when the server does not know it
 */
export async function serverIdOf(
  services: ClientServices,
  clientId: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const answer = await services.graphql.run(
    clientIdMappingOperation,
    { clientID: clientId },
    { signal },
  );
  if (answer.clientIDMapping !== null) return answer.clientIDMapping.serverID;
  throw new WandbClientError({
    code: "WANDB_CLIENT_REFERENCE",
    message: "an address names an artifact that was never logged to this server",
    hint: "Log that artifact first, and wait until it is committed.",
    details: { clientId },
  });
}
