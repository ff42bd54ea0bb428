import { WandbClientError } from "../errors.ts";
import type { ClientServices } from "./services.ts";

/**
 * Makes sure that the server has a feature.
 *
 * @param what what needs it, for the message
 * @throws WandbClientError `WANDB_CLIENT_UNSUPPORTED`
 */
export async function requireFeature(
  services: ClientServices,
  feature: string,
  what: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  if ((await services.features(signal)).has(feature)) return;
  throw unsupportedError(services, feature, what);
}

/** Says that the server cannot do something. */
export function unsupportedError(
  services: ClientServices,
  feature: string,
  what: string,
): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_UNSUPPORTED",
    message: `${new URL(services.settings.host).host} does not support ${what}`,
    hint: `It takes a server with the feature ${feature}.`,
    details: { feature },
  });
}
