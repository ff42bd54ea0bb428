/** One measurement of our client, in a process of its own; prints seconds and memory as JSON. */
import { parseArgs } from "node:util";
import { ArtifactDraft, WandbClient } from "../src/index.ts";

const { values } = parseArgs({
  options: {
    host: { type: "string" },
    key: { type: "string" },
    task: { type: "string" },
    folder: { type: "string" },
    root: { type: "string" },
    rows: { type: "string" },
  },
});
const { host, key: apiKey, task, folder = "", root } = values;
const client = new WandbClient({ host, apiKey, entity: "weavers", project: "bench" });
await client.verify();
const idle = process.memoryUsage().rss;
const start = performance.now();
if (task === "log") {
  const draft = new ArtifactDraft({ name: "bench", type: "dataset" });
  await draft.addDir(folder);
  await client.logArtifact(draft);
} else if (task === "download" || task === "uncached" || task === "verified") {
  await (await client.artifact("bench:latest")).download({ root });
} else {
  const run = await client.run({ id: "history" });
  for (let step = 0; step < Number(values.rows); step++)
    await run.log({ loss: 1 / (step + 1), accuracy: step, phase: "train" });
  await run.finish();
}
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ seconds, addedBytes: process.resourceUsage().maxRSS * 1024 - idle }));
