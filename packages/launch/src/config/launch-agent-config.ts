import { z } from "zod";

const text = z.string().min(1, "must not be empty");

const capacity = z
  .int("must be an integer")
  .refine((value) => value === -1 || value >= 1, "must be at least 1, or -1 for no limit");

/**
 * The configuration of a launch agent, in the spelling of the guide and of W&B's agent file. Each
 * field carries its description and default.
 */
export const launchAgentConfig = z
  .strictObject({
    queues: z
      .array(text)
      .min(1, "must name at least one queue")
      .default(["default"])
      .describe("Names of the queues to poll, taken in turn."),
    max_jobs: capacity.default(1).describe("How many jobs run at the same time. -1: no limit."),
    max_schedulers: capacity
      .default(1)
      .describe("How many sweep schedulers run at the same time, beside the jobs. -1: no limit."),
    stopped_run_timeout: z
      .number()
      .nonnegative()
      .default(60)
      .describe(
        "How long a run that was stopped in W&B may take to end before it is cancelled by force, in seconds.",
      ),
    start_timeout_seconds: z
      .number()
      .nonnegative()
      .default(1800)
      .describe(
        "How long a job may take to start before it is cancelled, in seconds. 0: no limit.",
      ),
    run_grace_seconds: z
      .number()
      .nonnegative()
      .default(60)
      .describe(
        "How long after a job's end its run may still appear in W&B, in seconds, before the item fails.",
      ),
    poll_interval_seconds: z
      .number()
      .positive()
      .default(10)
      .describe("Time between two looks at the queues when there was nothing to do, in seconds."),
    drain_seconds: z
      .number()
      .nonnegative()
      .default(0)
      .describe(
        "How long running jobs may finish after a stop before they are cancelled, in seconds.",
      ),
    kill_grace_seconds: z
      .number()
      .nonnegative()
      .default(10)
      .describe("Time between the request to end and the kill of a cancelled job, in seconds."),
    secure_mode: z
      .boolean()
      .default(false)
      .describe(
        "Refuse items that override the entry point, the command or init containers, or ask for host namespaces.",
      ),
    git_protocols: z
      .array(z.enum(["https", "ssh", "http", "file"]))
      .default(["https", "ssh"])
      .describe("Transports over which repositories of jobs may be fetched."),
    container_engine: z
      .enum(["docker", "podman"])
      .default("docker")
      .describe("Command of the engine that runs containers on this machine."),
    code_image: text
      .optional()
      .describe(
        "Image in which local-container runs jobs that bring code but no image. Default: such jobs are refused.",
      ),
    verbosity: z
      .int()
      .min(0)
      .max(2)
      .default(0)
      .describe("0: state changes, 1: each job's steps, 2: each poll."),
  })
  .describe("Runs a W&B Launch agent that takes jobs from queues until it is stopped.");

/** The configuration of a launch agent as the user writes it. */
export type LaunchAgentConfigInput = z.input<typeof launchAgentConfig>;

/** The configuration of a launch agent with all defaults filled in. */
export type LaunchAgentConfig = z.output<typeof launchAgentConfig>;
