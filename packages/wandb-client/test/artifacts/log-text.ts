import { ArtifactDraft, type Artifact } from "../../src/index.ts";
import type { Setup } from "../support.ts";

/** Logs an artifact of one text file. */
export async function logText(
  setup: Setup,
  name: string,
  text: string,
  aliases: readonly string[] = [],
): Promise<Artifact> {
  const draft = new ArtifactDraft({ name, type: "dataset" });
  await draft.newFile("a.txt", text);
  return await setup.client.logArtifact(draft, { aliases });
}
