import { readSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { openDigest, type Digest, type DigestAlgorithm } from "./digest.ts";

// The program of the thread of `DigestThread`.

/** Take in a file up to a byte; the last request for an `id` ends it and is answered. */
export interface DigestRequest {
  readonly id: number;
  readonly fd: number;
  readonly algorithm: DigestAlgorithm;
  readonly end: number;
  readonly ends: boolean;
}

/** The digest of what was taken in, or what went wrong. */
export interface DigestAnswer {
  readonly id: number;
  readonly digest: string;
  readonly error?: string | undefined;
}

interface Followed {
  readonly digest: Digest;
  at: number;
  error: string | undefined;
}

const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
const followed = new Map<number, Followed>();
let turn: Promise<void> = Promise.resolve();

async function serve({ id, fd, algorithm, end, ends }: DigestRequest): Promise<void> {
  const file = followed.get(id) ?? { digest: await openDigest(algorithm), at: 0, error: undefined };
  followed.set(id, file);
  try {
    takeIn(file, fd, end);
  } catch (error) {
    file.error ??= String(error);
  }
  if (!ends) return;
  followed.delete(id);
  const answer: DigestAnswer = { id, digest: file.digest.finish(), error: file.error };
  parentPort?.postMessage(answer);
}

function takeIn(file: Followed, fd: number, end: number): void {
  while (file.at < end && file.error === undefined) {
    const count = readSync(fd, buffer, 0, Math.min(buffer.length, end - file.at), file.at);
    if (count === 0) throw new Error(`a file that is being written ended at byte ${file.at}`);
    file.digest.update(buffer.subarray(0, count));
    file.at += count;
  }
}

parentPort?.on("message", (request: DigestRequest) => {
  turn = turn.then(() => serve(request));
});
parentPort?.postMessage("ready");
