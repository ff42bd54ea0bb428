import type { WandbClient } from "@heddle/wandb-client";
import type { LaunchIdentity } from "./launch-environment.ts";

/**
 * The credentials that a job gets: the key that its run spec names, else those of the client that runs it, a key or the
 * file of an identity token.
 */
export function credentialsOf(
  client: WandbClient,
  override?: string,
): Pick<LaunchIdentity, "apiKey" | "identityTokenFile"> {
  const { apiKey, identityTokenFile } = client.services.settings;
  if (override !== undefined) return { apiKey: override };
  return identityTokenFile === undefined ? { apiKey: apiKey?.reveal() } : { identityTokenFile };
}
