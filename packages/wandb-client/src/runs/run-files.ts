import { readFile } from "node:fs/promises";
import { statFile } from "../artifacts/local-file.ts";
import { isExpired, sendBytes, sendFile, urlRenewals } from "../transfer/put.ts";
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

/** Where one file goes. */
interface Target {
  readonly url: string;
  readonly headers: readonly string[];
}

/** Uploads run files. */
export async function uploadRunFiles(
  services: ClientServices,
  place: RunPlace,
  files: readonly RunFile[],
  signal?: AbortSignal,
): Promise<void> {
  if (files.length === 0) return;
  for (const { content } of files) if ("path" in content) await statFile(content.path);
  const names = files.map((file) => file.name);
  const targets = await requestTargets(services, place, names, signal);
  await forEachConcurrent(files, services.settings.transferConcurrency, async (file) => {
    let target = targetOf(targets, file.name);
    for (let round = 0; ; round++) {
      try {
        await send(services, file, target, signal);
        return;
      } catch (error) {
        if (round >= urlRenewals || !isExpired(error)) throw error;
        target = targetOf(await requestTargets(services, place, [file.name], signal), file.name);
      }
    }
  });
}

async function requestTargets(
  services: ClientServices,
  place: RunPlace,
  files: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Target>> {
  const { entity, project, id: run } = place;
  const { createRunFiles } = await services.graphql.run(
    createRunFilesOperation,
    { entity, project, run, files },
    { signal },
  );
  const headers = createRunFiles?.uploadHeaders ?? [];
  return new Map(
    createRunFiles?.files.flatMap(({ name, uploadUrl: url }) =>
      url === null ? [] : [[name, { url, headers }]],
    ),
  );
}

function targetOf(targets: ReadonlyMap<string, Target>, name: string): Target {
  const target = targets.get(name);
  if (target !== undefined) return target;
  throw new WandbClientError({
    code: "WANDB_CLIENT_BAD_ANSWER",
    message: `createRunFiles: the server gave no address for ${name}`,
    hint: "Try again.",
    details: { file: name },
  });
}

async function send(
  services: ClientServices,
  { name, content }: RunFile,
  { url, headers }: Target,
  signal: AbortSignal | undefined,
): Promise<void> {
  const target = { operation: `upload of ${name}`, url, headers, signal };
  if (content instanceof Uint8Array) {
    await sendBytes(services, { ...target, bytes: content });
    return;
  }
  const { path } = content;
  const { size } = await statFile(path);
  if (size <= wholeBytes) await sendBytes(services, { ...target, bytes: await readFile(path) });
  else await sendFile(services, { ...target, path, start: 0, end: size });
}
