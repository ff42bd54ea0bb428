/** Downloads and verifies an artifact several times through a shared cache; used by `cache.test.ts`. */
import { WandbClient } from "../src/index.ts";

const [host = "", apiKey = "", cacheDir = "", id = "", root = ""] = process.argv.slice(2);
const client = new WandbClient({ host, apiKey, cacheDir, entity: "weavers", project: "loom" });
const artifact = await client.artifactById(id);
for (let round = 0; round < 4; round++) {
  const folder = await artifact.download({ root: `${root}-${round}` });
  await artifact.verify(folder);
}
