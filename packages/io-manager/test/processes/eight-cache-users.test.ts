import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

const program = join(import.meta.dirname, "cache-worker.ts");

test("eight processes with duration 0 share one folder, disturb nobody and leave nothing", async () => {
  const root = await mkdtemp(join(tmpdir(), "heddle-eight-"));
  const runWorker = async (worker: number): Promise<string> => {
    const child = spawn(
      process.execPath,
      ["--conditions=@heddle/source", program, root, String(worker), "25"],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    return code === 0 ? "" : stderr;
  };
  try {
    const failures = await Promise.all(Array.from({ length: 8 }, (_, worker) => runWorker(worker)));
    expect(failures).toEqual(Array.from({ length: 8 }, () => ""));
    expect(await readdir(root)).toEqual([]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}, 120_000);
