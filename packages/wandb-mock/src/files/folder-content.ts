import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import {
  mkdir,
  open,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
  type FileHandle,
} from "node:fs/promises";
import { join } from "node:path";
import { ContentMismatch, type ContentStore, type StoredContent } from "./content-store.ts";
import { fileStream } from "./file-stream.ts";

/** Contents up to this size are written at once, larger ones as they come. */
const heldBytes = 1 << 18;
const hexMd5 = /^[0-9a-f]{32}$/;

/**
 * Keeps contents in files below `folder`, named by digest. A file is written under a temporary name
 * and moved into place when it is whole; what a killed process left is removed on opening.
 */
export function createFolderContent(folder: string): ContentStore {
  const incoming = join(folder, "incoming");
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { recursive: true });
  const pathOf = (md5: string): string => {
    if (!hexMd5.test(md5)) throw new Error(`not a hex MD5: ${md5}`);
    return join(folder, md5.slice(0, 2), md5.slice(2));
  };
  const parents = new Set<string>();
  const ensureParent = async (md5: string): Promise<void> => {
    const name = md5.slice(0, 2);
    if (parents.has(name)) return;
    await mkdir(join(folder, name), { recursive: true });
    parents.add(name);
  };
  const write = async (
    body: AsyncIterable<Uint8Array> | null,
    expectedMd5?: string,
  ): Promise<StoredContent> => {
    const temporary = join(incoming, randomUUID());
    let file: FileHandle | undefined;
    try {
      const hash = createHash("md5");
      let sizeBytes = 0;
      let held: Uint8Array[] = [];
      for await (const chunk of body ?? []) {
        hash.update(chunk);
        sizeBytes += chunk.length;
        held.push(chunk);
        if (sizeBytes <= heldBytes) continue;
        file ??= await open(temporary, "wx");
        for (const each of held) await file.writeFile(each);
        held = [];
      }
      const md5 = hash.digest("hex");
      if (expectedMd5 !== undefined && expectedMd5 !== md5) {
        throw new ContentMismatch(expectedMd5, md5);
      }
      if (file === undefined) await writeFile(temporary, Buffer.concat(held), { flag: "wx" });
      await ensureParent(md5);
      await file?.close();
      file = undefined;
      await rename(temporary, pathOf(md5));
      return { md5, sizeBytes };
    } catch (cause) {
      await file?.close();
      await rm(temporary, { force: true });
      throw cause;
    }
  };
  return {
    write,
    async size(md5) {
      try {
        return (await stat(pathOf(md5))).size;
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw cause;
      }
    },
    read: (md5, range) => fileStream(pathOf(md5), range),
    bytes: async (md5) => new Uint8Array(await readFile(pathOf(md5))),
    join: (pieces) => write(concatenate(pieces.map(pathOf))),
  };
}

async function* concatenate(paths: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const path of paths) {
    yield* fileStream(path);
  }
}
