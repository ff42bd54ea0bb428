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

/** Longest value of one variable that is passed whole; longer ones are cut in numbered parts. */
const maxVariableLength = 32_670;

/** Variables of the agent that would give a job a wrong identity, so it never inherits them. */
const agentOnly =
  /^(?:WANDB_(?:API_KEY|BASE_URL|ENTITY|PROJECT|RUN_ID|NAME|NOTES|TAGS|RUN_GROUP|JOB_TYPE|RESUME|SWEEP_ID|DOCKER|USERNAME|ARTIFACTS|CONFIG(?:_\d+)?|LAUNCH.*|SERVICE|IDENTITY_TOKEN_FILE)|_WANDB_.*)$/;

/**
 * The variables that a launched program finds: where its run belongs, its configuration and the job
 * it came from. Any W&B client that reads its settings from the environment then joins the run with no
 * change of code. The names are W&B Launch's.
 *
 * @returns names and values; values over 32 670 characters are split into `NAME_0`, `NAME_1`, …
 */
export function launchEnvironment(
  launch: Launch,
  identity: LaunchIdentity,
): Record<string, string> {
  const artifacts = {
    ...(launch.code.kind === "job" ? { _wandb_job: launch.code.job } : {}),
    ...launch.artifacts,
  };
  return {
    WANDB_BASE_URL: identity.baseUrl,
    ...(identity.apiKey === undefined ? {} : { WANDB_API_KEY: identity.apiKey }),
    ...(identity.identityTokenFile === undefined
      ? {}
      : { WANDB_IDENTITY_TOKEN_FILE: identity.identityTokenFile }),
    WANDB_PROJECT: launch.project,
    WANDB_ENTITY: launch.entity,
    WANDB_LAUNCH: "True",
    WANDB_RUN_ID: identity.runId,
    ...(launch.code.kind === "image" ? { WANDB_DOCKER: launch.code.image } : {}),
    ...(launch.name === undefined ? {} : { WANDB_NAME: launch.name }),
    ...(launch.author === undefined ? {} : { WANDB_USERNAME: launch.author }),
    ...(launch.sweepId === undefined ? {} : { WANDB_SWEEP_ID: launch.sweepId }),
    ...(launch.resumeCount > 0 ? { WANDB_RESUME: "allow" } : {}),
    ...(identity.queueName === undefined ? {} : { WANDB_LAUNCH_QUEUE_NAME: identity.queueName }),
    ...(identity.queueEntity === undefined
      ? {}
      : { WANDB_LAUNCH_QUEUE_ENTITY: identity.queueEntity }),
    ...(identity.queueItemId === undefined ? {} : { WANDB_LAUNCH_TRACE_ID: identity.queueItemId }),
    ...chunked("WANDB_CONFIG", launch.runConfig),
    ...chunked("WANDB_LAUNCH_FILE_OVERRIDES", launch.files),
    WANDB_ARTIFACTS: JSON.stringify(artifacts),
  };
}

/**
 * The environment of a job on this machine: what its agent has, without the variables that name the
 * agent's own run or key, and the launch variables on top.
 */
export function inheritedEnvironment(
  agent: Readonly<Record<string, string | undefined>>,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = Object.entries(agent).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !agentOnly.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), ...own };
}

function chunked(name: string, value: unknown): Record<string, string> {
  const text = JSON.stringify(value);
  if (text.length <= maxVariableLength) return { [name]: text };
  const parts = Math.ceil(text.length / maxVariableLength);
  return Object.fromEntries(
    Array.from({ length: parts }, (_, index) => [
      `${name}_${index}`,
      text.slice(index * maxVariableLength, (index + 1) * maxVariableLength),
    ]),
  );
}
