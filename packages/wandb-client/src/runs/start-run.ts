import { hostname } from "node:os";
import { checkProjectName, checkRunId } from "../artifacts/names.ts";
import type { ClientServices } from "../client/services.ts";
import type { BucketFields } from "../operations/runs.ts";
import type { StreamOffsets } from "./file-stream.ts";
import { randomId } from "../util/ids.ts";
import { encodeConfig } from "./encode.ts";
import { storedLines } from "./line-counts.ts";
import { ResumeFile } from "./resume-file.ts";
import { resumeStatus, type ResumeState } from "./resume.ts";
import type { RunOptions } from "./run-options.ts";
import { telemetry, upsertRun } from "./upsert.ts";

/** What a run begins with. */
export interface RunStart {
  readonly bucket: BucketFields;
  readonly options: RunOptions;
  readonly resumed: ResumeState | undefined;
  /** From which lines on the run is written. */
  readonly offsets: StreamOffsets;
  /** Whether another process may know the run's id. */
  readonly mayBeShared: boolean;
  readonly config: Record<string, unknown>;
  readonly startedAt: number;
  readonly features: ReadonlySet<string>;
  readonly resumeFile: ResumeFile | undefined;
}

/** Creates or resumes a run on the server. */
export async function startRun(services: ClientServices, options: RunOptions): Promise<RunStart> {
  const { settings } = services;
  const resumeFile = options.resume === "auto" ? new ResumeFile(options.dir ?? ".") : undefined;
  const givenId = options.id ?? (await resumeFile?.read());
  const id = checkRunId(givenId ?? randomId(8));
  const project = checkProjectName(options.project ?? settings.project);
  const entity = options.entity ?? (await services.defaultEntity(options.signal));
  const mode = options.resume === "auto" ? "allow" : options.resume;
  const resumed =
    mode === undefined
      ? undefined
      : await resumeStatus(services, { entity, project, id }, mode, options.signal);
  const config = { ...resumed?.config, ...options.config };
  const startedAt = settings.clock.now();
  const { bucket, inserted } = await upsertRun(
    services,
    {
      id: resumed?.storageId ?? null,
      name: id,
      project,
      entity,
      displayName: options.name ?? null,
      notes: options.notes ?? resumed?.notes ?? null,
      tags: options.tags ?? resumed?.tags ?? null,
      groupName: options.group ?? null,
      jobType: options.jobType ?? null,
      config: encodeConfig(config, { ...resumed?.panels, ...telemetry(startedAt, options) }),
      host: hostname(),
      program: process.argv[1] ?? null,
    },
    options.signal,
  );
  const offsets =
    resumed?.offsets ??
    (inserted ? emptyOffsets : await offsetsOfOld(services, { entity, project, id }, options));
  await resumeFile?.write(id);
  const features = await services.features(options.signal);
  return {
    bucket,
    options: { ...options, entity, project },
    resumed,
    offsets,
    mayBeShared: givenId !== undefined,
    config,
    startedAt,
    features,
    resumeFile,
  };
}

const emptyOffsets: StreamOffsets = { history: 0, events: 0, console: 0 };

/** A run that was there before and is not resumed: what it has stays, as with W&B's SDK, and that is told. */
async function offsetsOfOld(
  services: ClientServices,
  place: { readonly entity: string; readonly project: string; readonly id: string },
  options: RunOptions,
): Promise<StreamOffsets> {
  const offsets = (await storedLines(services, place, options.signal))?.counts ?? emptyOffsets;
  if (offsets.history > 0 || offsets.console > 0) {
    const path = `${place.entity}/${place.project}/${place.id}`;
    services.settings.onWarning({
      code: "WANDB_CLIENT_RUN_REUSED",
      message: `the run ${path} exists: its ${offsets.history} rows stay and new ones follow them from step 0; its config and summary are replaced. Pass \`resume: "allow"\` to go on with it, or "never" to refuse`,
      details: { run: path, rows: offsets.history },
    });
  }
  return offsets;
}
