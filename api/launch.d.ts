// index.d.ts
export { launchErrors, LaunchError, LaunchQueueItemFailedError, LaunchRunFailedError, } from "./errors.ts";
export type { LaunchErrorCode, LaunchQueueItemFailure, LaunchRunFailure } from "./errors.ts";
export { launchAgentConfig } from "./config/launch-agent-config.ts";
export type { LaunchAgentConfig, LaunchAgentConfigInput } from "./config/launch-agent-config.ts";
export { launchJobConfig } from "./config/launch-job-config.ts";
export type { LaunchJobConfig, LaunchJobConfigInput } from "./config/launch-job-config.ts";
export { parseLaunchAgentConfig, parseLaunchJobConfig } from "./config/parse-config.ts";
export { knownResources, type ResourceName } from "./config/resource-names.ts";
export { buildLaunchSpec, launchPriorities, type RunSpecPayload, } from "./spec/build-launch-spec.ts";
export { readLaunchSpec, type Launch, type LaunchCode } from "./spec/launch-spec.ts";
export { launchEnvironment, type LaunchIdentity } from "./spec/launch-environment.ts";
export { LocalProcessRunner, type LocalProcessRunnerOptions, } from "./runners/local-process-runner.ts";
export { LocalContainerRunner, type LocalContainerRunnerOptions, } from "./runners/container/local-container-runner.ts";
export { finalRunnerStates } from "./runners/runner.ts";
export type { Runner, RunnerHandle, RunnerIdentity, RunnerJob, RunnerLogs, RunnerState, RunnerStatus, } from "./runners/runner.ts";
export { createJob, type CreateJobOptions, type NewJobSource } from "./jobs/create-job.ts";
export { launchAgent } from "./agent/launch-agent.ts";
export type { LaunchAgentOptions, LaunchAgentPoll, LaunchAgentResult, } from "./agent/launch-agent-options.ts";
export { silentLog, type LaunchLog } from "./log.ts";
export { launchJob } from "./job/launch-job.ts";
export type { LaunchJobOptions } from "./job/launch-job-options.ts";
export { launchMetadata, type LaunchJobResult } from "./job/launch-result.ts";
export { waitForLaunch, type QueuedLaunch } from "./job/wait-for-launch.ts";
export type { FollowConfig } from "./job/follow-launch.ts";
export { runLaunchAgent } from "./ops/run-launch-agent.ts";
export { runLaunchJob } from "./ops/run-launch-job.ts";
export { wandbConfig, wandbResource } from "@heddle/wandb-resource";
export { waitForLaunchJob } from "./ops/wait-for-launch-job.ts";
export { createJobFromRun, type CreateJobFromRunOptions } from "./jobs/create-job-from-run.ts";
export { launchStatus, type LaunchStatus } from "./job/launch-status.ts";
export { launchSensor } from "./sensor/launch-sensor.ts";
export type { LaunchSensor, LaunchSensorOptions, LaunchSensorResult, } from "./sensor/launch-sensor.ts";
export type { LaunchRequestInput, LaunchRunRequest } from "./sensor/launch-request.ts";
export type { LaunchWatchOptions } from "./sensor/launch-watch.ts";
export type { GivenLaunch, GivenLaunches } from "./sensor/given-launches.ts";
export type { LaunchesUnderWay, SettledLaunch } from "./sensor/settled-launch.ts";
export { watchLaunches } from "./sensor/watch-launches.ts";
export type { LaunchLook, WatchLaunchesOptions } from "./sensor/watch-launches.ts";
export { cursorFile, cursorInMemory, type CursorStore } from "./sensor/cursor-store.ts";

// errors.d.ts
import { type ErrorCode, HeddleError, type HeddleErrorOptions } from "@heddle/errors";
/** The error codes of `@heddle/launch`. */
export declare const launchErrors: {
    readonly LAUNCH_CONFIG_INVALID: {
        readonly meaning: "The configuration of a launch job or agent has one or more faults; all of them are listed.";
        readonly remedy: "Correct each listed property; the schema describes every field with its type and default.";
    };
    readonly LAUNCH_SPEC_INVALID: {
        readonly meaning: "The run spec of a queue item cannot be run as it stands.";
        readonly remedy: "Queue the job again with the named field corrected.";
    };
    readonly LAUNCH_RESOURCE_UNKNOWN: {
        readonly meaning: "No runner of this agent carries the resource that the item asks for.";
        readonly remedy: "Use a queue of a resource that the agent runs, or give the agent a runner for it.";
    };
    readonly LAUNCH_ENTRY_POINT_REFUSED: {
        readonly meaning: "The entry point is missing or is a line of shell instead of a program with arguments.";
        readonly remedy: 'Give program and arguments as a list; to use a shell, name it: ["bash", "-c", "…"].';
    };
    readonly LAUNCH_PROGRAM_MISSING: {
        readonly meaning: "The program of the entry point does not exist or may not be executed.";
        readonly remedy: "Install the program on the machine of the agent, or correct the entry point.";
    };
    readonly LAUNCH_GIT_REMOTE_REFUSED: {
        readonly meaning: "The git remote uses a transport that this agent does not allow.";
        readonly remedy: "Use an https or ssh remote, or allow the protocol in the agent's `git_protocols`.";
    };
    readonly LAUNCH_GIT_UNREACHABLE: {
        readonly meaning: "The git repository does not exist or could not be read.";
        readonly remedy: "Check the address and the credentials that git uses on the machine of the agent.";
    };
    readonly LAUNCH_GIT_VERSION_MISSING: {
        readonly meaning: "The commit, branch or tag does not exist in the git repository.";
        readonly remedy: "Push the commit, or give another `version`.";
    };
    readonly LAUNCH_JOB_UNREADABLE: {
        readonly meaning: "The job artifact is missing, is not a job, or its `wandb-job.json` is malformed.";
        readonly remedy: "Check the job's name and version; create the job again when its file is damaged.";
    };
    readonly LAUNCH_RUN_WITHOUT_SOURCE: {
        readonly meaning: "A job was asked for from a run that recorded no commit, no code and no image.";
        readonly remedy: "Log the code of the run as an artifact of type `code`, or make the job from its source.";
    };
    readonly LAUNCH_CONTAINER_ARGS_REFUSED: {
        readonly meaning: "A resource argument of a container is unknown, unsafe or of the wrong type.";
        readonly remedy: "Use only the container options that W&B Launch allows, each with a plain value.";
    };
    readonly LAUNCH_IMAGE_REFUSED: {
        readonly meaning: "The container image is not a legal reference, or the engine could not get it.";
        readonly remedy: "Check the image's name and tag and that the engine may pull it.";
    };
    readonly LAUNCH_ENGINE_MISSING: {
        readonly meaning: "No container engine answers on this machine.";
        readonly remedy: "Install and start docker or podman, or use the resource `local-process`.";
    };
    readonly LAUNCH_START_TIMEOUT: {
        readonly meaning: "The job did not start within the start time-out and was cancelled.";
        readonly remedy: "Raise `start_timeout_seconds`, or find out why the runner could not start it.";
    };
    readonly LAUNCH_RUN_FAILED: {
        readonly meaning: "The launched run ended in another state than `finished`.";
        readonly remedy: "Read the log lines in the error and the run's page.";
    };
    readonly LAUNCH_QUEUE_ITEM_FAILED: {
        readonly meaning: "The agent could not run the queue item.";
        readonly remedy: "Read the message and the phase that the agent reported.";
    };
    readonly LAUNCH_QUEUE_MISSING: {
        readonly meaning: "A launch queue of this name does not exist for the entity.";
        readonly remedy: "Create the queue, or correct its name.";
    };
    readonly LAUNCH_TEMPLATE_VARIABLE_INVALID: {
        readonly meaning: "A template variable is unknown to the queue or its value is outside the queue's schema.";
        readonly remedy: "Give a value that the queue's schema for the variable allows.";
    };
    readonly LAUNCH_TIMEOUT: {
        readonly meaning: "The launched run did not end within `timeout_minutes`.";
        readonly remedy: "Raise the time-out, or check that an agent polls the queue.";
    };
    readonly LAUNCH_CANCELLED: {
        readonly meaning: "The wait for a launched run was cancelled.";
        readonly remedy: "Nothing to repair; start the job again when it is wanted.";
    };
    readonly LAUNCH_AGENT_REFUSED: {
        readonly meaning: "The server refused the agent or its request.";
        readonly remedy: "Check that the API key may use the entity's queues.";
    };
    readonly LAUNCH_AGENT_FOLDER_IN_USE: {
        readonly meaning: "Another live agent works with the same state folder.";
        readonly remedy: "Give each agent a state folder of its own, or stop the other one.";
    };
    readonly LAUNCH_CURSOR_INVALID: {
        readonly meaning: "The cursor of a launch sensor is damaged, or belongs to a sensor of other launches.";
        readonly remedy: "Give each sensor a cursor of its own; without a cursor it begins anew and reports all again.";
    };
    readonly LAUNCH_CURSOR_IN_USE: {
        readonly meaning: "Another living process watches launches with the same cursor file.";
        readonly remedy: "Give each watcher a cursor file of its own, or stop the other one.";
    };
    readonly LAUNCH_SUPERVISOR_LOST: {
        readonly meaning: "The process that supervises local jobs ended unexpectedly; its jobs were killed.";
        readonly remedy: "Launch the job again; look at the machine's log for the cause, for example lack of memory.";
    };
};
/** A code of {@link launchErrors}. */
export type LaunchErrorCode = ErrorCode<typeof launchErrors>;
/** Every error that `@heddle/launch` throws; tell the cases apart by `code`. */
export declare class LaunchError<Code extends LaunchErrorCode = LaunchErrorCode> extends HeddleError<Code> {
}
/** What is known about a launched run that did not finish. */
export interface LaunchRunFailure {
    /** State of the W&B run: `failed`, `crashed`, `killed`, `preempted`. */
    readonly state: string;
    /** Page of the run. */
    readonly runUrl: string;
    /** `entity/project/id` of the run. */
    readonly runPath: string;
    /** Exit code of the job's process, when it ran on this machine. */
    readonly exitCode?: number | undefined;
    /** Last console lines of the run, oldest first. */
    readonly logTail: readonly string[];
}
/** A launched run ended in another state than `finished` (code `LAUNCH_RUN_FAILED`). */
export declare class LaunchRunFailedError extends LaunchError<"LAUNCH_RUN_FAILED"> {
    readonly failure: LaunchRunFailure;
    constructor(failure: LaunchRunFailure, options?: Omit<HeddleErrorOptions<"LAUNCH_RUN_FAILED">, "code" | "message">);
}
/** What the agent reported about a queue item that it could not run. */
export interface LaunchQueueItemFailure {
    readonly queue: string;
    readonly queueItemId: string;
    /** Message of the agent; empty when the server does not tell. */
    readonly message: string;
    /** Phase of the failure: `agent`, `build` or `run`. */
    readonly phase?: string | undefined;
    /** Names of the files that the agent saved for this item. */
    readonly filePaths: readonly string[];
}
/** A queue item failed before or without a run (code `LAUNCH_QUEUE_ITEM_FAILED`). */
export declare class LaunchQueueItemFailedError extends LaunchError<"LAUNCH_QUEUE_ITEM_FAILED"> {
    readonly failure: LaunchQueueItemFailure;
    constructor(failure: LaunchQueueItemFailure);
}

