import { createHash } from "node:crypto";
import { mkdir, open, stat, writeFile, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Which of the two output streams of a process. */
export type OutputStream = "stdout" | "stderr";

/** Some of what a step wrote. */
export interface ComputeLogChunk {
  /** The bytes behind the cursor that was asked for, as text; a character is never cut. */
  readonly text: string;
  /** Position in bytes behind this chunk: the cursor of the next question. */
  readonly cursor: number;
  /** Whether the step has ended, so that nothing will follow once `text` is empty. */
  readonly complete: boolean;
}

/** Which output, from where. */
export interface ComputeLogQuery {
  readonly runId: string;
  /** As in the `LOGS_CAPTURED` event. */
  readonly fileKey: string;
  readonly stream: OutputStream;
  /** Position in bytes. Default 0. */
  readonly after?: number;
  /** Most bytes to read. Default 1 MiB. */
  readonly limit?: number;
}

/** Takes what one step writes. */
export interface ComputeLogWriter {
  write(stream: OutputStream, bytes: Uint8Array): void;
  /** Resolves when all is in the files, which are then complete. */
  end(): Promise<void>;
}

const longestName = 150;
const tailPauseMs = 25;

/** What steps in processes of their own wrote to stdout and stderr: two files per step, readable while they grow. */
export class ComputeLogs {
  readonly folder: string;

  /** @param folder absolute path; made when something is written */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** Starts the files of a step; what was there is kept and written behind. */
  async writer(runId: string, fileKey: string): Promise<ComputeLogWriter> {
    await mkdir(join(this.folder, safeName(runId)), { recursive: true });
    const base = this.#base(runId, fileKey);
    const files = {
      stdout: await open(`${base}.out`, "a"),
      stderr: await open(`${base}.err`, "a"),
    };
    const pending = { stdout: Promise.resolve(), stderr: Promise.resolve() };
    return {
      write: (stream, bytes) => {
        pending[stream] = pending[stream].then(() => append(files[stream], bytes));
      },
      end: async () => {
        await Promise.all([pending.stdout, pending.stderr]);
        await Promise.all([files.stdout.close(), files.stderr.close()]);
        await writeFile(`${base}.complete`, "");
      },
    };
  }

  /** Reads what is there behind a cursor; an empty text when there is nothing yet. */
  async read(query: ComputeLogQuery): Promise<ComputeLogChunk> {
    const { after = 0, limit = 1_048_576 } = query;
    const base = this.#base(query.runId, query.fileKey);
    const complete = await exists(`${base}.complete`);
    const bytes = await readFrom(
      `${base}.${query.stream === "stdout" ? "out" : "err"}`,
      after,
      limit,
    );
    const whole = complete && bytes.length < limit ? bytes : withoutCutCharacter(bytes);
    return { text: new TextDecoder().decode(whole), cursor: after + whole.length, complete };
  }

  /** Follows an output as it grows, until the step has ended or the signal aborts. */
  async *tail(query: ComputeLogQuery, signal?: AbortSignal): AsyncGenerator<string> {
    let after = query.after ?? 0;
    while (!isAborted(signal)) {
      const chunk = await this.read({ ...query, after });
      after = chunk.cursor;
      if (chunk.text !== "") yield chunk.text;
      else if (chunk.complete) return;
      else await wait(tailPauseMs);
    }
  }

  #base(runId: string, fileKey: string): string {
    return join(this.folder, safeName(runId), safeName(fileKey));
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** A file name for any text: no separators, no dots at the start, not too long, and different for different texts. */
function safeName(text: string): string {
  const name = encodeURIComponent(text).replace(/^\./, "%2E").replaceAll("*", "%2A");
  if (name.length <= longestName && name !== "") return name;
  return `${name.slice(0, longestName - 33)}-${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
}

async function append(file: FileHandle, bytes: Uint8Array): Promise<void> {
  await file.appendFile(bytes);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function readFrom(path: string, position: number, length: number): Promise<Uint8Array> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      return new Uint8Array();
    throw error;
  }
  try {
    const { size } = await file.stat();
    const buffer = new Uint8Array(Math.max(0, Math.min(length, size - position)));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Leaves out the bytes of a last UTF-8 character that is not complete. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const length = byte >= 0b1111_0000 ? 4 : byte >= 0b1110_0000 ? 3 : byte >= 0b1100_0000 ? 2 : 1;
    return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}
