import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import * as operations from "../operations/queries.ts";
import { markRunFilesUploadedOperation } from "../operations/runs.ts";
import { plainValue } from "../runs/encode.ts";
import { uploadRunFiles, type RunFile } from "../runs/run-files.ts";
import type { RunChanges } from "../runs/run-options.ts";
import { upsertRun } from "../runs/upsert.ts";
import { isRecord } from "../util/json.ts";
import { parseLoose } from "../util/loose-json.ts";

/** What may change on a run that is read. */
export interface RunRecordChanges extends RunChanges {
  /** Values of the config by key; the other keys stay, and `undefined` takes a key out. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Values of the summary by key; the other keys stay, and `undefined` takes a key out. */
  readonly summary?: Readonly<Record<string, unknown>>;
}

/** The run to change, as it was read. */
export interface ChangedRun {
  readonly entity: string;
  readonly project: string;
  readonly id: string;
  readonly storageId: string;
  /** The API's texts. */
  readonly config: string | null;
  readonly summary: string | null;
}

/** Changes a run by the server's id; its state and its lines stay as they are. */
export async function changeRun(
  services: ClientServices,
  run: ChangedRun,
  changes: RunRecordChanges,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { config, summary } = changes;
  await upsertRun(
    services,
    {
      id: run.storageId,
      displayName: changes.name ?? null,
      notes: changes.notes ?? null,
      tags: changes.tags ?? null,
      groupName: changes.group ?? null,
      jobType: changes.jobType ?? null,
      config:
        config === undefined
          ? null
          : merged(run.config, config, (value) => ({ value: plainValue(value, 0) })),
      summaryMetrics:
        summary === undefined
          ? null
          : merged(run.summary, summary, (value) => plainValue(value, 0)),
    },
    signal,
  );
}

/** A JSON object with some members changed; what else it says, W&B's own members too, stays. */
function merged(
  text: string | null,
  values: Readonly<Record<string, unknown>>,
  encode: (value: unknown) => unknown,
): string {
  const parsed = text === null || text === "" ? {} : parseLoose(text);
  const all = new Map(Object.entries(isRecord(parsed) ? parsed : {}));
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) all.delete(key);
    else all.set(key, encode(value));
  }
  // Numbers that JSON has not came in bare; they go back as the words that W&B understands.
  return JSON.stringify(plainValue(all, 0));
}

/**
 * Adds a file to a run that another process writes or that is over. Servers that are told of it where they can be; the
 * others find it in the storage.
 */
export async function addRunFile(
  services: ClientServices,
  run: ChangedRun,
  file: RunFile,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { entity, project, id } = run;
  await uploadRunFiles(services, { entity, project, id }, [file], signal);
  const features = await services.features(signal);
  if (!features.has("MARK_RUN_FILES_UPLOADED")) return;
  const input = { entityName: entity, projectName: project, runName: id, files: [file.name] };
  await services.graphql.run(markRunFilesUploadedOperation, { input }, { signal });
}

/** Deletes a file of a run. */
export async function deleteRunFile(
  services: ClientServices,
  fileId: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { deleteFiles } = await services.graphql.run(
    operations.deleteFilesOperation,
    { files: [fileId] },
    { signal },
  );
  if (deleteFiles?.success === true) return;
  throw new WandbClientError({
    code: "WANDB_CLIENT_BAD_ANSWER",
    message: "deleteFiles: the server did not delete the file",
    hint: "Check that you may write to the project.",
    details: { file: fileId },
  });
}
