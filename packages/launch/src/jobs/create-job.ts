import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Artifact, ArtifactDraft, type WandbClient } from "@heddle/wandb-client";
import { LaunchError } from "../errors.ts";
import { checkOut } from "../project/git-checkout.ts";
import { checkImage } from "../spec/container-args.ts";
import { commandOf } from "../spec/entry-point.ts";
import {
  checkGitRemote,
  defaultGitProtocols,
  type GitProtocol,
  withoutCredentials,
} from "../spec/git-remote.ts";
import { codeFiles } from "./code-files.ts";
import { writeCodeReference } from "./code-reference.ts";
import { describeType } from "./describe-type.ts";
import {
  jobArtifactType,
  type JobDescription,
  jobFileName,
  type JobSource,
  patchFileName,
  requirementsFileName,
  writeJobFile,
} from "./job-file.ts";
import {
  type JobRequirements,
  nodeRequirementsFileName,
  readRequirements,
  runtimeOf,
} from "./job-requirements.ts";

/** Where the code of a new job comes from. */
export type NewJobSource =
  | { readonly kind: "code"; readonly folder: string }
  | { readonly kind: "git"; readonly remote: string; readonly version?: string | undefined }
  | { readonly kind: "image"; readonly image: string };

/** What a new job is made of. */
export interface CreateJobOptions {
  readonly source: NewJobSource;
  /** Program and arguments; required for code and git, optional for images that have their own. */
  readonly entryPoint?: readonly string[] | undefined;
  /** Name of the job's artifact. Default: made from the source, `job-…`. */
  readonly name?: string | undefined;
  readonly entity?: string | undefined;
  readonly project?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
  readonly description?: string | undefined;
  /** `3.11`, `node24`. Default: that of the entry point's program on this machine. */
  readonly runtime?: string | undefined;
  /** A sample configuration; the job says that it takes values of these types. Default: no inputs. */
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
  /** A sample summary; the job says that it leaves values of these types. Default: no outputs. */
  readonly outputs?: Readonly<Record<string, unknown>> | undefined;
  /** JSON Schema of the configuration, which W&B shows as a form. */
  readonly inputSchema?: Readonly<Record<string, unknown>> | undefined;
  /** Image that the code runs in, for agents of containers. */
  readonly baseImage?: string | undefined;
  /** Transports over which a repository may be read. Default: https and ssh. */
  readonly gitProtocols?: readonly GitProtocol[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a launch job: an artifact of type `job` that any agent, ours or W&B's, can run. Code is stored as a
 * code artifact; a repository is pinned to the commit that its version means now.
 *
 * @returns the committed job; the same content makes no second version
 * @throws {LaunchError} `LAUNCH_CONFIG_INVALID`, `LAUNCH_ENTRY_POINT_REFUSED`, `LAUNCH_IMAGE_REFUSED`, `LAUNCH_GIT_…`
 *
 * @example
 * ```ts
 * const job = await createJob(client, {
 *   source: { kind: "code", folder: "training" },
 *   entryPoint: ["node", "train.ts"],
 *   inputs: { epochs: 3 },
 * });
 * ```
 */
export async function createJob(client: WandbClient, options: CreateJobOptions): Promise<Artifact> {
  const { source } = options;
  if (source.kind !== "image") commandOf(options.entryPoint, [], {});
  const name = options.name ?? defaultName(source);
  const { place, requirements } = await storeSource(client, name, options);
  const job: JobDescription = {
    source: place,
    entryPoint: options.entryPoint,
    runtime: options.runtime ?? (await runtimeOf(options.entryPoint?.[0])),
    inputTypes: describeType(options.inputs ?? {}),
    outputTypes: describeType(options.outputs ?? {}),
    ...(options.baseImage === undefined ? {} : { baseImage: options.baseImage }),
  };
  return logJob(client, name, job, requirements, options);
}

/** Stores the artifact of a job. */
export async function logJob(
  client: WandbClient,
  name: string,
  job: JobDescription,
  requirements: JobRequirements,
  options: Omit<CreateJobOptions, "source">,
): Promise<Artifact> {
  await using draft = new ArtifactDraft({
    name,
    type: jobArtifactType,
    isReservedType: true,
    description: options.description,
    aliases: [...(options.aliases ?? []), ...tagOf(job.source)],
    metadata:
      options.inputSchema === undefined
        ? {}
        : { input_schemas: { "@wandb.config": options.inputSchema } },
  });
  await draft.newFile(jobFileName, writeJobFile(job));
  await draft.newFile(requirementsFileName, requirements.python);
  if (requirements.node !== undefined) {
    await draft.newFile(nodeRequirementsFileName, JSON.stringify(requirements.node));
  }
  if (requirements.patch !== undefined) await draft.newFile(patchFileName, requirements.patch);
  return client.logArtifact(draft, target(options));
}

async function storeSource(
  client: WandbClient,
  name: string,
  options: CreateJobOptions,
): Promise<{ readonly place: JobSource; readonly requirements: JobRequirements }> {
  const { source } = options;
  switch (source.kind) {
    case "image":
      checkImage(source.image);
      return {
        place: { kind: "image", image: source.image },
        requirements: { python: "", node: undefined },
      };
    case "git":
      return pinCommit(source, options);
    case "code":
      break;
  }
  const folder = resolve(source.folder);
  const files = await codeFiles(folder).catch((cause: unknown) => {
    throw new LaunchError({
      code: "LAUNCH_CONFIG_INVALID",
      message: `The code folder ${folder} cannot be read.`,
      problems: [{ path: "source.folder", message: `${folder} cannot be read` }],
      cause,
    });
  });
  await using draft = new ArtifactDraft({
    name: `code-${name.replace(/^job-/, "")}`,
    type: "code",
    description: "Code artifact for job",
    metadata: { codePath: source.folder, entrypoint: options.entryPoint?.at(-1) ?? "" },
  });
  for (const file of files) await draft.addFile(join(folder, file), { name: file });
  const code = await client.logArtifact(draft, target(options));
  return {
    place: { kind: "artifact", artifact: writeCodeReference(code.id) },
    requirements: await readRequirements(folder),
  };
}

async function pinCommit(
  source: Extract<NewJobSource, { kind: "git" }>,
  options: CreateJobOptions,
): Promise<{ readonly place: JobSource; readonly requirements: JobRequirements }> {
  const protocols = options.gitProtocols ?? defaultGitProtocols;
  checkGitRemote(source.remote, protocols);
  const folder = await mkdtemp(join(tmpdir(), "heddle-job-"));
  try {
    const { commit } = await checkOut({ ...source, folder, protocols, signal: options.signal });
    return {
      // A password in the remote must not reach an artifact that others read.
      place: { kind: "git", remote: withoutCredentials(source.remote), commit },
      requirements: await readRequirements(folder),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function target(options: Omit<CreateJobOptions, "source">): {
  entity?: string;
  project?: string;
  signal?: AbortSignal | undefined;
} {
  return {
    ...(options.entity === undefined ? {} : { entity: options.entity }),
    ...(options.project === undefined ? {} : { project: options.project }),
    signal: options.signal,
  };
}

// The SDK gives image jobs their image's tag as an alias.
function tagOf(source: JobSource): string[] {
  if (source.kind !== "image") return [];
  const tag = /:([\w.-]+)$/.exec(source.image)?.[1];
  return tag === undefined || tag === "latest" ? [] : [tag];
}

function defaultName(source: NewJobSource): string {
  if (source.kind === "code") return jobNameOf(resolve(source.folder).split(/[/\\]/).at(-1) ?? "");
  return jobNameOf(source.kind === "git" ? withoutCredentials(source.remote) : source.image);
}

/** The name of a job that is made from a remote, an image or another name: `job-` and its legal characters. */
export function jobNameOf(source: string): string {
  const text = source
    .replace(/^[a-z]+:\/\//, "")
    .replace(/\.git$/, "")
    .replace(/:[\w.-]+$/, "");
  return `job-${text.replaceAll(/[^A-Za-z0-9_.-]/g, "_")}`.slice(0, 128);
}
