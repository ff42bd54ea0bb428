import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { ArtifactDraft } from "../../src/index.ts";
import { setUp } from "../support.ts";

test("a file that is recorded unchecked has the digest of its path, and is read and verified whatever it holds", async () => {
  await using setup = await setUp();
  const folder = join(setup.folder, "data");
  await mkdir(folder);
  const path = join(folder, "a.txt");
  await writeFile(path, "hello");
  const draft = new ArtifactDraft({ name: "refs", type: "dataset" });
  const [entry] = await draft.addReference(pathToFileURL(path), { checksum: false });
  expect(entry?.digest).toBe(createHash("md5").update(path).digest("base64"));
  const artifact = await setup.client.logArtifact(draft);
  await writeFile(path, "HELLO");
  const root = await artifact.download({ root: join(setup.folder, "out") });
  expect(await (await artifact.entry("a.txt")).text()).toBe("HELLO");
  await artifact.verify(root);
});
