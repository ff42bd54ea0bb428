import { ArtifactDraft, WandbClient } from "@heddle/wandb-client";
import { defaultApiKey } from "@heddle/wandb-mock";
import { entity, project, type World } from "./world.ts";

/** Stores bytes as if another program had. */
export async function store(
  world: World,
  name: string,
  fileName: string,
  bytes: Uint8Array | string,
  metadata: Record<string, string> = {},
): Promise<void> {
  const client = new WandbClient({
    apiKey: defaultApiKey,
    host: world.server.origin,
    retry: { minDelayMs: 1, maxDelayMs: 4 },
  });
  const draft = new ArtifactDraft({ name, type: "dataset", metadata });
  await draft.newFile(fileName, bytes);
  await client.logArtifact(draft, { entity, project });
}
