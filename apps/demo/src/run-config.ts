import type { WandbTarget } from "./server.ts";

/** Run config that points the guide's resources at the server. */
export function wandbRunConfig({ baseUrl, apiKey, entity, project }: WandbTarget): {
  resources: Record<string, { config: Record<string, unknown> }>;
} {
  return {
    resources: {
      wandb_config: { config: entity === undefined ? { project } : { entity, project } },
      wandb_resource: { config: { api_key: apiKey, host: baseUrl } },
    },
  };
}
