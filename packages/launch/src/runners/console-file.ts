import { open } from "node:fs/promises";
import type { RunnerLogs } from "./runner.ts";

const chunkBytes = 1 << 20;

/**
 * Reads the lines of a console file from a byte offset on, at most 1 MiB a call.
 *
 * A line is what stands before its line feed; of a line that was rewritten with carriage returns (a progress
 * bar) the last state counts. The last, unfinished line is held back until `complete`, or given in
 * parts when it alone fills a whole chunk. Bytes that are no UTF-8 become replacement characters.
 *
 * @param cursor what the call before returned; none reads from the start
 * @param complete whether the file will grow no more
 */
export async function readConsole(
  path: string,
  cursor: string | undefined,
  complete: boolean,
): Promise<RunnerLogs> {
  const offset = cursor === undefined ? 0 : Number(cursor);
  let file;
  try {
    file = await open(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      return { lines: [], cursor: String(offset) };
    throw error;
  }
  try {
    const buffer = new Uint8Array(chunkBytes);
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, offset);
    const bytes = buffer.subarray(0, bytesRead);
    const end = bytes.lastIndexOf(0x0a) + 1;
    const takeAll = (complete && bytesRead < chunkBytes) || (end === 0 && bytesRead === chunkBytes);
    const taken = bytes.subarray(0, takeAll ? bytesRead : end);
    if (taken.length === 0) return { lines: [], cursor: String(offset) };
    const text = new TextDecoder().decode(taken);
    const lines = text.split("\n");
    if (lines.at(-1) === "") lines.pop();
    return { lines: lines.map(lastState), cursor: String(offset + taken.length) };
  } finally {
    await file.close();
  }
}

function lastState(line: string): string {
  const shown = line.endsWith("\r") ? line.slice(0, -1) : line;
  return shown.slice(shown.lastIndexOf("\r") + 1);
}
