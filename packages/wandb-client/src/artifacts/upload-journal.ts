import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { CreateArtifactInput } from "../operations/artifact-write.ts";
import { PartJournal } from "./part-journal.ts";
import { isErrno } from "../util/files.ts";
import { randomId } from "../util/ids.ts";
import { isRecord } from "../util/json.ts";

/** The ids under which a version that was begun is known to the server. */
export interface BegunVersion {
  readonly clientID: string;
  readonly sequenceClientID: string;
}

/**
 * Remembers versions that were begun and not committed. A process that is killed in mid-upload leaves its
 * entry; the next one that logs the same content to the same collection goes on with the same pending
 * version, to which the uploaded files belong already.
 */
export class UploadJournal {
  readonly #folder: string;

  /** @param dataDir the client's data folder */
  constructor(dataDir: string) {
    this.#folder = join(dataDir, "uploads");
  }

  /** The journal of a large file's parts. */
  parts(artifactId: string, path: string, digest: string): PartJournal {
    return new PartJournal(this.#folder, [artifactId, path, digest]);
  }

  /** The version of this content that was begun before. */
  async find(host: string, input: CreateArtifactInput): Promise<BegunVersion | undefined> {
    try {
      const parsed: unknown = JSON.parse(await readFile(this.#path(host, input), "utf8"));
      if (!isRecord(parsed)) return undefined;
      const { clientID, sequenceClientID, pid, host: machine } = parsed;
      // A process that is alive goes on with its version itself.
      if (machine === hostname() && typeof pid === "number" && pid !== process.pid && isAlive(pid))
        return undefined;
      return typeof clientID === "string" && typeof sequenceClientID === "string"
        ? { clientID, sequenceClientID }
        : undefined;
    } catch (error) {
      // An entry that was cut off is as good as none.
      if (isErrno(error, "ENOENT", "ENOTDIR") || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  /** Notes that a version is begun. */
  async begin(host: string, input: CreateArtifactInput): Promise<void> {
    const path = this.#path(host, input);
    const temporary = `${path}.${randomId(8)}`;
    await mkdir(this.#folder, { recursive: true });
    const { clientID, sequenceClientID } = input;
    const entry = { clientID, sequenceClientID, pid: process.pid, host: hostname() };
    await writeFile(temporary, JSON.stringify(entry), { mode: 0o600 });
    await rename(temporary, path);
  }

  /** The version is committed. */
  async end(host: string, input: CreateArtifactInput): Promise<void> {
    await rm(this.#path(host, input), { force: true });
  }

  #path(host: string, input: CreateArtifactInput): string {
    const {
      entityName,
      projectName,
      artifactTypeName,
      artifactCollectionName,
      digest,
      distributedID = "",
    } = input;
    const key = JSON.stringify([
      host,
      entityName,
      projectName,
      artifactTypeName,
      artifactCollectionName,
      digest,
      distributedID,
    ]);
    return join(this.#folder, `${createHash("sha256").update(key).digest("hex")}.json`);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrno(error, "EPERM");
  }
}
