import { WandbClientError } from "../errors.ts";
import type { RunOptions } from "../runs/run-options.ts";

/** What the environment says about the run of this program. */
export interface RunDefaults {
  /** Options of the run; `config` is kept apart, since it wins over what the program says. */
  readonly options: Omit<RunOptions, "config">;
  /** Configuration that Launch hands over; wins over the program's own. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Artifacts that the run uses from its start: the job that it runs, and the inputs that were chosen for it. */
  readonly inputs: readonly { readonly usedAs: string; readonly path: string }[];
}

type Environment = Readonly<Record<string, string | undefined>>;

type Resume = NonNullable<RunOptions["resume"]>;

const resumeModes: ReadonlySet<string> = new Set<Resume>(["allow", "must", "never", "auto"]);

/**
 * Reads what W&B Launch and users say about a run in `WANDB_*` variables: id, name, notes, tags, group, job type,
 * resume mode, configuration (`WANDB_CONFIG`, also in numbered parts) and inputs (`WANDB_ARTIFACTS`). So a
 * program that makes its client with `WandbClient.fromEnv()` runs under Launch unchanged.
 *
 * @throws WandbClientError `WANDB_CLIENT_SETTINGS` when `WANDB_CONFIG` or `WANDB_ARTIFACTS` is no JSON object
 */
export function runDefaultsFromEnv(env: Environment): RunDefaults {
  const read = (name: string): string | undefined => {
    const value = env[name]?.trim();
    return value === "" ? undefined : value;
  };
  const resume = read("WANDB_RESUME");
  const tags = read("WANDB_TAGS")
    ?.split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
  const options = {
    id: read("WANDB_RUN_ID"),
    name: read("WANDB_NAME"),
    notes: read("WANDB_NOTES"),
    tags,
    group: read("WANDB_RUN_GROUP"),
    jobType: read("WANDB_JOB_TYPE"),
    resume: resume !== undefined && resumeModes.has(resume) ? (resume as Resume) : undefined,
  };
  return {
    options: Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
    config: objectIn(env, "WANDB_CONFIG"),
    inputs: Object.entries(objectIn(env, "WANDB_ARTIFACTS")).flatMap(([usedAs, path]) =>
      typeof path === "string" && path !== "" ? [{ usedAs, path }] : [],
    ),
  };
}

/** Options of a run: the program's own over the environment's, but for the configuration, where Launch's wins. */
export function withRunDefaults(options: RunOptions, defaults: RunDefaults): RunOptions {
  const own = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  );
  return { ...defaults.options, ...own, config: { ...options.config, ...defaults.config } };
}

function objectIn(env: Environment, name: string): Readonly<Record<string, unknown>> {
  const text = env[name] ?? joinedParts(env, name);
  if (text === undefined || text.trim() === "") return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw notAnObject(name, cause);
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw notAnObject(name);
  return parsed as Readonly<Record<string, unknown>>;
}

// Launch cuts values that are too long for one variable into NAME_0, NAME_1, …
function joinedParts(env: Environment, name: string): string | undefined {
  const parts: string[] = [];
  for (let index = 0; ; index += 1) {
    const part = env[`${name}_${index}`];
    if (part === undefined) return parts.length === 0 ? undefined : parts.join("");
    parts.push(part);
  }
}

function notAnObject(name: string, cause?: unknown): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_SETTINGS",
    message: `the environment variable ${name} is no JSON object`,
    hint: `Unset ${name}, or give an object.`,
    ...(cause === undefined ? {} : { cause }),
  });
}
