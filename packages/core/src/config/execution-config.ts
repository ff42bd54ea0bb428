import { z } from "zod";
import type { ExecutionConfig } from "./resolved-run-config.ts";

const tagLimit = z.strictObject({
  key: z.string(),
  value: z
    .union([z.string(), z.strictObject({ applyLimitPerUniqueValue: z.literal(true) })])
    .optional(),
  limit: z.number().int().min(0),
});

const retries = z.union([
  z.enum(["enabled", "disabled", "deferred"]),
  z.strictObject({ enabled: z.strictObject({}).nullable() }),
  z.strictObject({ disabled: z.strictObject({}).nullable() }),
  z.strictObject({ deferred: z.strictObject({}).nullable() }),
]);

const common = {
  max_concurrent: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe("How many steps run at the same time; 0 means the number of processors."),
  retries: retries
    .optional()
    .describe("enabled (default), disabled: a retry policy is ignored, or deferred."),
  tag_concurrency_limits: z
    .array(tagLimit)
    .optional()
    .describe("Limits on steps of this run that carry a tag."),
};

/** Schema of `execution.config`. */
export const executionConfigSchema = z.strictObject({
  ...common,
  in_process: z.strictObject(common).nullable().optional(),
  multiprocess: z
    .strictObject({
      ...common,
      max_memory_mb: z
        .number()
        .int()
        .positive()
        .optional()
        .describe("Memory limit of each step's process."),
      start_method: z.enum(["fork", "spawn", "forkserver"]).optional(),
    })
    .nullable()
    .optional(),
});

/** Reads a checked `execution.config`. */
export function readExecutionConfig(
  checked: z.output<typeof executionConfigSchema> | undefined,
  raw: unknown,
): ExecutionConfig {
  const executor =
    checked !== undefined && "multiprocess" in checked
      ? "multiprocess"
      : checked !== undefined && "in_process" in checked
        ? "in_process"
        : undefined;
  const inner = { ...checked, ...(executor === undefined ? {} : checked?.[executor]) };
  const { retries: mode } = inner;
  return {
    executor,
    maxConcurrent: inner.max_concurrent,
    retries:
      mode === undefined
        ? "enabled"
        : typeof mode === "string"
          ? mode
          : (Object.keys(mode)[0] as ExecutionConfig["retries"]),
    tagLimits: (inner.tag_concurrency_limits ?? []).map((limit) => ({
      key: limit.key,
      value: typeof limit.value === "string" ? limit.value : undefined,
      perValue: typeof limit.value === "object",
      limit: limit.limit,
    })),
    raw,
  };
}
