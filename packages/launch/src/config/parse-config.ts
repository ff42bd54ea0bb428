import type { Problem } from "@heddle/errors";
import type { z } from "zod";
import { LaunchError } from "../errors.ts";
import { type LaunchAgentConfig, launchAgentConfig } from "./launch-agent-config.ts";
import { type LaunchJobConfig, launchJobConfig } from "./launch-job-config.ts";

const sources = ["job", "uri", "docker_image", "code_dir"] as const;

/**
 * Checks the configuration of a launch job and fills in the defaults.
 *
 * @throws {LaunchError} `LAUNCH_CONFIG_INVALID` with every fault and its path.
 */
export function parseLaunchJobConfig(input: unknown): LaunchJobConfig {
  const problems = unknownFields(input, launchJobConfig.shape);
  const parsed = launchJobConfig.safeParse(withoutUnknown(input, launchJobConfig.shape));
  if (!parsed.success) problems.push(...problemsOf(parsed.error));
  const given = parsed.success ? parsed.data : fieldsOf(input);
  problems.push(...sourceProblems(given));
  if (!parsed.success || problems.length > 0) throw invalid("launch job", problems);
  return parsed.data;
}

/**
 * Checks the configuration of a launch agent and fills in the defaults.
 *
 * @throws {LaunchError} `LAUNCH_CONFIG_INVALID` with every fault and its path.
 */
export function parseLaunchAgentConfig(input: unknown): LaunchAgentConfig {
  const problems = unknownFields(input, launchAgentConfig.shape);
  const parsed = launchAgentConfig.safeParse(withoutUnknown(input, launchAgentConfig.shape));
  if (!parsed.success) problems.push(...problemsOf(parsed.error));
  if (!parsed.success || problems.length > 0) throw invalid("launch agent", problems);
  return parsed.data;
}

/**
 * Checks entity and project, which every launch call needs.
 *
 * @throws {LaunchError} `LAUNCH_CONFIG_INVALID` naming each empty property.
 */
export function checkTarget(target: {
  readonly entity?: string | undefined;
  readonly project?: string | undefined;
}): { readonly entity: string; readonly project: string } {
  const { entity, project } = target;
  const problems: Problem[] = [];
  if (entity === undefined || entity === "") problems.push(emptyTarget("entity"));
  if (project === undefined || project === "") problems.push(emptyTarget("project"));
  if (entity === undefined || project === undefined || problems.length > 0) {
    throw new LaunchError({
      code: "LAUNCH_CONFIG_INVALID",
      message: `@heddle/launch: ${problems.map((problem) => problem.message).join("; ")}.`,
      hint: "Give `entity` and `project` in the resource `wandb_config`.",
      problems,
    });
  }
  return { entity, project };
}

function emptyTarget(name: string): Problem {
  return {
    path: `wandb_config.${name}`,
    message: `the property "${name}" of wandb_config is empty`,
  };
}

/** Adds the faults that concern several fields to a schema's own, for a check before anything runs. */
export function addSourceProblems(
  config: Readonly<Record<string, unknown>>,
  context: z.RefinementCtx,
): void {
  for (const { path, message } of sourceProblems(config)) {
    context.addIssue({
      code: "custom",
      message,
      path: path === undefined ? [] : path.split(", ").slice(0, 1),
    });
  }
}

function sourceProblems(config: Readonly<Record<string, unknown>>): Problem[] {
  const given = sources.filter((name) => config[name] !== undefined);
  const problems: Problem[] = [];
  if (given.length === 0) {
    problems.push({
      message: `one of ${sources.join(", ")} is required`,
      hint: "Name the code to run.",
    });
  } else if (given.length > 1) {
    problems.push({
      path: given.join(", "),
      message: `${given.join(" and ")} exclude each other`,
      hint: "Keep one source.",
    });
  }
  const queued = config["queue"] !== undefined;
  if (queued && config["code_dir"] !== undefined) {
    problems.push({
      path: "code_dir",
      message: "a folder of this machine cannot be queued",
      hint: "Create a job from it, or leave out `queue`.",
    });
  }
  for (const name of ["priority", "template_variables", "queue_entity"]) {
    if (!queued && config[name] !== undefined) {
      problems.push({
        path: name,
        message: "needs a `queue`",
        hint: "Name the queue, or drop the field.",
      });
    }
  }
  if (!queued && config["synchronous"] === false) {
    problems.push({
      path: "synchronous",
      message: "a job on this machine is always synchronous",
      hint: "Name a `queue`, or drop the field.",
    });
  }
  if (config["version"] !== undefined && config["uri"] === undefined) {
    problems.push({ path: "version", message: "needs a git `uri`" });
  }
  if (config["resource"] === "local-process" && config["docker_image"] !== undefined) {
    problems.push({
      path: "resource",
      message: "local-process cannot run an image",
      hint: "Use local-container.",
    });
  }
  return problems;
}

function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.map((issue) => ({
    path: issue.path.map((part) => String(part)).join("."),
    message: issue.message,
  }));
}

function unknownFields(input: unknown, shape: Readonly<Record<string, z.ZodType>>): Problem[] {
  const known = Object.keys(shape);
  return Object.keys(fieldsOf(input))
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return {
        path: name,
        message: `unknown field "${name}"`,
        hint: near === undefined ? `Known fields: ${known.join(", ")}.` : `Did you mean "${near}"?`,
      };
    });
}

function withoutUnknown(input: unknown, shape: Readonly<Record<string, z.ZodType>>): unknown {
  if (!isFields(input)) return input ?? {};
  return Object.fromEntries(Object.entries(input).filter(([name]) => Object.hasOwn(shape, name)));
}

function fieldsOf(input: unknown): Readonly<Record<string, unknown>> {
  return isFields(input) ? input : {};
}

function isFields(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .toSorted((left, right) => left.distance - right.distance)[0];
  return ranked !== undefined && ranked.distance <= Math.max(2, name.length / 3)
    ? ranked.candidate
    : undefined;
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

function invalid(what: string, problems: readonly Problem[]): LaunchError<"LAUNCH_CONFIG_INVALID"> {
  const first = problems[0];
  const place = first?.path === undefined || first.path === "" ? "" : `${first.path}: `;
  return new LaunchError({
    code: "LAUNCH_CONFIG_INVALID",
    message:
      problems.length === 1 && first !== undefined
        ? `The configuration of the ${what} is not valid: ${place}${first.message}.`
        : `The configuration of the ${what} has ${problems.length} faults.`,
    problems,
  });
}
