import { type Artifact, ArtifactDraft, Table, WandbClient } from "@heddle/wandb-client";
import { defaultApiKey } from "@heddle/wandb-mock";
import { entity, project, type World } from "./world.ts";

/** A client of the world's server. */
export const client = (world: World): WandbClient =>
  new WandbClient({
    apiKey: defaultApiKey,
    host: world.server.origin,
    retry: { minDelayMs: 1, maxDelayMs: 4 },
  });

/** An artifact that no orchestrator made. */
export async function outside(world: World, name: string, text = "text"): Promise<Artifact> {
  const draft = new ArtifactDraft({ name, type: "dataset" });
  await draft.newFile("folder/name_of_file", text);
  await draft.newFile("second", "second");
  await draft.add(
    new Table({
      columns: ["column a", "b"],
      data: [
        [1, 2],
        [3, 4],
      ],
    }),
    "my_table",
  );
  return client(world).logArtifact(draft, { entity, project });
}
