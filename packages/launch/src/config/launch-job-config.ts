import { z } from "zod";
import { knownResources } from "./resource-names.ts";

const text = z.string().min(1, "must not be empty");
const jsonMap = z.record(z.string(), z.unknown());

/**
 * The configuration of a launch job, in the guide's spelling. Each field carries its description and
 * default, so the same schema feeds validation, `--help`, JSON Schema and the launch form.
 *
 * Exactly one source is required: `job`, `uri`, `docker_image` or `code_dir`. Without `queue` the job
 * runs on this machine.
 */
export const launchJobConfig = z
  .strictObject({
    job: text
      .optional()
      .describe(
        "W&B job to run, for example `entity/project/my-job:latest`. One of the four sources. Default: none.",
      ),
    uri: text
      .optional()
      .describe(
        "Git repository (https, ssh or git@host:path) or page of a W&B run whose code to run. One of the four sources. Default: none.",
      ),
    docker_image: text
      .optional()
      .describe(
        "Container image with tag, for example `team/train:1.4`. One of the four sources. Default: none.",
      ),
    code_dir: text
      .optional()
      .describe(
        "Folder on this machine whose code to run in place; only without `queue`. One of the four sources. Default: none.",
      ),
    queue: text
      .optional()
      .describe("Queue to put the job in. Default: none, and the job runs on this machine."),
    queue_entity: text
      .optional()
      .describe("Entity that owns the queue. Default: the entity of `wandb_config`."),
    priority: z
      .union([z.enum(["critical", "high", "medium", "low"]), z.int().min(0).max(3)])
      .optional()
      .describe(
        "Place in the queue: critical (0), high (1), medium (2) or low (3). Needs a queue with priorities. Default: the queue's, medium.",
      ),
    template_variables: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .optional()
      .describe(
        "Values for the template variables of the queue, by name. Default: those that the queue gives.",
      ),
    entry_point: z
      .array(text)
      .min(1, "must name a program")
      .optional()
      .describe(
        "Program and arguments inside the project, each an own list element; never given to a shell. A lone `.py` runs with python, `.sh` with the shell of `$SHELL`, `.js`, `.mjs` and `.ts` with node. Default: the job's own, or `main.py` of a git repository.",
      ),
    version: text
      .optional()
      .describe("Commit, branch or tag of a git `uri`. Default: the repository's main branch."),
    parameters: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .nullish()
      .describe(
        "Arguments of the entry point: each pair is passed as `--name=value`, `true` as `--name`, `false` not at all. Default: none.",
      ),
    args: z
      .array(z.string())
      .optional()
      .describe(
        "Further arguments of the entry point, passed as they are, after `parameters`. Default: those of the job.",
      ),
    name: text.optional().describe("Display name of the launched run. Default: chosen by W&B."),
    author: text
      .optional()
      .describe("User whom W&B shows as the author. Default: the owner of the API key."),
    resource: text
      .optional()
      .describe(
        `Where the job runs: ${knownResources.join(", ")} or the name of an own runner. Default: the queue's resource; on this machine local-container for an image, else local-process.`,
      ),
    resource_args: jsonMap
      .nullish()
      .describe(
        "Arguments of the resource, under the resource's name, for example `{kubernetes: {...}}`. Merged over `config.resource_args`. Default: those of the queue.",
      ),
    config: jsonMap
      .nullish()
      .describe(
        "Launch configuration. `overrides.run_config` is the configuration of the run, `overrides.args`, `overrides.entry_point`, `overrides.artifacts` and `overrides.files` as in W&B; may hold `resource_args`. Default: none.",
      ),
    run_config: jsonMap
      .optional()
      .describe(
        "Configuration of the launched run; short for `config.overrides.run_config`, and merged over it. Default: none.",
      ),
    container_engine: z
      .enum(["docker", "podman"])
      .default("docker")
      .describe("Command of the engine that runs an image on this machine; only without `queue`."),
    cuda: z
      .boolean()
      .optional()
      .describe("Ask the builder of the queue for an image with CUDA. Default: false."),
    run_id: z
      .string()
      .regex(
        /^[^\s:;,#?/'](?:[^:;,#?/']*[^\s:;,#?/'])?$/,
        "must be a legal run id: none of : ; , # ? / ' and no outer space",
      )
      .max(128)
      .optional()
      .describe("Id of the run to create. Default: 8 random characters."),
    synchronous: z
      .boolean()
      .default(true)
      .describe(
        "Wait for the end of the run and fail when it fails. False: return once the job is queued.",
      ),
    stream_logs: z
      .boolean()
      .default(true)
      .describe("Write the console lines of the launched run to the log of this step."),
    timeout_minutes: z
      .number()
      .positive()
      .optional()
      .describe("Longest wait for the run's end, in minutes. Default: no limit."),
    on_cancel: z
      .enum(["stop", "detach"])
      .default("stop")
      .describe(
        "What happens to the launched run when this step is cancelled: stop it, or leave it alone.",
      ),
    stop_grace_seconds: z
      .number()
      .nonnegative()
      .default(60)
      .describe("How long to wait for a stopped run to end, in seconds."),
    poll_interval_seconds: z
      .number()
      .positive()
      .default(5)
      .describe("Time between two looks at the queue item and the run, in seconds."),
    no_agent_warning_seconds: z
      .number()
      .nonnegative()
      .default(60)
      .describe("Warn when no agent has taken the item after this time, in seconds. 0: never."),
    log_tail_lines: z
      .int()
      .min(0)
      .max(1000)
      .default(20)
      .describe("How many of the last console lines an error of the run carries."),
  })
  .describe("Queues a W&B Launch job, or runs it on this machine.");

/** The configuration of a launch job as the user writes it. */
export type LaunchJobConfigInput = z.input<typeof launchJobConfig>;

/** The configuration of a launch job with all defaults filled in. */
export type LaunchJobConfig = z.output<typeof launchJobConfig>;

/** The fields that say how a queued job is followed; all have defaults. */
export const followConfig = launchJobConfig.pick({
  stream_logs: true,
  timeout_minutes: true,
  on_cancel: true,
  stop_grace_seconds: true,
  poll_interval_seconds: true,
  no_agent_warning_seconds: true,
  log_tail_lines: true,
});
