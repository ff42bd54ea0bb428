import { copyFile, mkdir, rm, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Artifact, WandbClient } from "@heddle/wandb-client";
import { LaunchError } from "../errors.ts";
import { readCodeReference } from "../jobs/code-reference.ts";
import {
  jobArtifactType,
  type JobDescription,
  jobFileName,
  patchFileName,
  readJobFile,
  requirementsFileName,
} from "../jobs/job-file.ts";
import { commandOf } from "../spec/entry-point.ts";
import type { GitProtocol } from "../spec/git-remote.ts";
import type { Launch } from "../spec/launch-spec.ts";
import { applyPatch } from "./apply-patch.ts";
import { checkOut } from "./git-checkout.ts";

/** A launch whose code is on this machine. */
export interface PreparedProject {
  /** Program and its first arguments; empty for an image with its own. */
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly codeFolder: string | undefined;
  readonly image: string | undefined;
}

/** What preparing a launch needs. */
export interface PrepareOptions {
  readonly client: WandbClient;
  /** The job's own folder; code goes to a folder inside. */
  readonly folder: string;
  readonly protocols: readonly GitProtocol[];
  /** Where `SHELL` is looked up and what git inherits. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
}

interface FetchedCode {
  readonly codeFolder?: string;
  readonly image?: string;
  readonly entryPoint?: readonly string[] | undefined;
}

/**
 * Brings the code of a launch to this machine: a repository at its commit, the code artifact of a job, or
 * nothing for an image; and finds the entry point. The entry point of the launch wins over the job's, and
 * `main.py` stands in for a repository without any.
 *
 * @throws {LaunchError} `LAUNCH_GIT_…`, `LAUNCH_JOB_UNREADABLE`, `LAUNCH_ENTRY_POINT_REFUSED`
 */
export async function prepareProject(
  launch: Launch,
  options: PrepareOptions,
): Promise<PreparedProject> {
  const code = await fetchCode(launch, options);
  const own = launch.entryPoint ?? code.entryPoint;
  const command =
    own === undefined && code.image !== undefined
      ? []
      : commandOf(own ?? defaultEntryPoint(launch), [], options.environment);
  return {
    command,
    args: launch.args,
    codeFolder:
      code.codeFolder === undefined ? undefined : workingFolder(code.codeFolder, launch.workingDir),
    image: code.image,
  };
}

function defaultEntryPoint(launch: Launch): readonly string[] | undefined {
  return launch.code.kind === "git" ? ["main.py"] : undefined;
}

async function fetchCode(launch: Launch, options: PrepareOptions): Promise<FetchedCode> {
  switch (launch.code.kind) {
    case "image":
      return { image: launch.code.image };
    case "folder":
      return { codeFolder: await existingFolder(launch.code.folder) };
    case "git":
      return { codeFolder: await checkOutTo(launch.code.remote, launch.code.version, options) };
    case "job":
      break;
  }
  return fetchJob(launch.code.job, options);
}

async function fetchJob(name: string, options: PrepareOptions): Promise<FetchedCode> {
  const artifact = await findArtifact(name, options, () => options.client.artifact(name, options));
  if (artifact.type !== jobArtifactType) {
    throw unreadable(name, `it is an artifact of type "${artifact.type}"`);
  }
  const job = await readJob(artifact, name, options);
  const { source, entryPoint } = job;
  if (source.kind === "image") return { image: source.image, entryPoint };
  const codeFolder = join(options.folder, "code");
  const filesFolder = await artifact.download({
    root: join(options.folder, "job"),
    signal: options.signal,
  });
  if (source.kind === "git") {
    await checkOutTo(source.remote, source.commit, options);
    if (await artifact.has(patchFileName, options))
      await applyPatch(join(filesFolder, patchFileName), codeFolder);
  } else {
    const reference = readCodeReference(source.artifact);
    const code = await findArtifact(name, options, () =>
      "id" in reference
        ? options.client.artifactById(reference.id, options)
        : options.client.artifact(reference.path, options),
    );
    await code.download({ root: codeFolder, signal: options.signal });
  }
  if (await artifact.has(requirementsFileName, options)) {
    await copyFile(join(filesFolder, requirementsFileName), join(codeFolder, requirementsFileName));
  }
  return { codeFolder, entryPoint };
}

async function readJob(
  artifact: Artifact,
  name: string,
  options: PrepareOptions,
): Promise<JobDescription> {
  if (!(await artifact.has(jobFileName, options)))
    throw unreadable(name, `it has no ${jobFileName}`);
  return readJobFile(await (await artifact.entry(jobFileName, options)).text(options), name);
}

async function findArtifact(
  name: string,
  options: PrepareOptions,
  find: () => Promise<Artifact>,
): Promise<Artifact> {
  try {
    return await find();
  } catch (cause) {
    if (options.signal?.aborted === true) throw cause;
    throw unreadable(name, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

async function checkOutTo(
  remote: string,
  version: string | undefined,
  options: PrepareOptions,
): Promise<string> {
  const folder = join(options.folder, "code");
  // An earlier attempt may have been cut short.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await checkOut({
    remote,
    version,
    folder,
    protocols: options.protocols,
    environment: options.environment,
    signal: options.signal,
  });
  return folder;
}

async function existingFolder(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === true) return resolve(folder);
  throw new LaunchError({
    code: "LAUNCH_CONFIG_INVALID",
    message: `code_dir: there is no folder ${resolve(folder)}.`,
    problems: [{ path: "code_dir", message: `there is no folder ${resolve(folder)}` }],
  });
}

function workingFolder(codeFolder: string, workingDir: string | undefined): string {
  if (workingDir === undefined) return codeFolder;
  const folder = resolve(codeFolder, workingDir);
  const inside = relative(codeFolder, folder);
  if (inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)) return folder;
  throw new LaunchError({
    code: "LAUNCH_SPEC_INVALID",
    message: `overrides.working_dir "${workingDir}" leads out of the job's code.`,
  });
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
