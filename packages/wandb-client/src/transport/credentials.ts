import type { ResolvedSettings } from "../settings/settings.ts";

/** Makes the `Authorization` header of a request to the host. */
export interface Credentials {
  /** The header's value; asked for each request, as tokens expire. */
  authorization(signal?: AbortSignal): Promise<string>;
}

/** An API key goes out by HTTP Basic with the literal user name `api`. */
export function apiKeyCredentials(settings: ResolvedSettings): Credentials {
  const header = `Basic ${Buffer.from(`api:${settings.apiKey?.reveal() ?? ""}`).toString("base64")}`;
  return { authorization: async () => header };
}
