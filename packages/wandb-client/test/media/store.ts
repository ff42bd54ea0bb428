import { ArtifactDraft, type Artifact, type WandbMedia } from "../../src/index.ts";
import { encodePng } from "../../src/media/png.ts";
import type { Setup } from "../support.ts";

/** A picture of one red and one green pixel. */
export const png = encodePng({
  data: new Uint8Array([255, 0, 0, 0, 255, 0]),
  width: 2,
  height: 1,
  channels: 3,
});

/** Logs an artifact of media objects by their names. */
export async function store(
  setup: Setup,
  name: string,
  objects: Readonly<Record<string, WandbMedia>>,
): Promise<Artifact> {
  const draft = new ArtifactDraft({ name, type: "media" });
  for (const [key, object] of Object.entries(objects)) await draft.add(object, key);
  return await setup.client.logArtifact(draft);
}

/** The paths of an artifact's entries, sorted. */
export async function paths(artifact: Artifact): Promise<string[]> {
  return (await artifact.entries()).map((entry) => entry.path).toSorted();
}
