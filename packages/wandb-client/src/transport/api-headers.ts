import type { ResolvedSettings } from "../settings/settings.ts";

/** Version of this client, as told to the host. */
export const clientVersion = "0.1.0";

/** Headers of every request to the host itself; never sent to storage. */
export function apiHeaders(settings: ResolvedSettings): Record<string, string> {
  return {
    "user-agent": `heddle-wandb-client ${clientVersion}`,
    "x-wandb-username": settings.username ?? "",
    "x-wandb-user-email": settings.userEmail ?? "",
    ...settings.headers,
  };
}
