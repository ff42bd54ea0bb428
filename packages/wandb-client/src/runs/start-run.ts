import { hostname } from "node:os";
import { checkProjectName, checkRunId } from "../artifacts/names.ts";
import type { ClientServices } from "../client/services.ts";
import type { BucketFields } from "../operations/runs.ts";
import { randomId } from "../util/ids.ts";
import { encodeConfig } from "./encode.ts";
import { ResumeFile } from "./resume-file.ts";
import { resumeStatus, type ResumeState } from "./resume.ts";
import type { RunOptions } from "./run-options.ts";
import { telemetry, upsertRun } from "./upsert.ts";

/** What a run begins with. */
export interface RunStart {
  readonly bucket: BucketFields;
  readonly options: RunOptions;
  readonly resumed: ResumeState | undefined;
  readonly config: Record<string, unknown>;
  readonly startedAt: number;
  readonly features: ReadonlySet<string>;
  readonly resumeFile: ResumeFile | undefined;
}

/** Creates or resumes a run on the server. */
export async function startRun(services: ClientServices, options: RunOptions): Promise<RunStart> {
  const { settings } = services;
  const resumeFile = options.resume === "auto" ? new ResumeFile(options.dir ?? ".") : undefined;
  const id = checkRunId(options.id ?? (await resumeFile?.read()) ?? randomId(8));
  const project = checkProjectName(options.project ?? settings.project);
  const entity = options.entity ?? (await services.defaultEntity(options.signal));
  const mode = options.resume === "auto" ? "allow" : options.resume;
  const resumed =
    mode === undefined
      ? undefined
      : await resumeStatus(services, { entity, project, id }, mode, options.signal);
  const config = { ...resumed?.config, ...options.config };
  const startedAt = settings.clock.now();
  const bucket = await upsertRun(
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
  await resumeFile?.write(id);
  const features = await services.features(options.signal);
  return {
    bucket,
    options: { ...options, entity, project },
    resumed,
    config,
    startedAt,
    features,
    resumeFile,
  };
}
