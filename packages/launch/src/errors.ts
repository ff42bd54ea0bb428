import { type ErrorCode, HeddleError, type HeddleErrorOptions } from "@heddle/errors";

/** The error codes of `@heddle/launch`. */
export const launchErrors = {
  LAUNCH_CONFIG_INVALID: {
    meaning:
      "The configuration of a launch job or agent has one or more faults; all of them are listed.",
    remedy:
      "Correct each listed property; the schema describes every field with its type and default.",
  },
  LAUNCH_SPEC_INVALID: {
    meaning: "The run spec of a queue item cannot be run as it stands.",
    remedy: "Queue the job again with the named field corrected.",
  },
  LAUNCH_RESOURCE_UNKNOWN: {
    meaning: "No runner of this agent carries the resource that the item asks for.",
    remedy: "Use a queue of a resource that the agent runs, or give the agent a runner for it.",
  },
  LAUNCH_ENTRY_POINT_REFUSED: {
    meaning:
      "The entry point is missing or is a line of shell instead of a program with arguments.",
    remedy: 'Give program and arguments as a list; to use a shell, name it: ["bash", "-c", "…"].',
  },
  LAUNCH_PROGRAM_MISSING: {
    meaning: "The program of the entry point does not exist or may not be executed.",
    remedy: "Install the program on the machine of the agent, or correct the entry point.",
  },
  LAUNCH_GIT_REMOTE_REFUSED: {
    meaning: "The git remote uses a transport that this agent does not allow.",
    remedy: "Use an https or ssh remote, or allow the protocol in the agent's `git_protocols`.",
  },
  LAUNCH_GIT_UNREACHABLE: {
    meaning: "The git repository does not exist or could not be read.",
    remedy: "Check the address and the credentials that git uses on the machine of the agent.",
  },
  LAUNCH_GIT_VERSION_MISSING: {
    meaning: "The commit, branch or tag does not exist in the git repository.",
    remedy: "Push the commit, or give another `version`.",
  },
  LAUNCH_JOB_UNREADABLE: {
    meaning: "The job artifact is missing, is not a job, or its `wandb-job.json` is malformed.",
    remedy: "Check the job's name and version; create the job again when its file is damaged.",
  },
  LAUNCH_RUN_WITHOUT_SOURCE: {
    meaning: "A job was asked for from a run that recorded no commit, no code and no image.",
    remedy:
      "Log the code of the run as an artifact of type `code`, or make the job from its source.",
  },
  LAUNCH_CONTAINER_ARGS_REFUSED: {
    meaning: "A resource argument of a container is unknown, unsafe or of the wrong type.",
    remedy: "Use only the container options that W&B Launch allows, each with a plain value.",
  },
  LAUNCH_IMAGE_REFUSED: {
    meaning: "The container image is not a legal reference, or the engine could not get it.",
    remedy: "Check the image's name and tag and that the engine may pull it.",
  },
  LAUNCH_ENGINE_MISSING: {
    meaning: "No container engine answers on this machine.",
    remedy: "Install and start docker or podman, or use the resource `local-process`.",
  },
  LAUNCH_START_TIMEOUT: {
    meaning: "The job did not start within the start time-out and was cancelled.",
    remedy: "Raise `start_timeout_seconds`, or find out why the runner could not start it.",
  },
  LAUNCH_RUN_FAILED: {
    meaning: "The launched run ended in another state than `finished`.",
    remedy: "Read the log lines in the error and the run's page.",
  },
  LAUNCH_QUEUE_ITEM_FAILED: {
    meaning: "The agent could not run the queue item.",
    remedy: "Read the message and the phase that the agent reported.",
  },
  LAUNCH_QUEUE_MISSING: {
    meaning: "A launch queue of this name does not exist for the entity.",
    remedy: "Create the queue, or correct its name.",
  },
  LAUNCH_TEMPLATE_VARIABLE_INVALID: {
    meaning:
      "A template variable is unknown to the queue or its value is outside the queue's schema.",
    remedy: "Give a value that the queue's schema for the variable allows.",
  },
  LAUNCH_TIMEOUT: {
    meaning: "The launched run did not end within `timeout_minutes`.",
    remedy: "Raise the time-out, or check that an agent polls the queue.",
  },
  LAUNCH_CANCELLED: {
    meaning: "The wait for a launched run was cancelled.",
    remedy: "Nothing to repair; start the job again when it is wanted.",
  },
  LAUNCH_AGENT_REFUSED: {
    meaning: "The server refused the agent or its request.",
    remedy: "Check that the API key may use the entity's queues.",
  },
  LAUNCH_AGENT_FOLDER_IN_USE: {
    meaning: "Another live agent works with the same state folder.",
    remedy: "Give each agent a state folder of its own, or stop the other one.",
  },
  LAUNCH_CURSOR_INVALID: {
    meaning: "The cursor of a launch sensor is damaged, or belongs to a sensor of other launches.",
    remedy:
      "Give each sensor a cursor of its own; without a cursor it begins anew and reports all again.",
  },
  LAUNCH_CURSOR_IN_USE: {
    meaning: "Another living process watches launches with the same cursor file.",
    remedy: "Give each watcher a cursor file of its own, or stop the other one.",
  },
  LAUNCH_SUPERVISOR_LOST: {
    meaning: "The process that supervises local jobs ended unexpectedly; its jobs were killed.",
    remedy:
      "Launch the job again; look at the machine's log for the cause, for example lack of memory.",
  },
} as const;

/** A code of {@link launchErrors}. */
export type LaunchErrorCode = ErrorCode<typeof launchErrors>;

/** Every error that `@heddle/launch` throws; tell the cases apart by `code`. */
export class LaunchError<
  Code extends LaunchErrorCode = LaunchErrorCode,
> extends HeddleError<Code> {}

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
export class LaunchRunFailedError extends LaunchError<"LAUNCH_RUN_FAILED"> {
  readonly failure: LaunchRunFailure;

  constructor(
    failure: LaunchRunFailure,
    options: Omit<HeddleErrorOptions<"LAUNCH_RUN_FAILED">, "code" | "message"> = {},
  ) {
    const exit = failure.exitCode === undefined ? "" : ` with exit code ${failure.exitCode}`;
    const tail = failure.logTail.length === 0 ? "" : `\n${failure.logTail.join("\n")}`;
    super({
      hint: `See ${failure.runUrl}`,
      ...options,
      code: "LAUNCH_RUN_FAILED",
      message: `The launched run ${failure.runPath} ended as "${failure.state}"${exit}. ${failure.runUrl}${tail}`,
      details: { ...failure },
    });
    this.failure = failure;
  }
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
export class LaunchQueueItemFailedError extends LaunchError<"LAUNCH_QUEUE_ITEM_FAILED"> {
  readonly failure: LaunchQueueItemFailure;

  constructor(failure: LaunchQueueItemFailure) {
    const phase = failure.phase === undefined ? "" : ` in the phase "${failure.phase}"`;
    super({
      code: "LAUNCH_QUEUE_ITEM_FAILED",
      message: `Item ${failure.queueItemId} of queue "${failure.queue}" failed${phase}: ${failure.message === "" ? "no message given" : failure.message}`,
      details: { ...failure },
    });
    this.failure = failure;
  }
}
