import { z } from "zod";
import { LaunchError } from "../errors.ts";

const json = z.record(z.string(), z.unknown());
const optionalText = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === "" ? undefined : value));
const optionalMap = json.nullish().transform((value) => value ?? undefined);

const overrides = z
  .looseObject({
    args: z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String)).nullish(),
    run_config: json.nullish(),
    entry_point: z.array(z.string()).nullish(),
    artifacts: json.nullish(),
    files: json.nullish(),
    dockerfile: z.string().nullish(),
    working_dir: z.string().nullish(),
  })
  .nullish();

const launchSpecSchema = z.looseObject({
  entity: z.string().min(1),
  project: z.string().min(1),
  job: optionalText,
  uri: optionalText,
  docker: z
    .looseObject({ docker_image: z.string().nullish(), user_id: z.number().nullish() })
    .nullish(),
  git: z.looseObject({ version: z.string().nullish(), repo: z.string().nullish() }).nullish(),
  name: optionalText,
  author: optionalText,
  run_id: optionalText,
  sweep_id: z.unknown().optional(),
  resource: optionalText,
  resource_args: optionalMap,
  overrides,
  queue_entity: optionalText,
  image_uri: optionalText,
  _resume_count: z.int().min(0).nullish(),
  _wandb_api_key: optionalText,
});

/** Where the code of a launch comes from. */
export type LaunchCode =
  | { readonly kind: "job"; readonly job: string }
  | { readonly kind: "git"; readonly remote: string; readonly version: string | undefined }
  | { readonly kind: "image"; readonly image: string }
  | { readonly kind: "folder"; readonly folder: string };

/**
 * A launch, read from the run spec of a queue item or built from a configuration: what to run, for
 * whom, and with which overrides. Plain data.
 */
export interface Launch {
  readonly entity: string;
  /** Project of the run, lower case as W&B's agent makes it. */
  readonly project: string;
  readonly code: LaunchCode;
  readonly name: string | undefined;
  readonly author: string | undefined;
  readonly runId: string | undefined;
  readonly sweepId: string | undefined;
  readonly resource: string | undefined;
  readonly resourceArgs: Readonly<Record<string, unknown>>;
  readonly entryPoint: readonly string[] | undefined;
  readonly args: readonly string[];
  readonly runConfig: Readonly<Record<string, unknown>>;
  readonly artifacts: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, unknown>>;
  readonly workingDir: string | undefined;
  /** How often the run was put back in the queue after a pre-emption. */
  readonly resumeCount: number;
  /** Whether this is a sweep's scheduler, which has its own capacity. */
  readonly scheduler: boolean;
}

/**
 * Reads the run spec of a queue item. Specs come from other programs: unknown fields are ignored,
 * nulls count as absent.
 *
 * @throws {LaunchError} `LAUNCH_SPEC_INVALID` with every fault and its path.
 */
export function readLaunchSpec(spec: unknown): Launch {
  const parsed = launchSpecSchema.safeParse(spec);
  if (!parsed.success) {
    throw invalidSpec(
      parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })),
    );
  }
  const data = parsed.data;
  const image = data.docker?.docker_image ?? data.image_uri ?? undefined;
  const scheduler = data.uri?.startsWith("placeholder") === true;
  const uri = scheduler ? undefined : data.uri;
  const codes: LaunchCode[] = [
    ...(data.job === undefined ? [] : [{ kind: "job" as const, job: data.job }]),
    ...(image === undefined || image === "" ? [] : [{ kind: "image" as const, image }]),
    ...(uri === undefined || data.job !== undefined
      ? []
      : [{ kind: "git" as const, remote: uri, version: data.git?.version ?? undefined }]),
  ];
  const [code] = codes;
  if (code === undefined || codes.length > 1) {
    throw invalidSpec([
      {
        path: "job",
        message:
          code === undefined
            ? "a run spec needs one of job, docker.docker_image or uri"
            : `a run spec has one source, this has ${codes.map(({ kind }) => kind).join(" and ")}`,
      },
    ]);
  }
  return {
    entity: data.entity,
    project: data.project.toLowerCase(),
    code,
    name: data.name,
    author: data.author,
    runId: data.run_id,
    sweepId: typeof data.sweep_id === "string" && data.sweep_id !== "" ? data.sweep_id : undefined,
    resource: data.resource,
    resourceArgs: data.resource_args ?? {},
    entryPoint: data.overrides?.entry_point?.length ? data.overrides.entry_point : undefined,
    args: data.overrides?.args ?? [],
    runConfig: data.overrides?.run_config ?? {},
    artifacts: data.overrides?.artifacts ?? {},
    files: data.overrides?.files ?? {},
    workingDir: data.overrides?.working_dir ?? undefined,
    resumeCount: data["_resume_count"] ?? 0,
    scheduler,
  };
}

function invalidSpec(
  problems: readonly { readonly path: string; readonly message: string }[],
): LaunchError<"LAUNCH_SPEC_INVALID"> {
  return new LaunchError({
    code: "LAUNCH_SPEC_INVALID",
    message: `The run spec cannot be run: ${problems.map(({ path, message }) => `${path}: ${message}`).join("; ")}.`,
    problems,
  });
}
