import { readFile, stat } from "node:fs/promises";
import { sendBytes, sendFile } from "../transfer/put.ts";
import type { ClientServices, RunPlace } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import { createRunFilesOperation } from "../operations/runs.ts";
import { forEachConcurrent } from "../util/concurrency.ts";

/** A file of a run: bytes, or a local file that is streamed. */
export interface RunFile {
  readonly name: string;
  readonly content: Uint8Array | { readonly path: string };
}

const wholeBytes = 1024 * 1024;

/** Uploads run files. */
export async function uploadRunFiles(
  services: ClientServices,
  place: RunPlace,
  files: readonly RunFile[],
  signal?: AbortSignal,
): Promise<void> {
  if (files.length === 0) return;
  const answer = await services.graphql.run(
    createRunFilesOperation,
    {
      entity: place.entity,
      project: place.project,
      run: place.id,
      files: files.map((file) => file.name),
    },
    { signal },
  );
  const targets = new Map(answer.createRunFiles?.files.map((file) => [file.name, file.uploadUrl]));
  const headers = answer.createRunFiles?.uploadHeaders ?? [];
  await forEachConcurrent(files, services.settings.transferConcurrency, async (file) => {
    const url = targets.get(file.name);
    if (url === undefined || url === null) {
      throw new WandbClientError({
        code: "WANDB_CLIENT_BAD_ANSWER",
        message: `createRunFiles: the server gave no address for ${file.name}`,
        hint: "Try again.",
        details: { file: file.name },
      });
    }
    const target = { operation: `upload of ${file.name}`, url, headers, signal };
    if (file.content instanceof Uint8Array) {
      await sendBytes(services, { ...target, bytes: file.content });
    } else {
      const { path } = file.content;
      const { size } = await stat(path);
      if (size <= wholeBytes) await sendBytes(services, { ...target, bytes: await readFile(path) });
      else await sendFile(services, { ...target, path, start: 0, end: size });
    }
  });
}
