import { z } from "zod";
import { LaunchError } from "../errors.ts";
import type { TypeDescription } from "./describe-type.ts";

/** Name of the file that makes an artifact a job. */
export const jobFileName = "wandb-job.json";

/** Name of the file with Python's requirements; each job has one, also when it is empty. */
export const requirementsFileName = "requirements.frozen.txt";

/** Name of the file with the uncommitted changes of a repository's job. */
export const patchFileName = "diff.patch";

/** Artifact type of jobs. */
export const jobArtifactType = "job";

const list = z.array(z.string());
const optional = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const buildFields = {
  build_context: optional,
  dockerfile: optional,
  base_image: optional,
  args: list.nullish(),
};

const gitSource = z.looseObject({
  git: z.looseObject({ remote: z.string().min(1), commit: z.string().min(1) }),
  entrypoint: list,
  notebook: z.boolean().nullish(),
  ...buildFields,
});
const artifactSource = z.looseObject({
  artifact: z.string().min(1),
  entrypoint: list,
  notebook: z.boolean().nullish(),
  ...buildFields,
});
const imageSource = z.looseObject({
  image: z.string().min(1),
  entrypoint: list.nullish(),
  args: list.nullish(),
});

const common = {
  _version: z.string().nullish(),
  input_types: z.record(z.string(), z.unknown()).nullish(),
  output_types: z.record(z.string(), z.unknown()).nullish(),
  runtime: z.string().nullish(),
  _partial: z.unknown().optional(),
};

const schema = z.discriminatedUnion("source_type", [
  z.looseObject({ source_type: z.literal("repo"), source: gitSource, ...common }),
  z.looseObject({ source_type: z.literal("artifact"), source: artifactSource, ...common }),
  z.looseObject({ source_type: z.literal("image"), source: imageSource, ...common }),
]);

/** Where a job's code comes from. */
export type JobSource =
  | { readonly kind: "git"; readonly remote: string; readonly commit: string }
  | { readonly kind: "artifact"; readonly artifact: string }
  | { readonly kind: "image"; readonly image: string };

/** A job: what `wandb-job.json` says. */
export interface JobDescription {
  readonly source: JobSource;
  /** Program and arguments; undefined for images that have their own. */
  readonly entryPoint: readonly string[] | undefined;
  /** What runs it: `3.11` for Python, `node24` for Node, empty for images. */
  readonly runtime: string;
  /** Types of the configuration that the job takes. */
  readonly inputTypes: TypeDescription;
  /** Types of the summary that its run leaves. */
  readonly outputTypes: TypeDescription;
  /** Image that the code runs in, when the job names one. */
  readonly baseImage?: string | undefined;
}

/**
 * Reads the file of a job.
 *
 * @param text content of `wandb-job.json`
 * @param job name of the job, for messages
 * @throws {LaunchError} `LAUNCH_JOB_UNREADABLE` with each fault and its path
 */
export function readJobFile(text: string, job: string): JobDescription {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw unreadable(job, `${jobFileName} is not JSON`, cause);
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw unreadable(job, `${jobFileName} is malformed: ${faults.join("; ")}`);
  }
  const { data } = parsed;
  if (data.source_type !== "image" && data.source.notebook === true) {
    throw unreadable(
      job,
      "it was made from a notebook, which only Python's agent can convert to a program",
    );
  }
  return {
    source: sourceOf(data),
    entryPoint: data.source.entrypoint?.length ? data.source.entrypoint : undefined,
    runtime: data.runtime ?? "",
    inputTypes: (data.input_types ?? emptyTypes) as TypeDescription,
    outputTypes: (data.output_types ?? emptyTypes) as TypeDescription,
    ...(data.source_type === "image" || data.source.base_image === undefined
      ? {}
      : { baseImage: data.source.base_image }),
  };
}

const emptyTypes: TypeDescription = { wb_type: "typedDict", params: { type_map: {} } };

/** Writes the file of a job, member by member as the SDK of W&B does, so that its agents run it. */
export function writeJobFile(job: JobDescription): string {
  const entrypoint = job.entryPoint ?? [];
  return JSON.stringify({
    _version: "v0",
    source_type: { git: "repo", artifact: "artifact", image: "image" }[job.source.kind],
    source: sourcePayload(job, entrypoint),
    input_types: job.inputTypes,
    output_types: job.outputTypes,
    runtime: job.runtime,
  });
}

function sourcePayload(job: JobDescription, entrypoint: readonly string[]): object {
  const base = job.baseImage === undefined ? {} : { base_image: job.baseImage };
  switch (job.source.kind) {
    case "git":
      return {
        git: { remote: job.source.remote, commit: job.source.commit },
        entrypoint,
        notebook: false,
        ...base,
      };
    case "artifact":
      return { artifact: job.source.artifact, entrypoint, notebook: false, ...base };
    case "image":
      break;
  }
  return { image: job.source.image, ...(entrypoint.length === 0 ? {} : { entrypoint }) };
}

function sourceOf(data: z.output<typeof schema>): JobSource {
  switch (data.source_type) {
    case "repo":
      return { kind: "git", remote: data.source.git.remote, commit: data.source.git.commit };
    case "artifact":
      return { kind: "artifact", artifact: data.source.artifact };
    case "image":
      break;
  }
  return { kind: "image", image: data.source.image };
}

function unreadable(
  job: string,
  why: string,
  cause?: unknown,
): LaunchError<"LAUNCH_JOB_UNREADABLE"> {
  return new LaunchError({
    code: "LAUNCH_JOB_UNREADABLE",
    message: `The job "${job}" cannot be read: ${why}.`,
    details: { job },
    ...(cause === undefined ? {} : { cause }),
  });
}
