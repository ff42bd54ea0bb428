import { WandbClientError } from "../errors.ts";
import type { RunOptions } from "../runs/run-options.ts";
import { isRecord } from "../util/json.ts";

/**
 * What the environment says about the run to start: `WANDB_RUN_ID`, `WANDB_NAME`, `WANDB_NOTES`,
 * `WANDB_TAGS`, `WANDB_RUN_GROUP`, `WANDB_JOB_TYPE`, `WANDB_RESUME`, and what a launch agent hands to its
 * programs in `WANDB_CONFIG` (or its pieces `WANDB_CONFIG_0`, `_1`, …).
 *
 * @param options explicit options, which win; of the config only by missing keys, as a launch overrides it
 * @param env default `process.env`
 * @throws WandbClientError `WANDB_CLIENT_SETTINGS` for a config that is no JSON object or an unknown resume mode
 *
 * @example
 * ```ts
 * const run = await WandbClient.fromEnv().run(runOptionsFromEnv({ config: { lr: 0.1 } }));
 * ```
 */
export function runOptionsFromEnv(
  options: RunOptions = {},
  env: Readonly<Record<string, string | undefined>> = process.env,
): RunOptions {
  const read = (name: string): string | undefined => {
    const value = env[name];
    return value === undefined || value === "" ? undefined : value;
  };
  const tags = read("WANDB_TAGS")
    ?.split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
  const config = launchedConfig(env);
  return {
    ...options,
    id: options.id ?? read("WANDB_RUN_ID"),
    name: options.name ?? read("WANDB_NAME"),
    notes: options.notes ?? read("WANDB_NOTES"),
    tags: options.tags ?? tags,
    group: options.group ?? read("WANDB_RUN_GROUP"),
    jobType: options.jobType ?? read("WANDB_JOB_TYPE"),
    resume: options.resume ?? resumeMode(read("WANDB_RESUME")),
    ...(config === undefined ? {} : { config: { ...options.config, ...config } }),
  };
}

function launchedConfig(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> | undefined {
  let text = env["WANDB_CONFIG"] ?? "";
  for (let index = 0; text === "" || index > 0; index++) {
    const piece = env[`WANDB_CONFIG_${index}`];
    if (piece === undefined) break;
    text += piece;
  }
  if (text === "") return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    if (isRecord(parsed)) return parsed;
  } catch (error) {
    throw badVariable("WANDB_CONFIG", "is not JSON", error);
  }
  throw badVariable("WANDB_CONFIG", "is not a JSON object");
}

function resumeMode(text: string | undefined): RunOptions["resume"] {
  if (text === undefined) return undefined;
  if (text === "allow" || text === "must" || text === "never" || text === "auto") return text;
  throw badVariable("WANDB_RESUME", `is ${JSON.stringify(text)}`);
}

function badVariable(name: string, why: string, cause?: unknown): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_SETTINGS",
    message: `the environment variable ${name} ${why}`,
    hint:
      name === "WANDB_RESUME"
        ? "Use allow, must, never or auto."
        : "Set it to a JSON object, or unset it.",
    details: { variable: name },
    ...(cause === undefined ? {} : { cause }),
  });
}
