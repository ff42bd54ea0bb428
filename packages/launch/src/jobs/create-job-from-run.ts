import { basename } from "node:path";
import { HeddleError } from "@heddle/errors";
import type { Artifact, RunRecord, WandbClient } from "@heddle/wandb-client";
import { LaunchError } from "../errors.ts";
import { checkImage } from "../spec/container-args.ts";
import { writeCodeReference } from "./code-reference.ts";
import { type CreateJobOptions, jobNameOf, logJob } from "./create-job.ts";
import { describeType } from "./describe-type.ts";
import { type JobSource, patchFileName } from "./job-file.ts";

/** How a job is made from a run; what is left out comes from the run. */
export type CreateJobFromRunOptions = Omit<
  CreateJobOptions,
  "source" | "inputs" | "outputs" | "gitProtocols"
>;

interface RunSource {
  readonly source: JobSource;
  readonly name: string;
}

/**
 * Makes a launch job from what a run recorded: its commit with its uncommitted changes, else its code artifact, else
 * its image, in the order in which W&B looks for them. The types of the run's configuration become the job's inputs,
 * those of its summary the outputs.
 *
 * @param run `entity/project/id`; the client's entity and project by default
 * @throws {LaunchError} `LAUNCH_RUN_WITHOUT_SOURCE`; the client's error when there is no such run
 */
export async function createJobFromRun(
  client: WandbClient,
  run: string,
  options: CreateJobFromRunOptions = {},
): Promise<Artifact> {
  const record = await client.getRun(run, { signal: options.signal });
  const metadata = objectOf(await textOf(record, "wandb-metadata.json", options.signal));
  const { source, name } = await sourceOf(record, metadata, options);
  return logJob(
    client,
    options.name ?? jobNameOf(name),
    {
      source,
      entryPoint:
        options.entryPoint ?? (source.kind === "image" ? undefined : entryPointOf(metadata)),
      runtime: options.runtime ?? runtimeOf(metadata),
      inputTypes: describeType(record.config),
      outputTypes: describeType(publicOf(record.summary)),
      ...(options.baseImage === undefined ? {} : { baseImage: options.baseImage }),
    },
    {
      python: (await textOf(record, "requirements.txt", options.signal)) ?? "",
      node: undefined,
      patch:
        source.kind === "git" ? await textOf(record, patchFileName, options.signal) : undefined,
    },
    {
      ...options,
      entity: options.entity ?? record.entity,
      project: options.project ?? record.project,
    },
  );
}

async function sourceOf(
  run: RunRecord,
  metadata: Readonly<Record<string, unknown>>,
  options: CreateJobFromRunOptions,
): Promise<RunSource> {
  const { remote, commit } = mapOf(metadata["git"]);
  if (typeof remote === "string" && typeof commit === "string" && remote !== "" && commit !== "") {
    const program = programOf(metadata);
    return {
      source: { kind: "git", remote, commit },
      name: program === undefined ? remote : `${remote}_${program}`,
    };
  }
  for await (const artifact of run.outputArtifacts({ signal: options.signal })) {
    if (artifact.type !== "code") continue;
    const name = artifact.name.split(":")[0] ?? artifact.name;
    return { source: { kind: "artifact", artifact: writeCodeReference(artifact.id) }, name };
  }
  const image = metadata["docker"];
  if (typeof image === "string" && image !== "") {
    checkImage(image);
    return { source: { kind: "image", image }, name: image };
  }
  throw new LaunchError({
    code: "LAUNCH_RUN_WITHOUT_SOURCE",
    message: `The run ${run.path} recorded no commit, no code and no image, so no job can be made of it.`,
    hint: "Log its code as an artifact of type `code`, or use createJob.",
    details: { run: run.path },
  });
}

// The SDK writes the interpreter's path and the program's path inside its repository.
function entryPointOf(metadata: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const program = programOf(metadata);
  if (program === undefined) return undefined;
  const { executable } = metadata;
  const fallback = typeof metadata["node"] === "string" ? "node" : "python";
  return [
    typeof executable === "string" && executable !== "" ? basename(executable) : fallback,
    program,
  ];
}

function programOf(metadata: Readonly<Record<string, unknown>>): string | undefined {
  const { codePath, codePathLocal, program } = metadata;
  for (const path of [codePath, codePathLocal])
    if (typeof path === "string" && path !== "") return path;
  return typeof program === "string" && program !== "" ? basename(program) : undefined;
}

function runtimeOf(metadata: Readonly<Record<string, unknown>>): string {
  const { python, node } = metadata;
  if (typeof python === "string") return /(\d+\.\d+)/.exec(python)?.[1] ?? "";
  const major = typeof node === "string" ? /^v?(\d+)/.exec(node)?.[1] : undefined;
  return major === undefined ? "" : `node${major}`;
}

function publicOf(summary: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(summary).filter(([key]) => !key.startsWith("_")));
}

async function textOf(
  run: RunRecord,
  name: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await run.readFile(name, { signal }));
  } catch (error) {
    if (HeddleError.is(error, "WANDB_CLIENT_NOT_FOUND")) return undefined;
    throw error;
  }
}

function objectOf(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    return mapOf(JSON.parse(text));
  } catch {
    // A damaged file tells nothing; the other sources are still looked for.
    return {};
  }
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
