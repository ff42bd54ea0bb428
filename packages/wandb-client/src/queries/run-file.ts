import { createHash } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { TargetFolder } from "../artifacts/entry-path.ts";
import type { ClientServices } from "../client/services.ts";
import { WandbIntegrityError } from "../errors.ts";
import type { RunFileFields } from "../operations/queries.ts";
import { headersForUrl, isExpired, urlRenewals } from "../transfer/put.ts";
import { bodyOf } from "../transport/body.ts";
import { randomId } from "../util/ids.ts";

/** Takes the bytes of one attempt. */
interface Sink<T> {
  write(chunk: Uint8Array): Promise<void> | void;
  /** All bytes came and are the right ones. */
  end(): Promise<T> | T;
  /** They did not. */
  drop(): Promise<void> | void;
}

/** A file of a run, looked up anew for each round: its address expires, and its run may replace it. */
export interface WantedRunFile {
  readonly find: () => Promise<RunFileFields>;
  readonly signal: AbortSignal | undefined;
}

/** The bytes of a run's file, verified. */
export async function readRunFile(
  services: ClientServices,
  wanted: WantedRunFile,
): Promise<Uint8Array> {
  return await fetchRunFile(services, wanted, () => {
    const chunks: Uint8Array[] = [];
    return {
      write: (chunk) => void chunks.push(chunk),
      end: () => new Uint8Array(Buffer.concat(chunks)),
      drop: () => undefined,
    };
  });
}

/**
 * Downloads a run's file below a folder: written beside its place, verified, and moved there.
 *
 * @returns the local path
 * @throws WandbClientError `WANDB_CLIENT_INVALID_PATH` when its name leads outside the folder
 */
export async function downloadRunFile(
  services: ClientServices,
  wanted: WantedRunFile,
  name: string,
  root: string,
): Promise<string> {
  const local = await new TargetFolder(root).place(name);
  return await fetchRunFile(services, wanted, async () => {
    const temporary = `${local}.${randomId(8)}.part`;
    const file = await open(temporary, "wx");
    return {
      write: async (chunk) => await file.writeFile(chunk),
      async end() {
        await file.close();
        await rename(temporary, local);
        return local;
      },
      async drop() {
        await file.close();
        await rm(temporary, { force: true });
      },
    };
  });
}

async function fetchRunFile<T>(
  services: ClientServices,
  { find, signal }: WantedRunFile,
  openSink: () => Promise<Sink<T>> | Sink<T>,
): Promise<T> {
  for (let round = 1; ; round++) {
    const file = await find();
    try {
      return await services.http.send(
        {
          operation: `download of ${file.name}`,
          url: file.directUrl,
          headers: await headersForUrl(services, file.directUrl),
          policy: "transfer",
          timeoutMs: services.settings.transferTimeoutMs,
          idle: true,
          signal,
        },
        async (response, progress) => {
          const sink = await openSink();
          try {
            const hash = createHash("md5");
            let size = 0;
            for await (const chunk of bodyOf(response)) {
              progress();
              hash.update(chunk);
              size += chunk.length;
              await sink.write(chunk);
            }
            check(file, size, hash.digest("base64"));
            return await sink.end();
          } catch (error) {
            await sink.drop();
            throw error;
          }
        },
      );
    } catch (error) {
      const mayHelp = isExpired(error) || error instanceof WandbIntegrityError;
      if (!mayHelp || round > urlRenewals) throw error;
    }
  }
}

function check({ name, sizeBytes, md5 }: RunFileFields, size: number, digest: string): void {
  if (sizeBytes !== null && sizeBytes !== size) throw mismatch(name, "size", sizeBytes, size);
  // Stores that know no MD5 tell something else or nothing.
  if (md5 !== null && /^[A-Za-z0-9+/]{22}==$/.test(md5) && md5 !== digest)
    throw mismatch(name, "MD5", md5, digest);
}

function mismatch(
  name: string,
  what: string,
  expected: string | number,
  actual: string | number,
): WandbIntegrityError {
  return new WandbIntegrityError({
    code: "WANDB_CLIENT_INTEGRITY",
    message: `the run's file ${name} has the ${what} ${actual}, not ${expected}`,
    hint: "Download again; if it persists, the stored content is damaged.",
    details: { path: name, what, expected, actual },
  });
}
