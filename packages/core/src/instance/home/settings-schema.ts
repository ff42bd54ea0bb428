import { z } from "zod";

const limit = z.int().min(0);
const folder = z.strictObject({ base_dir: z.string().min(1) });

/** The form of `heddle.yaml`. Keys are spelled as in Dagster's instance file. */
export const settingsSchema = z.strictObject({
  storage: z
    .strictObject({
      sqlite: z
        .strictObject({
          base_dir: z.string().min(1).optional(),
          durability: z.enum(["process", "power"]).optional(),
          max_size_bytes: z.int().min(65_536).optional(),
        })
        .optional(),
    })
    .optional(),
  local_artifact_storage: folder.optional(),
  compute_logs: folder.optional(),
  concurrency: z
    .strictObject({
      runs: z
        .strictObject({
          max_concurrent_runs: z.int().min(-1).optional(),
          tag_concurrency_limits: z
            .array(
              z.strictObject({
                key: z.string().min(1),
                value: z
                  .union([
                    z.string(),
                    z.strictObject({ applyLimitPerUniqueValue: z.literal(true) }),
                  ])
                  .optional(),
                limit,
              }),
            )
            .optional(),
        })
        .optional(),
      pools: z
        .strictObject({
          default_limit: limit.optional(),
          granularity: z.enum(["op", "run"]).optional(),
          limits: z.record(z.string(), limit).optional(),
        })
        .optional(),
    })
    .optional(),
});

/** What `heddle.yaml` holds, once it is checked. */
export type SettingsFile = z.output<typeof settingsSchema>;
