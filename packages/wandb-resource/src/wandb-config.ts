import { type ConfigInput, type ConfigurableResource, makeValuesResource } from "@heddle/core";
import type { Problem } from "@heddle/errors";
import { z } from "zod";
import { WandbResourceError, wandbResourceErrors } from "./errors.ts";

/** Where runs and artifacts go: the value of the companion resource `wandb_config`. */
export interface WandbConfig {
  /** User or team; it must exist. Left out: the default entity of the API key. */
  readonly entity?: string | undefined;
  /** Project; W&B makes it at first use. */
  readonly project: string;
}

const fields = {
  entity: z
    .string()
    .min(1, "the entity is empty; leave it out to use the default entity of the API key")
    .optional()
    .describe(
      "User or team that owns runs and artifacts. Default: the default entity of the API key.",
    ),
  project: z
    .string()
    .min(1, "the project is empty")
    .describe("Project that stores runs and artifacts; made at first use."),
};

/**
 * The companion resource of the W&B resource, for the key `wandb_config`. A
 * `makeValuesResource({ entity, project })` of your own does as well.
 *
 * @example
 * ```ts
 * definitions({ resources: { wandb_config: wandbConfig.configured({ project: "my_project" }) } });
 * ```
 */
export const wandbConfig: ConfigurableResource<
  z.output<z.ZodObject<typeof fields>>,
  {},
  ConfigInput<z.input<z.ZodObject<typeof fields>>>
> = makeValuesResource(fields);

/**
 * Checks the value of `wandb_config`, however it was made; every consumer calls it before its first
 * request.
 *
 * @param value the resource's value
 * @throws WandbResourceError `WANDB_RESOURCE_CONFIG`, naming each property at fault
 */
export function checkWandbConfig(value: unknown): WandbConfig {
  const given = (typeof value === "object" && value !== null ? value : {}) as Readonly<
    Record<"entity" | "project", unknown>
  >;
  const problems: Problem[] = [];
  for (const property of ["entity", "project"] as const) {
    const text = given[property];
    if (text === undefined && property === "entity") continue;
    if (typeof text !== "string") {
      problems.push({ path: property, message: `\`${property}\` is missing or no text` });
    } else if (text.trim() === "") {
      problems.push({ path: property, message: `\`${property}\` is empty` });
    } else if (/[/\\#?%:]/.test(text)) {
      problems.push({
        path: property,
        message: `\`${property}\` is ${JSON.stringify(text)}; it must not contain / \\ # ? % :`,
      });
    }
  }
  if (problems.length > 0) {
    throw new WandbResourceError({
      code: "WANDB_RESOURCE_CONFIG",
      message: `@heddle/wandb-resource: wandb_config: ${problems.map((problem) => problem.message).join("; ")}`,
      hint: wandbResourceErrors.WANDB_RESOURCE_CONFIG.remedy,
      details: { properties: problems.map((problem) => problem.path) },
      problems,
    });
  }
  return given as WandbConfig;
}
