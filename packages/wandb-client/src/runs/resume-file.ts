import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isErrno } from "../util/files.ts";
import { isRecord } from "../util/json.ts";

/** Remembers the id of a run that did not end, for `resume: "auto"`; W&B's clients share the file. */
export class ResumeFile {
  readonly #path: string;

  /** @param folder the working folder; the file is `<folder>/wandb/wandb-resume.json` */
  constructor(folder: string) {
    this.#path = join(folder, "wandb", "wandb-resume.json");
  }

  /** The id of the run that did not end. */
  async read(): Promise<string | undefined> {
    try {
      const parsed: unknown = JSON.parse(await readFile(this.#path, "utf8"));
      const id = isRecord(parsed) ? parsed["run_id"] : undefined;
      return typeof id === "string" ? id : undefined;
    } catch (error) {
      // A file that was cut off says nothing; a new run starts.
      if (isErrno(error, "ENOENT", "ENOTDIR") || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  async write(id: string): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    await writeFile(this.#path, JSON.stringify({ run_id: id }));
  }

  /** The run ended. */
  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