// config/launch-agent-config.d.ts
import { z } from "zod";
/**
 * The configuration of a launch agent, in the spelling of the guide and of W&B's agent file. Each
 * field carries its description and default.
 */
export declare const launchAgentConfig: z.ZodObject<{
    queues: z.ZodDefault<z.ZodArray<z.ZodString>>;
    max_jobs: z.ZodDefault<z.ZodInt>;
    max_schedulers: z.ZodDefault<z.ZodInt>;
    stopped_run_timeout: z.ZodDefault<z.ZodNumber>;
    start_timeout_seconds: z.ZodDefault<z.ZodNumber>;
    run_grace_seconds: z.ZodDefault<z.ZodNumber>;
    poll_interval_seconds: z.ZodDefault<z.ZodNumber>;
    drain_seconds: z.ZodDefault<z.ZodNumber>;
    kill_grace_seconds: z.ZodDefault<z.ZodNumber>;
    secure_mode: z.ZodDefault<z.ZodBoolean>;
    git_protocols: z.ZodDefault<z.ZodArray<z.ZodEnum<{
        file: "file";
        http: "http";
        https: "https";
        ssh: "ssh";
    }>>>;
    container_engine: z.ZodDefault<z.ZodEnum<{
        docker: "docker";
        podman: "podman";
    }>>;
    code_image: z.ZodOptional<z.ZodString>;
    verbosity: z.ZodDefault<z.ZodInt>;
}, z.core.$strict>;
/** The configuration of a launch agent as the user writes it. */
export type LaunchAgentConfigInput = z.input<typeof launchAgentConfig>;
/** The configuration of a launch agent with all defaults filled in. */
export type LaunchAgentConfig = z.output<typeof launchAgentConfig>;

// config/launch-job-config.d.ts
import { z } from "zod";
/**
 * The configuration of a launch job, in the guide's spelling. Each field carries its description and
 * default, so the same schema feeds validation, `--help`, JSON Schema and the launch form.
 *
 * Exactly one source is required: `job`, `uri`, `docker_image` or `code_dir`. Without `queue` the job
 * runs on this machine.
 */
export declare const launchJobConfig: z.ZodObject<{
    job: z.ZodOptional<z.ZodString>;
    uri: z.ZodOptional<z.ZodString>;
    docker_image: z.ZodOptional<z.ZodString>;
    code_dir: z.ZodOptional<z.ZodString>;
    queue: z.ZodOptional<z.ZodString>;
    queue_entity: z.ZodOptional<z.ZodString>;
    priority: z.ZodOptional<z.ZodUnion<readonly [z.ZodEnum<{
        critical: "critical";
        high: "high";
        low: "low";
        medium: "medium";
    }>, z.ZodInt]>>;
    template_variables: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodUnion<readonly [z.ZodString, z.ZodNumber, z.ZodBoolean]>>>;
    entry_point: z.ZodOptional<z.ZodArray<z.ZodString>>;
    version: z.ZodOptional<z.ZodString>;
    parameters: z.ZodOptional<z.ZodNullable<z.ZodRecord<z.ZodString, z.ZodUnion<readonly [z.ZodString, z.ZodNumber, z.ZodBoolean]>>>>;
    args: z.ZodOptional<z.ZodArray<z.ZodString>>;
    name: z.ZodOptional<z.ZodString>;
    author: z.ZodOptional<z.ZodString>;
    resource: z.ZodOptional<z.ZodString>;
    resource_args: z.ZodOptional<z.ZodNullable<z.ZodRecord<z.ZodString, z.ZodUnknown>>>;
    config: z.ZodOptional<z.ZodNullable<z.ZodRecord<z.ZodString, z.ZodUnknown>>>;
    run_config: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodUnknown>>;
    container_engine: z.ZodDefault<z.ZodEnum<{
        docker: "docker";
        podman: "podman";
    }>>;
    cuda: z.ZodOptional<z.ZodBoolean>;
    run_id: z.ZodOptional<z.ZodString>;
    synchronous: z.ZodDefault<z.ZodBoolean>;
    stream_logs: z.ZodDefault<z.ZodBoolean>;
    timeout_minutes: z.ZodOptional<z.ZodNumber>;
    on_cancel: z.ZodDefault<z.ZodEnum<{
        detach: "detach";
        stop: "stop";
    }>>;
    stop_grace_seconds: z.ZodDefault<z.ZodNumber>;
    poll_interval_seconds: z.ZodDefault<z.ZodNumber>;
    no_agent_warning_seconds: z.ZodDefault<z.ZodNumber>;
    log_tail_lines: z.ZodDefault<z.ZodInt>;
}, z.core.$strict>;
/** The configuration of a launch job as the user writes it. */
export type LaunchJobConfigInput = z.input<typeof launchJobConfig>;
/** The configuration of a launch job with all defaults filled in. */
export type LaunchJobConfig = z.output<typeof launchJobConfig>;
/** The fields that say how a queued job is followed; all have defaults. */
export declare const followConfig: z.ZodObject<{
    stream_logs: z.ZodDefault<z.ZodBoolean>;
    timeout_minutes: z.ZodOptional<z.ZodNumber>;
    on_cancel: z.ZodDefault<z.ZodEnum<{
        detach: "detach";
        stop: "stop";
    }>>;
    stop_grace_seconds: z.ZodDefault<z.ZodNumber>;
    poll_interval_seconds: z.ZodDefault<z.ZodNumber>;
    no_agent_warning_seconds: z.ZodDefault<z.ZodNumber>;
    log_tail_lines: z.ZodDefault<z.ZodInt>;
}, z.core.$strict>;

