/** Logs a folder and waits to be killed in mid-upload; used by `faults.test.ts`. */
import { ArtifactDraft, WandbClient } from "../src/index.ts";

const [host = "", apiKey = "", dataDir = "", folder = ""] = process.argv.slice(2);
const client = new WandbClient({
  host,
  apiKey,
  dataDir,
  entity: "weavers",
  project: "loom",
  transferConcurrency: 4,
});
const draft = new ArtifactDraft({ name: "killed", type: "dataset" });
await draft.addDir(folder);
await client.logArtifact(draft, {
  onProgress: ({ files }) => {
    if (files === 60) process.kill(process.pid, "SIGKILL");
  },
});
