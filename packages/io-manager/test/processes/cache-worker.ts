import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ArtifactCache } from "../../src/cache/artifact-cache.ts";

/**
 * One of several processes that use three versions on one cache folder with duration 0. While it
 * holds a lease, what it has put there or found there must stay readable.
 */
const [root = "", worker = "", rounds = "1"] = process.argv.slice(2);
const cache = new ArtifactCache({ root, durationMinutes: 0 });

for (let round = 0; round < Number(rounds); round += 1) {
  const version = `v${(round + Number(worker)) % 3}`;
  const lease = await cache.lease({
    host: "https://api.wandb.ai",
    entity: "e",
    project: "p",
    name: "n",
    version,
    digest: "0123456789abcdef",
  });
  const file = join(lease.folder, "data");
  if ((await lease.missing([{ path: "data", digest: version }])).length > 0) {
    const temporary = `${file}.${worker}-${round}`;
    await writeFile(temporary, version);
    await rename(temporary, file);
    await lease.record([{ path: "data", digest: version }]);
  }
  for (let look = 0; look < 5; look += 1) {
    const content = await readFile(file, "utf8");
    if (content !== version) throw new Error(`read ${content} instead of ${version}`);
  }
  await lease.release();
}