// config/parse-config.d.ts
import type { z } from "zod";
import { type LaunchAgentConfig } from "./launch-agent-config.ts";
import { type LaunchJobConfig } from "./launch-job-config.ts";
/**
 * Checks the configuration of a launch job and fills in the defaults.
 *
 * @throws {LaunchError} `LAUNCH_CONFIG_INVALID` with every fault and its path.
 */
export declare function parseLaunchJobConfig(input: unknown): LaunchJobConfig;
/**
 * Checks the configuration of a launch agent and fills in the defaults.
 *
 * @throws {LaunchError} `LAUNCH_CONFIG_INVALID` with every fault and its path.
 */
export declare function parseLaunchAgentConfig(input: unknown): LaunchAgentConfig;
/**
 * Checks entity and project, which every launch call needs.
 *
 * @throws {LaunchError} `LAUNCH_CONFIG_INVALID` naming each empty property.
 */
export declare function checkTarget(target: {
    readonly entity?: string | undefined;
    readonly project?: string | undefined;
}): {
    readonly entity: string;
    readonly project: string;
};
/** Adds the faults that concern several fields to a schema's own, for a check before anything runs. */
export declare function addSourceProblems(config: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void;

// config/resource-names.d.ts
/**
 * The resources that W&B's queues know, in the spelling of the queue's type. Any of them can be
 * queued; which of them an agent runs is decided by its runners.
 */
export declare const knownResources: readonly ["local-process", "local-container", "kubernetes", "sagemaker", "gcp-vertex"];
/** A resource by name; names of own runners are allowed besides the known ones. */
export type ResourceName = (typeof knownResources)[number] | (string & {});

// spec/build-launch-spec.d.ts
import type { LaunchJobConfig } from "../config/launch-job-config.ts";
/** A run spec as it is queued: W&B's field names, nulls where the SDK writes them. */
export interface RunSpecPayload {
    readonly entity: string;
    readonly project: string;
    readonly name: string | null;
    readonly job?: string;
    readonly uri?: string;
    readonly author?: string;
    readonly docker: {
        readonly docker_image?: string;
    };
    readonly git: {
        readonly repo?: string;
        readonly version?: string;
    };
    readonly overrides: Readonly<Record<string, unknown>>;
    readonly resource: string | null;
    readonly resource_args: Readonly<Record<string, unknown>>;
    readonly run_id?: string;
    readonly queue_entity?: string;
}
/** The priorities that W&B knows, as the numbers of its protocol; 0 runs first. */
export declare const launchPriorities: {
    readonly critical: 0;
    readonly high: 1;
    readonly medium: 2;
    readonly low: 3;
};
/**
 * Builds the run spec that is put in a queue, field by field as the SDK of W&B does, so that agents in
 * any language can run it.
 *
 * Precedence: a field of its own (`entry_point`, `run_config`, `resource_args`, …) over the same entry in
 * `config`. Maps are merged key by key at the first level.
 *
 * @param config a checked configuration
 * @param target entity and project of the run
 */
export declare function buildLaunchSpec(config: LaunchJobConfig, target: {
    readonly entity: string;
    readonly project: string;
}): RunSpecPayload;
/**
 * The arguments that `parameters` and `args` stand for: `--name=value` for each pair, `--name` for
 * `true`, nothing for `false`, then `args` as they are.
 */
export declare function argumentsOf(config: Pick<LaunchJobConfig, "parameters" | "args">): string[];
/** The protocol's number of a priority. */
export declare function priorityNumber(priority: LaunchJobConfig["priority"]): number | undefined;

// spec/launch-spec.d.ts
/** Where the code of a launch comes from. */
export type LaunchCode = {
    readonly kind: "job";
    readonly job: string;
} | {
    readonly kind: "git";
    readonly remote: string;
    readonly version: string | undefined;
} | {
    readonly kind: "image";
    readonly image: string;
} | {
    readonly kind: "folder";
    readonly folder: string;
};
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
export declare function readLaunchSpec(spec: unknown): Launch;

// spec/launch-environment.d.ts
import type { Launch } from "./launch-spec.ts";
/** Who runs a launch, and under which ids. */
export interface LaunchIdentity {
    readonly baseUrl: string;
    /** The API key in clear: it goes to the job's environment and nowhere else. */
    readonly apiKey?: string | undefined;
    /** File of an identity token, where that is used instead of a key. */
    readonly identityTokenFile?: string | undefined;
    readonly runId: string;
    readonly queueName?: string | undefined;
    readonly queueEntity?: string | undefined;
    readonly queueItemId?: string | undefined;
}
/**
 * The variables that a launched program finds: where its run belongs, its configuration and the job
 * it came from. Any W&B client that reads its settings from the environment then joins the run with no
 * change of code. The names are W&B Launch's.
 *
 * @returns names and values; values over 32 670 characters are split into `NAME_0`, `NAME_1`, …
 */
export declare function launchEnvironment(launch: Launch, identity: LaunchIdentity): Record<string, string>;
/**
 * The environment of a job on this machine: what its agent has, without the variables that name the
 * agent's own run or key, and the launch variables on top.
 */
export declare function inheritedEnvironment(agent: Readonly<Record<string, string | undefined>>, own: Readonly<Record<string, string>>): Record<string, string>;

// runners/local-process-runner.d.ts
import type { Launch } from "../spec/launch-spec.ts";
import type { Runner, RunnerHandle, RunnerIdentity, RunnerJob, RunnerLogs, RunnerStatus } from "./runner.ts";
/** Settings of the local process runner. */
export interface LocalProcessRunnerOptions {
    /**
     * Variables that jobs inherit, less those that name the agent's own run and key. Default: the environment
     * of this process.
     */
    readonly environment?: Readonly<Record<string, string | undefined>>;
}
/**
 * Runs jobs as processes of this machine: no shell, an own folder, an own process group, under a supervisor that
 * ends the group when the agent dies. Resource name `local-process`, as in W&B.
 */
export declare class LocalProcessRunner implements Runner {
    #private;
    readonly resource: string;
    readonly accepts: {
        readonly code: boolean;
        readonly image: boolean;
    };
    constructor(options?: LocalProcessRunnerOptions);
    /** @throws {LaunchError} `LAUNCH_SPEC_INVALID` for an image */
    check(launch: Launch): void;
    handleFor(job: RunnerIdentity): RunnerHandle;
    /** @throws {LaunchError} `LAUNCH_PROGRAM_MISSING`, `LAUNCH_SUPERVISOR_LOST` */
    submit(job: RunnerJob): Promise<void>;
    watch(handle: RunnerHandle, options?: {
        readonly signal?: AbortSignal;
    }): AsyncIterable<RunnerStatus>;
    logs(handle: RunnerHandle, cursor?: string): Promise<RunnerLogs>;
    cancel(handle: RunnerHandle, options?: {
        readonly graceMs?: number;
    }): Promise<void>;
    adopt(handle: RunnerHandle): Promise<"never-submitted" | RunnerStatus>;
    [Symbol.asyncDispose](): Promise<void>;
}

// runners/container/local-container-runner.d.ts
import type { Launch } from "../../spec/launch-spec.ts";
import type { Runner, RunnerHandle, RunnerIdentity, RunnerJob, RunnerLogs, RunnerStatus } from "../runner.ts";
/** Settings of the local container runner. */
export interface LocalContainerRunnerOptions {
    /** The engine's command. Default `docker`; `podman` takes the same arguments. */
    readonly engine?: string;
    /** Image for jobs that bring code but no image. Default: such jobs are refused. */
    readonly codeImage?: string;
    /** The engine's environment and the source of macros. Default: the environment of this process. */
    readonly environment?: Readonly<Record<string, string | undefined>>;
}
/**
 * Runs jobs in containers of this machine through the command line of docker or podman. Commands are argument
 * arrays; variables go through the engine's environment, so no secret shows in a process list. The container is
 * removed at the job's end, also when the agent dies. Resource name `local-container`, as in W&B.
 */
export declare class LocalContainerRunner implements Runner {
    #private;
    readonly resource: string;
    readonly accepts: {
        readonly code: boolean;
        readonly image: boolean;
    };
    constructor(options?: LocalContainerRunnerOptions);
    /** @throws {LaunchError} `LAUNCH_IMAGE_REFUSED`, `LAUNCH_CONTAINER_ARGS_REFUSED` */
    check(launch: Launch): void;
    handleFor(job: RunnerIdentity): RunnerHandle;
    /**
     * Pulls the image, then starts the container.
     *
     * @throws {LaunchError} `LAUNCH_ENGINE_MISSING`, `LAUNCH_IMAGE_REFUSED`
     */
    submit(job: RunnerJob, handle: RunnerHandle, options?: {
        readonly signal?: AbortSignal;
    }): Promise<void>;
    watch(handle: RunnerHandle, options?: {
        readonly signal?: AbortSignal;
    }): AsyncIterable<RunnerStatus>;
    logs(handle: RunnerHandle, cursor?: string): Promise<RunnerLogs>;
    cancel(handle: RunnerHandle, options?: {
        readonly graceMs?: number;
    }): Promise<void>;
    adopt(handle: RunnerHandle): Promise<"never-submitted" | RunnerStatus>;
    [Symbol.asyncDispose](): Promise<void>;
}

// runners/runner.d.ts
import type { Launch } from "../spec/launch-spec.ts";
/** Where a submitted job stands. `preempted` jobs may be put back in the queue. */
export type RunnerState = "starting" | "running" | "stopping" | "finished" | "failed" | "stopped" | "preempted" | "lost";
/** The states after which nothing more happens. */
export declare const finalRunnerStates: readonly RunnerState[];
/** One observation of a submitted job. */
export interface RunnerStatus {
    readonly state: RunnerState;
    /** Exit code of the job's program, when the runner knows it. */
    readonly exitCode?: number | undefined;
    /** Signal that ended the job's program. */
    readonly signal?: string | undefined;
    /** One sentence for people, for example why a job was lost. */
    readonly message?: string | undefined;
    /** Things that did not stop the job but should be seen; shown on the queue item. */
    readonly warnings?: readonly string[] | undefined;
}
/** A job that is ready to be submitted: everything decided, nothing left to look up. */
export interface RunnerJob {
    /** Id that is unique among the jobs of the agent and stable across its restarts. */
    readonly id: string;
    readonly launch: Launch;
    readonly runId: string;
    /** Program and its first arguments; empty for an image with its own entry point. */
    readonly command: readonly string[];
    /** Further arguments, for the program or the image's own entry point. */
    readonly args: readonly string[];
    /** The launch variables: identity, key and configuration of the run. */
    readonly environment: Readonly<Record<string, string>>;
    /** Folder that belongs to this job alone; exists. Console and status files go there. */
    readonly folder: string;
    /** Folder of the job's code on this machine; undefined for an image. */
    readonly codeFolder: string | undefined;
    /** Image to run, for runners of containers. */
    readonly image: string | undefined;
}
/** The part of a job by which a runner chooses its handle. */
export type RunnerIdentity = Pick<RunnerJob, "id" | "folder" | "runId" | "launch">;
/**
 * What a runner needs to find a job again, also after a restart of the agent: plain JSON, written to the
 * agent's journal *before* the job is submitted. So the runner must be able to choose it beforehand (a
 * folder, a name in a cluster).
 */
export interface RunnerHandle {
    readonly runner: string;
    readonly [detail: string]: unknown;
}
/** Console lines from a place on. */
export interface RunnerLogs {
    readonly lines: readonly string[];
    /** Where to read on. */
    readonly cursor: string;
}
/**
 * Runs jobs somewhere: in a process, a container, a cluster. The agent and local launches know runners
 * only by this interface, so further ones (Kubernetes, a batch service) need no change elsewhere.
 *
 * The contract: `submit` starts a job at most
 * once for one handle; `watch` always ends with a final state; `cancel` leaves no part of the job behind;
 * after the agent died, `adopt` on the same handle tells the truth about the job: still watched, ended, or lost.
 */
export interface Runner extends AsyncDisposable {
    /** The resource name that queue items ask for. */
    readonly resource: string;
    /** Whether this runner runs code folders, images, or both. */
    readonly accepts: {
        readonly code: boolean;
        readonly image: boolean;
    };
    /**
     * Refuses a launch that this runner could never run, before anything is fetched.
     *
     * @throws an error whose message is shown on the queue item
     */
    check(launch: Launch): void;
    /** Chooses the handle of a job; pure, no side effect. */
    handleFor(job: RunnerIdentity): RunnerHandle;
    /**
     * Starts the job.
     *
     * @throws when it could not be started; then nothing of it runs
     */
    submit(job: RunnerJob, handle: RunnerHandle, options?: {
        readonly signal?: AbortSignal;
    }): Promise<void>;
    /**
     * Each change of the job's state, the present one first, the final one last. Ends early without a final
     * state only when `signal` aborts.
     */
    watch(handle: RunnerHandle, options?: {
        readonly signal?: AbortSignal;
    }): AsyncIterable<RunnerStatus>;
    /**
     * Console lines of the job, from `cursor` on; the first call has none. Incomplete last lines are held back
     * until the job has ended.
     */
    logs(handle: RunnerHandle, cursor?: string): Promise<RunnerLogs>;
    /**
     * Ends the job with all its processes: asks, waits `graceMs`, then kills. Returns when nothing runs any more.
     * Cancelling an ended job does nothing.
     */
    cancel(handle: RunnerHandle, options?: {
        readonly graceMs?: number;
    }): Promise<void>;
    /**
     * Takes a job over that an earlier agent submitted or was about to submit.
     *
     * @returns `watching` when it can be watched on, its final status when it ended or is lost, or
     * `never-submitted` when it was never started
     */
    adopt(handle: RunnerHandle): Promise<"watching" | "never-submitted" | RunnerStatus>;
}

// jobs/create-job.d.ts
import { type Artifact, type WandbClient } from "@heddle/wandb-client";
import { type GitProtocol } from "../spec/git-remote.ts";
import { type JobDescription } from "./job-file.ts";
import { type JobRequirements } from "./job-requirements.ts";
/** Where the code of a new job comes from. */
export type NewJobSource = {
    readonly kind: "code";
    readonly folder: string;
} | {
    readonly kind: "git";
    readonly remote: string;
    readonly version?: string | undefined;
} | {
    readonly kind: "image";
    readonly image: string;
};
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
export declare function createJob(client: WandbClient, options: CreateJobOptions): Promise<Artifact>;
/** Stores the artifact of a job. */
export declare function logJob(client: WandbClient, name: string, job: JobDescription, requirements: JobRequirements, options: Omit<CreateJobOptions, "source">): Promise<Artifact>;
/** The name of a job that is made from a remote, an image or another name: `job-` and its legal characters. */
export declare function jobNameOf(source: string): string;

// agent/launch-agent.d.ts
import type { LaunchAgentConfigInput } from "../config/launch-agent-config.ts";
import type { LaunchAgentOptions, LaunchAgentResult } from "./launch-agent-options.ts";
/**
 * Runs a W&B Launch agent until it is stopped: takes jobs from its queues, runs them, and tells W&B how they
 * ended. Several agents may run in one process.
 *
 * The agent survives network cuts of any length. After a crash, a new agent with the same `folder` settles what the
 * old one had claimed: jobs that were not started are started, the others are reported as they ended.
 *
 * @param config in the guide's spelling; see `launchAgentConfig`
 * @throws {LaunchError} `LAUNCH_CONFIG_INVALID`, `LAUNCH_QUEUE_MISSING`, `LAUNCH_AGENT_REFUSED`,
 * `LAUNCH_AGENT_FOLDER_IN_USE`
 */
export declare function launchAgent(config: LaunchAgentConfigInput, options: LaunchAgentOptions): Promise<LaunchAgentResult>;

// agent/launch-agent-options.d.ts
import type { WandbClient } from "@heddle/wandb-client";
import type { LaunchLog } from "../log.ts";
import type { Runner } from "../runners/runner.ts";
/** What an agent needs besides its configuration. */
export interface LaunchAgentOptions {
    readonly client: WandbClient;
    /** Entity whose queues are polled. Default: the client's. */
    readonly entity?: string | undefined;
    /**
     * Folder for the journal and the jobs' files; one living agent each. Give the same folder after a restart, and the
     * agent settles what it had taken on.
     */
    readonly folder: string;
    /** Runners by which jobs run. Default: local processes, and local containers through `docker`. */
    readonly runners?: readonly Runner[] | undefined;
    readonly log?: LaunchLog | undefined;
    /** Ends the agent: no new jobs, `drain_seconds` for the running ones, then they are cancelled. */
    readonly signal?: AbortSignal | undefined;
    /** Ends the agent at once: running jobs are killed. */
    readonly forceSignal?: AbortSignal | undefined;
    /** Environment of this process. Default `process.env`. */
    readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
    /** Called after each look at the queues. */
    readonly onPoll?: ((poll: LaunchAgentPoll) => void) | undefined;
}
/** What an agent tells after each look at the queues. */
export interface LaunchAgentPoll {
    readonly agentId: string;
    readonly running: number;
    readonly jobsStarted: number;
}
/** What an agent did in its life. */
export interface LaunchAgentResult {
    readonly agentId: string;
    readonly jobsStarted: number;
    readonly jobsSucceeded: number;
    readonly jobsFailed: number;
    /** `signal`: the caller stopped it; `server`: somebody stopped it in W&B. */
    readonly stopReason: "signal" | "server";
}

// log.d.ts
/** Where launch writes what it does: the log of a step has these methods, and so has `console`. */
export interface LaunchLog {
    debug(message: string): void;
    info(message: string): void;
    warn(message: string): void;
}
/** A log that keeps nothing. */
export declare const silentLog: LaunchLog;

// job/launch-job.d.ts
import type { LaunchJobConfigInput } from "../config/launch-job-config.ts";
import type { LaunchJobOptions } from "./launch-job-options.ts";
import type { LaunchJobResult } from "./launch-result.ts";
/**
 * Runs a W&B Launch job: puts it in its queue and follows it to the end, or, without a queue, runs it on this
 * machine.
 *
 * A synchronous job succeeds only if its run finished. A queued job leaves nothing on this machine: no child
 * process, no file.
 *
 * @param config in the guide's spelling; see `launchJobConfig`
 * @throws {LaunchError} `LAUNCH_CONFIG_INVALID`, `LAUNCH_QUEUE_MISSING`, `LAUNCH_JOB_UNREADABLE`,
 * `LAUNCH_TEMPLATE_VARIABLE_INVALID`, `LAUNCH_QUEUE_ITEM_FAILED`, `LAUNCH_RUN_FAILED`, `LAUNCH_TIMEOUT`,
 * `LAUNCH_CANCELLED`; on this machine also those of its runner
 *
 * @example
 * ```ts
 * const { summary, runUrl } = await launchJob(
 *   { job: "team/demo/job-train:latest", queue: "gpus", run_config: { epochs: 3 } },
 *   { client },
 * );
 * ```
 */
export declare function launchJob(config: LaunchJobConfigInput, options: LaunchJobOptions): Promise<LaunchJobResult>;

// job/launch-job-options.d.ts
import type { WandbClient } from "@heddle/wandb-client";
import type { LaunchLog } from "../log.ts";
import type { Runner } from "../runners/runner.ts";
/** What a launch job needs besides its configuration. */
export interface LaunchJobOptions {
    readonly client: WandbClient;
    /** Entity of the run. Default: the client's. */
    readonly entity?: string | undefined;
    /** Project of the run. Default: the client's. */
    readonly project?: string | undefined;
    /** Receives state changes and, with `stream_logs`, the console lines of the run. */
    readonly log?: LaunchLog | undefined;
    /** Cancels the job as `on_cancel` says. */
    readonly signal?: AbortSignal | undefined;
    /** Runners for jobs on this machine. Default: local processes, and containers through `docker`. */
    readonly runners?: readonly Runner[] | undefined;
    /** Folder for the files of jobs on this machine. Default: a temporary folder, removed at the end. */
    readonly folder?: string | undefined;
    /** Environment of this process, which jobs on this machine inherit. Default `process.env`. */
    readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

// job/launch-result.d.ts
/** What came of a launch job; plain data, also the output of the op. */
export interface LaunchJobResult {
    /** `queued` for asynchronous jobs, else the final state of the run. */
    readonly state: "queued" | "finished";
    readonly queue: string | undefined;
    readonly queueItemId: string | undefined;
    readonly runId: string | undefined;
    /** `entity/project/id` of the run. */
    readonly runPath: string | undefined;
    /** Page of the run. */
    readonly runUrl: string | undefined;
    /** Exit code of the program, for jobs on this machine. */
    readonly exitCode: number | undefined;
    /** Summary of the run; empty while it is queued and for programs that start no run. */
    readonly summary: Readonly<Record<string, unknown>>;
    /** From the start of the call to the end, in milliseconds. */
    readonly durationMs: number;
}
/**
 * The result as metadata of an output: the same keys that other parts of Heddle use for W&B runs, and those of the
 * queue.
 */
export declare function launchMetadata(result: LaunchJobResult): Record<string, string | number>;

// job/wait-for-launch.d.ts
import { type FollowConfig } from "./follow-launch.ts";
import type { LaunchJobOptions } from "./launch-job-options.ts";
import type { LaunchJobResult } from "./launch-result.ts";
/** A queued job, as `launchJob` with `synchronous: false` returns it. */
export interface QueuedLaunch {
    readonly queue: string;
    readonly queueItemId: string;
    /** Entity that owns the queue. Default: the entity of the run. */
    readonly queueEntity?: string | undefined;
}
/**
 * Waits for a job that was queued before, by this program or another one, with the same outcome as a synchronous
 * `launchJob`.
 *
 * @param config the fields of a job's configuration that say how to wait; all have defaults
 * @throws {LaunchError} `LAUNCH_QUEUE_ITEM_FAILED`, `LAUNCH_RUN_FAILED`, `LAUNCH_TIMEOUT`, `LAUNCH_CANCELLED`
 */
export declare function waitForLaunch(launch: QueuedLaunch, options: Omit<LaunchJobOptions, "runners" | "folder" | "environment">, config?: Partial<FollowConfig>): Promise<LaunchJobResult>;

// job/follow-launch.d.ts
import type { LaunchQueue, WandbClient } from "@heddle/wandb-client";
import type { LaunchJobConfig } from "../config/launch-job-config.ts";
import type { LaunchLog } from "../log.ts";
import type { LaunchJobResult } from "./launch-result.ts";
/** The fields of a job's configuration that its follower reads. */
export type FollowConfig = Pick<LaunchJobConfig, "stream_logs" | "timeout_minutes" | "on_cancel" | "stop_grace_seconds" | "poll_interval_seconds" | "no_agent_warning_seconds" | "log_tail_lines">;
/** A queued job and who follows it. */
export interface FollowedLaunch {
    readonly client: WandbClient;
    readonly queue: LaunchQueue;
    readonly itemId: string;
    readonly entity: string;
    readonly project: string;
    readonly config: FollowConfig;
    readonly log: LaunchLog;
    readonly signal?: AbortSignal | undefined;
    readonly startedAt: number;
}
/**
 * Follows a queued job to its end: the item until an agent takes it, then the run with its console. It watches
 * the item as well as the run all the time, since an agent may fail an item before, or instead of, starting the run.
 *
 * @throws {LaunchError} `LAUNCH_QUEUE_ITEM_FAILED`, `LAUNCH_RUN_FAILED`, `LAUNCH_TIMEOUT`, `LAUNCH_CANCELLED`
 */
export declare class LaunchFollower {
    #private;
    constructor(launch: FollowedLaunch);
    follow(): Promise<LaunchJobResult>;
}

// ops/run-launch-agent.d.ts
import { type Handle, type Op } from "@heddle/core";
import type { LaunchAgentResult } from "../agent/launch-agent-options.ts";
/**
 * The op that runs a W&B Launch agent: a step that takes jobs from its queues until the orchestrator run is terminated
 * or the agent is stopped in W&B. Several agents, each under an alias of its own, may run in one process.
 *
 * Needs only the resources `wandb_resource` and `wandb_config`. What the agent had taken on when its process died is
 * settled by the next run of the same op on the same instance.
 *
 * @example
 * ```ts
 * const agents = job({ name: "agents" }, () => { runLaunchAgent(); });
 * // ops: { run_launch_agent: { config: { max_jobs: -1, queues: [my_queue] } } }
 * ```
 */
export declare const runLaunchAgent: Op<{}, Handle<LaunchAgentResult>>;

// ops/run-launch-job.d.ts
import { type Handle, type Op } from "@heddle/core";
import { type LaunchJobResult } from "../job/launch-result.ts";
/**
 * The op that runs a W&B Launch job: queued, or on this machine when no queue is named. It blocks until the run has
 * ended and succeeds only if the run finished; its output is the {@link LaunchJobResult}, also attached as metadata.
 *
 * Needs the resources `wandb_resource` and `wandb_config`. Give it an alias and configure it under that:
 *
 * @example
 * ```ts
 * const training = job({ name: "training" }, () => { runLaunchJob.alias("my_launched_job")(); });
 * // ops: { my_launched_job: { config: { uri: "https://…", entry_point: [python, train.py], queue: my_queue } } }
 * ```
 */
export declare const runLaunchJob: Op<{}, Handle<LaunchJobResult>>;

// ops/wait-for-launch-job.d.ts
import { type Handle, type Op } from "@heddle/core";
import { type LaunchJobResult } from "../job/launch-result.ts";
/**
 * The op that waits for a job which `runLaunchJob` queued with `synchronous: false`, with the same outcome as a
 * synchronous one. A result that is already final passes through.
 *
 * @example
 * ```ts
 * const training = job({ name: "training" }, () => { waitForLaunchJob({ launch: runLaunchJob() }); });
 * ```
 */
export declare const waitForLaunchJob: Op<{
    readonly launch: LaunchJobResult;
}, Handle<LaunchJobResult>>;

// jobs/create-job-from-run.d.ts
import type { Artifact, WandbClient } from "@heddle/wandb-client";
import { type CreateJobOptions } from "./create-job.ts";
/** How a job is made from a run; what is left out comes from the run. */
export type CreateJobFromRunOptions = Omit<CreateJobOptions, "source" | "inputs" | "outputs" | "gitProtocols">;
/**
 * Makes a launch job from what a run recorded: its commit with its uncommitted changes, else its code artifact, else
 * its image, in the order in which W&B looks for them. The types of the run's configuration become the job's inputs,
 * those of its summary the outputs.
 *
 * @param run `entity/project/id`; the client's entity and project by default
 * @throws {LaunchError} `LAUNCH_RUN_WITHOUT_SOURCE`; the client's error when there is no such run
 */
export declare function createJobFromRun(client: WandbClient, run: string, options?: CreateJobFromRunOptions): Promise<Artifact>;

// job/launch-status.d.ts
import type { LaunchJobOptions } from "./launch-job-options.ts";
import type { QueuedLaunch } from "./wait-for-launch.ts";
/** How a queued job stands. */
export interface LaunchStatus {
    /**
     * `pending` (no agent has it), `starting` (an agent has it), `running`, `finished`, `failed` (run or item), or
     * `removed` from its queue.
     */
    readonly state: "pending" | "starting" | "running" | "finished" | "failed" | "removed";
    readonly runId: string | undefined;
    readonly runPath: string | undefined;
    readonly runUrl: string | undefined;
    /** State of the W&B run, once there is one. */
    readonly runState: string | undefined;
    /** Summary of the run; empty until it has one. */
    readonly summary: Readonly<Record<string, unknown>>;
    /** What the agent reported, when the item failed. */
    readonly message: string | undefined;
}
/**
 * Looks once at a queued job, without waiting, for pages that show it. To learn of many jobs as they settle, see
 * `launchSensor`.
 *
 * @example
 * ```ts
 * const { state, runUrl } = await launchStatus({ queue: "gpus", queueItemId }, { client });
 * ```
 */
export declare function launchStatus(launch: QueuedLaunch, options: Pick<LaunchJobOptions, "client" | "entity" | "project" | "signal">): Promise<LaunchStatus>;

// sensor/launch-sensor.d.ts
import type { LaunchRequestInput, LaunchRunRequest } from "./launch-request.ts";
import { type LaunchWatchOptions } from "./launch-watch.ts";
import type { SettledLaunch } from "./settled-launch.ts";
/** What a launch sensor watches and what it asks for. */
export interface LaunchSensorOptions extends LaunchWatchOptions {
    /** Name of the sensor. Default `launch_sensor`. */
    readonly name?: string | undefined;
    /** Shortest time between two evaluations, in seconds. Default 30. */
    readonly minimumIntervalSeconds?: number | undefined;
    /** Most launches that one evaluation reports; the rest follow in the next. Default 100. */
    readonly limit?: number | undefined;
    /**
     * Makes the request for a settled launch; undefined asks for nothing. When it throws, the evaluation fails and
     * is repeated with the same launches. Default: a request with the launch's key and tags.
     */
    readonly onSettled?: ((launch: SettledLaunch) => LaunchRequestInput | undefined | Promise<LaunchRequestInput | undefined>) | undefined;
}
/** What one evaluation came to: requests, or the reason why there are none. */
export interface LaunchSensorResult {
    readonly runRequests: readonly LaunchRunRequest[];
    /** Set exactly when there is no request. */
    readonly skipReason: string | undefined;
    /** To be stored once the requests are taken on, and given to the next evaluation. */
    readonly cursor: string;
}
/** A sensor over launches: each evaluation is one look at W&B. */
export interface LaunchSensor {
    readonly name: string;
    readonly minimumIntervalSeconds: number;
    /**
     * Looks once. It keeps nothing: the cursor is all that it knows of earlier evaluations.
     *
     * @param context.cursor of the last evaluation that succeeded; undefined or empty at the beginning
     * @throws {LaunchError} `LAUNCH_CURSOR_INVALID`, `LAUNCH_QUEUE_MISSING`; whatever `onSettled` throws
     */
    evaluate(context?: {
        readonly cursor?: string | undefined;
        readonly signal?: AbortSignal | undefined;
    }): Promise<LaunchSensorResult>;
}
/**
 * A sensor that tells which asynchronous launches have settled since its cursor, with a request for each.
 *
 * Each launch makes one request over all evaluations whose cursor was stored. An evaluation that throws, or whose cursor
 * is lost since the process died, is repeated with the same `runKey`s: store the cursor after the requests are taken on,
 * and let one key make one run; so none is lost and none runs twice.
 *
 * @example
 * ```ts
 * const sensor = launchSensor({
 *   client,
 *   watch: { queue: "gpus" },
 *   onSettled: ({ state, runPath }) =>
 *     state === "finished" ? { runConfig: { ops: { evaluate: { config: { run: runPath } } } } } : undefined,
 * });
 * const { runRequests, cursor } = await sensor.evaluate({ cursor: stored });
 * ```
 */
export declare function launchSensor(options: LaunchSensorOptions): LaunchSensor;

// sensor/launch-request.d.ts
import type { SettledLaunch } from "./settled-launch.ts";
/** A request to run something in answer to a settled launch. */
export interface LaunchRunRequest {
    /**
     * Names the request for all time: of requests with the same key, one makes a run. The id of the launch's queue item,
     * unless chosen otherwise.
     */
    readonly runKey: string;
    /** The job to run, where the sensor serves several. */
    readonly jobName?: string | undefined;
    /** Run config of the job. */
    readonly runConfig?: unknown;
    readonly partitionKey?: string | undefined;
    /** `wandb_launch_queue`, `wandb_launch_queue_item_id`, `wandb_launch_state`, `wandb_run_path`, and the caller's own. */
    readonly tags: Readonly<Record<string, string>>;
}
/** What `onSettled` makes of a launch; what it leaves out is filled in. */
export type LaunchRequestInput = Partial<LaunchRunRequest>;
/** The request for a settled launch. */
export declare function launchRequest(launch: SettledLaunch, input?: LaunchRequestInput): LaunchRunRequest;

// sensor/launch-watch.d.ts
import type { WandbClient } from "@heddle/wandb-client";
import { type GivenLaunches } from "./given-launches.ts";
import { type SensorCursor } from "./sensor-cursor.ts";
import { type Survey } from "./survey.ts";
/** Which launches are watched, and how. */
export interface LaunchWatchOptions {
    readonly client: WandbClient;
    /**
     * The launches: those that asynchronous `launchJob`s returned, or every item of a queue. A function names them
     * anew at each look.
     */
    readonly watch: {
        readonly launches: GivenLaunches;
    } | {
        readonly queue: string;
        readonly queueEntity?: string | undefined;
    };
    /** Entity of the runs and the queue. Default: the client's. Items of a whole queue say it themselves. */
    readonly entity?: string | undefined;
    /** Project of the runs. Default: the client's. Items of a whole queue say it themselves. */
    readonly project?: string | undefined;
    /**
     * What a sensor without a cursor does about launches that have settled already: `beginning` reports them, `now`
     * leaves them out. Default `beginning`.
     */
    readonly start?: "beginning" | "now" | undefined;
    /** How long a run may stay pre-empted until it counts as failed, in seconds. Default 60. */
    readonly preemptedGraceSeconds?: number | undefined;
    /** Milliseconds since the epoch. Default `Date.now`. */
    readonly now?: (() => number) | undefined;
}
/** Looks at launches and knows the texts of cursors; what the sensor and the watcher have in common. */
export declare class LaunchWatch {
    #private;
    constructor(options: LaunchWatchOptions);
    /** What is watched, in words. */
    get name(): string;
    format(cursor: SensorCursor): string;
    /** @throws {LaunchError} `LAUNCH_CURSOR_INVALID`, `LAUNCH_QUEUE_MISSING` */
    look(cursor: string | undefined, signal: AbortSignal | undefined): Promise<Survey>;
}

// sensor/given-launches.d.ts
import type { WandbClient } from "@heddle/wandb-client";
import type { LaunchSource } from "./watched-item.ts";
/** A launch that was handed over: what `launchJob` with `synchronous: false` returned, or its queue and item. */
export interface GivenLaunch {
    /** Undefined for a job that ran on this machine; such a launch is left out. */
    readonly queue: string | undefined;
    readonly queueItemId: string | undefined;
    /** Entity that owns the queue. Default: the entity of the run. */
    readonly queueEntity?: string | undefined;
    /** Entity of the run. Default: the sensor's. */
    readonly entity?: string | undefined;
    /** Project of the run. Default: the sensor's. */
    readonly project?: string | undefined;
}
/** Launches, or a function that names them anew at each look. */
export type GivenLaunches = Iterable<GivenLaunch> | (() => Iterable<GivenLaunch> | Promise<Iterable<GivenLaunch>>);
/** Watches the launches that the caller names. One that is not named any more is not watched any more. */
export declare function givenLaunches(client: WandbClient, given: GivenLaunches, target: () => Promise<{
    readonly entity: string;
    readonly project: string;
}>): LaunchSource;

// sensor/settled-launch.d.ts
import type { LaunchStatus } from "../job/launch-status.ts";
/** A launch of which nothing more is to come. */
export interface SettledLaunch extends LaunchStatus {
    readonly queue: string;
    readonly queueItemId: string;
    /**
     * `finished`: its run finished. `failed`: the run ended otherwise, or the item could not be run. `removed`: somebody
     * took the item out of its queue.
     */
    readonly state: "finished" | "failed" | "removed";
}
/** How many of the watched launches are on their way. */
export interface LaunchesUnderWay {
    readonly pending: number;
    readonly starting: number;
    readonly running: number;
}

// sensor/watch-launches.d.ts
import { type LaunchLog } from "../log.ts";
import { type CursorStore } from "./cursor-store.ts";
import { type LaunchWatchOptions } from "./launch-watch.ts";
import type { LaunchesUnderWay, SettledLaunch } from "./settled-launch.ts";
/** How launches are watched. */
export interface WatchLaunchesOptions extends LaunchWatchOptions {
    /** Keeps what was reported. Default: memory, so that the next process begins anew. */
    readonly cursor?: CursorStore | undefined;
    /** Time from the end of one look to the next, in seconds. Default 30. */
    readonly intervalSeconds?: number | undefined;
    /**
     * When the watch ends by itself: `aborted` never, `settled` once every watched launch was reported, `looked` after one
     * look. Default `aborted`.
     */
    readonly until?: "aborted" | "settled" | "looked" | undefined;
    /** Ends the watch; it is no error. */
    readonly signal?: AbortSignal | undefined;
    /** Hears why a look has nothing to report, and of looks that failed and are repeated. */
    readonly log?: LaunchLog | undefined;
    /** Hears of each look. */
    readonly onLook?: ((look: LaunchLook) => void) | undefined;
}
/** What one look saw. */
export interface LaunchLook {
    /** How many launches have newly settled. */
    readonly settled: number;
    readonly underWay: LaunchesUnderWay;
    /** How many were reported before. */
    readonly reported: number;
}
/**
 * Watches asynchronous launches and yields each once as it settles, until `signal` aborts.
 *
 * The cursor is stored when the loop asks for the next launch, so a launch counts as reported once the loop's body is
 * through with it. When the body throws, leaves the loop, or the process dies in it, the next watcher with the same cursor yields that launch
 * again, and none before it: at most one launch is seen twice, with the same `queueItemId`. A server that cannot be
 * reached is asked again at the next look.
 *
 * @throws {LaunchError} `LAUNCH_QUEUE_MISSING`, `LAUNCH_CURSOR_INVALID`, `LAUNCH_CURSOR_IN_USE`
 *
 * @example
 * ```ts
 * for await (const { state, runUrl, summary } of watchLaunches({
 *   client,
 *   watch: { queue: "gpus" },
 *   cursor: cursorFile("state/gpus.cursor"),
 *   signal,
 * }))
 *   console.log(state, runUrl, summary);
 * ```
 */
export declare function watchLaunches(options: WatchLaunchesOptions): AsyncGenerator<SettledLaunch, void, undefined>;

// sensor/cursor-store.d.ts
/** Where a watcher keeps its cursor. */
export interface CursorStore {
    /** Takes the store for one watcher, until it is disposed. */
    open(): Promise<AsyncDisposable>;
    /** The cursor; undefined or empty when there is none. */
    read(): Promise<string | undefined>;
    /** Replaces the cursor; it is complete on disk when the promise settles. */
    write(cursor: string): Promise<void>;
}
/**
 * Keeps a cursor in a file. It is replaced whole, so a crash leaves the old cursor or the new one. One living watcher may
 * use it; the lock of a dead one is taken over.
 *
 * @param path the file; its folder is made when missing
 */
export declare function cursorFile(path: string): CursorStore;
/** Keeps a cursor in memory, for watchers that begin anew with each process. */
export declare function cursorInMemory(cursor?: string): CursorStore;

// spec/git-remote.d.ts
/** A transport over which a repository may be fetched. */
export type GitProtocol = "https" | "ssh" | "http" | "file";
/** The transports that a queue's jobs may use unless the agent says otherwise. */
export declare const defaultGitProtocols: readonly GitProtocol[];
/**
 * Checks that a git remote uses an allowed transport and cannot be taken for an option of git or for
 * a transport helper (`ext::`, `fd::`), which would run programs.
 *
 * @param remote a URL, or `user@host:path` for ssh
 * @throws {LaunchError} `LAUNCH_GIT_REMOTE_REFUSED`
 */
export declare function checkGitRemote(remote: string, allowed?: readonly GitProtocol[]): void;
/** A remote, or a text with remotes in it, without users and passwords. */
export declare function withoutCredentials(text: string): string;

// jobs/job-file.d.ts
import type { TypeDescription } from "./describe-type.ts";
/** Name of the file that makes an artifact a job. */
export declare const jobFileName = "wandb-job.json";
/** Name of the file with Python's requirements; each job has one, also when it is empty. */
export declare const requirementsFileName = "requirements.frozen.txt";
/** Name of the file with the uncommitted changes of a repository's job. */
export declare const patchFileName = "diff.patch";
/** Artifact type of jobs. */
export declare const jobArtifactType = "job";
/** Where a job's code comes from. */
export type JobSource = {
    readonly kind: "git";
    readonly remote: string;
    readonly commit: string;
} | {
    readonly kind: "artifact";
    readonly artifact: string;
} | {
    readonly kind: "image";
    readonly image: string;
};
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
export declare function readJobFile(text: string, job: string): JobDescription;
/** Writes the file of a job, member by member as the SDK of W&B does, so that its agents run it. */
export declare function writeJobFile(job: JobDescription): string;

// jobs/job-requirements.d.ts
/** Name of the file with the packages of a Node program: name to version. */
export declare const nodeRequirementsFileName = "requirements.node.json";
/** What a program needs besides its code. */
export interface JobRequirements {
    /** Content of `requirements.frozen.txt`: one `name==version` a line; empty for programs without Python. */
    readonly python: string;
    /** Packages of a Node program with their locked versions; undefined without a `package.json`. */
    readonly node: Readonly<Record<string, string>> | undefined;
    /** Uncommitted changes to the repository's commit. */
    readonly patch?: string | undefined;
}
/**
 * Reads what a program needs from its folder: `requirements.txt` for Python; for Node the dependencies of
 * `package.json`, with the versions of `package-lock.json` where there is one.
 */
export declare function readRequirements(folder: string): Promise<JobRequirements>;
/**
 * The runtime of an entry point, for the job file: `node24` for Node, `3.11` for Python (asked of the
 * interpreter itself), empty when it is neither or does not answer.
 */
export declare function runtimeOf(program: string | undefined): Promise<string>;

// sensor/sensor-cursor.d.ts
/** What is kept of a launch that has not been reported. */
export interface OpenLaunch {
    /** `entity/project/id` of its run, so that the run is found when the item is gone. */
    readonly run?: string | undefined;
    /** When its run was first seen pre-empted, in milliseconds since the epoch. */
    readonly preemptedAt?: number | undefined;
    /** `entity/project/id` of the run that its item asks for, where a queue said it. */
    readonly wanted?: string | undefined;
    /** How often that run was put back in the queue before this item; absent for never. */
    readonly resumes?: number | undefined;
}
/** How far a queue has been listed, so that the next look need not list it all. */
export interface QueuePosition {
    /** Id of the queue; one that was made anew has another. */
    readonly queue: string;
    /** Where the last page ended; undefined for a queue without items. */
    readonly end?: string | undefined;
    /** When all of it was last listed, in milliseconds since the epoch. */
    readonly listedAt: number;
    /** Set when its server lists new items neither at the beginning nor at the end, so that all is listed each time. */
    readonly unordered?: true | undefined;
    /** How many of the reported launches the queue had no more when it was last listed. */
    readonly gone: number;
}
/** How far a sensor has come. */
export interface SensorCursor {
    /** Item ids of the launches that were reported. */
    readonly done: ReadonlySet<string>;
    /** Launches that were seen and not reported, by item id. */
    readonly open: ReadonlyMap<string, OpenLaunch>;
    /** Of a watch of a whole queue. */
    readonly position?: QueuePosition | undefined;
}
/** The text of a cursor. `watches` names what the sensor watches. */
export declare function formatCursor(watches: string, cursor: SensorCursor): string;
/**
 * Reads the text of a cursor; an empty or absent one is the beginning.
 *
 * @returns undefined at the beginning
 * @throws {LaunchError} `LAUNCH_CURSOR_INVALID`
 */
export declare function parseCursor(watches: string, text: string | undefined): SensorCursor | undefined;

// sensor/survey.d.ts
import type { WandbClient } from "@heddle/wandb-client";
import type { SensorCursor } from "./sensor-cursor.ts";
import type { LaunchesUnderWay, SettledLaunch } from "./settled-launch.ts";
import type { LaunchSource } from "./watched-item.ts";
/** One look at all watched launches. */
export interface Survey {
    /** Newly settled ones, in the order of the source. */
    readonly settled: readonly SettledLaunch[];
    readonly underWay: LaunchesUnderWay;
    /** How many of the watched launches were reported before. */
    readonly reported: number;
    /** Where the sensor stands before any of {@link settled} is reported. */
    readonly cursor: SensorCursor;
}
/** What a look needs. */
export interface SurveyOptions {
    readonly client: WandbClient;
    readonly source: LaunchSource;
    readonly preemptedGraceMs: number;
    readonly now: () => number;
    readonly signal: AbortSignal | undefined;
}
/** Looks once at every launch that has not been reported. Changes nothing. */
export declare function survey(before: SensorCursor, options: SurveyOptions): Promise<Survey>;
/** The cursor once this launch has been reported. */
export declare function withReported(cursor: SensorCursor, id: string): SensorCursor;

// sensor/watched-item.d.ts
import type { LaunchQueue, QueueItemView } from "@heddle/wandb-client";
import type { QueuePosition, SensorCursor } from "./sensor-cursor.ts";
/** A launch that a sensor looks at. */
export interface WatchedItem {
    readonly id: string;
    readonly queue: LaunchQueue;
    /** Entity and project of its run. */
    readonly entity: string;
    readonly project: string;
    /** The item as far as the source has it already. */
    readonly view?: QueueItemView | undefined;
    /** Whether `view` is all that the server tells, so that an absent one says that the item is gone. A listing tells less. */
    readonly isWhole?: boolean | undefined;
    /** `entity/project/id` of the run that it asks for. */
    readonly wanted?: string | undefined;
    /** How often that run was put back in the queue before. */
    readonly resumes?: number | undefined;
}
/** What a source has at one look. */
export interface Listing {
    /** The launches to look at, in the order in which they are reported. */
    readonly items: readonly WatchedItem[];
    /** Ids of those that a later item has taken over. */
    readonly superseded: ReadonlySet<string>;
    /** Whether `items` are all launches, those reported included; otherwise they are the open and the new ones. */
    readonly isComplete: boolean;
    /** Where the next listing goes on. */
    readonly position?: QueuePosition | undefined;
}
/** Where a sensor finds its launches. */
export interface LaunchSource {
    /** Names what is watched; a cursor belongs to one name. */
    readonly name: string;
    /** @param before what was reported and what is open */
    list(before: SensorCursor, signal: AbortSignal | undefined): Promise<Listing>;
    /** A launch that was open and is in no complete listing any more; undefined when it need not be looked at again. */
    missing(id: string): Promise<WatchedItem> | undefined;
}

// jobs/describe-type.d.ts
/** A type in W&B's own notation, as job files and tables hold it. */
export interface TypeDescription {
    readonly wb_type: string;
    readonly params?: Readonly<Record<string, unknown>>;
}
/**
 * Describes the type of a JSON value in W&B's notation, as the SDK does for the configuration and the summary
 * of a run: numbers, texts, booleans, nothing, lists, maps with a type per key. Elements of different types
 * make a union (the SDK calls such a list invalid).
 *
 * @param value a JSON value; anything else, and what is nested deeper than 16 levels, is `unknown`
 */
export declare function describeType(value: unknown, depth?: number): TypeDescription;
