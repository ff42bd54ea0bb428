import { type Secret, secret } from "@heddle/core";
import { z } from "zod";
import { camelCase, snakeCase } from "../configuration/spelling.ts";

/** The settings of one IO manager, in one spelling and with defaults. */
export interface ManagerSettings {
  /** Undefined: the instance's storage folder, or a temporary one when the instance has none. */
  readonly baseDir: string | undefined;
  /** How long files that nobody opens stay, in minutes; 0 keeps nothing. */
  readonly cacheDurationInMinutes: number;
  /** Bound on the cache in bytes; undefined for none. */
  readonly cacheMaxBytes: number | undefined;
  /** Undefined: the orchestrator's run id. */
  readonly runId: string | undefined;
  /** Undefined: `dagster-run-` and the first eight characters of the orchestrator's run id. */
  readonly runName: string | undefined;
  readonly runTags: readonly string[];
  /** Entity instead of the one of `wandb_config`. */
  readonly entity: string | undefined;
  /** Project instead of the one of `wandb_config`. */
  readonly project: string | undefined;
  readonly partitionNameStyle: "dot" | "hyphen";
  readonly assetKeyToArtifactName: "all" | "first";
  readonly requireType: boolean;
  readonly emptyOutput: "skip" | "artifact";
  readonly runAlias: boolean;
  readonly consistency: "run" | "latest";
  readonly download: "eager" | "lazy";
  readonly onMissing: "error" | "skip" | "undefined";
  readonly wildcard: "merge" | "replace";
  readonly policy: "data" | "inspect" | "signed";
  readonly allow: readonly string[];
  readonly trust: boolean;
  /** Bytes that decoding one value may take. Undefined: by the size of its file; no bound under the policy `signed`. */
  readonly maxDecodedBytes: number | undefined;
  /** Signs what is written, and checks what is read under the policy `signed`. */
  readonly signingKey: Secret | undefined;
  /** Further keys whose signatures count. */
  readonly trustedKeys: readonly Secret[];
  /** How many partitions of one input are loaded ahead. */
  readonly maxConcurrentReads: number;
  /** Folder that relative paths of files and directories start from. Undefined: the process'. */
  readonly cwd: string | undefined;
  /** What the user should be told once: deprecated names were used. */
  readonly warnings: readonly string[];
}

const forbiddenInRunId = /[/\\#?%:]/;

const runId = z.string().check((context) => {
  const found = [...new Set(context.value.match(new RegExp(forbiddenInRunId, "g")))];
  if (found.length > 0) {
    context.issues.push({
      code: "custom",
      input: context.value,
      message: `a run id must not contain ${found.map((character) => `"${character}"`).join(", ")}`,
    });
  }
  if (context.value.length > 64) {
    context.issues.push({
      code: "custom",
      input: context.value,
      message: `a run id has at most 64 characters, this one ${context.value.length}`,
    });
  }
});

/** One setting: its schema, with the description that editors show. */
const fields = {
  base_dir: z
    .string()
    .min(1)
    .describe(
      "Folder for downloaded artifacts and W&B run files. Default: the instance's storage.",
    ),
  cache_duration_in_minutes: z
    .int()
    .min(0)
    .describe(
      "How long downloaded files that nobody opens are kept. Default 43200 (30 days); 0 turns caching off.",
    ),
  run_id: runId.describe(
    "Id of the W&B run to create or resume; unique in the project. Default: the orchestrator's run id.",
  ),
  run_name: z
    .string()
    .describe(
      "Short display name of the W&B run. Default: dagster-run-[8 first characters of the run id].",
    ),
  run_tags: z
    .array(z.string())
    .describe("Tags of the W&B run. The tag dagster_wandb is always added."),
  entity: z.string().min(1).describe("Entity instead of the one of wandb_config."),
  project: z.string().min(1).describe("Project instead of the one of wandb_config."),
  cache_max_bytes: z
    .int()
    .positive()
    .describe("Bound on downloaded content; the least recently opened goes first. Default: none."),
  partition_name_style: z
    .enum(["dot", "hyphen"])
    .describe(
      "What joins the dimensions of a partition key in artifact names. Default dot; Python uses hyphen.",
    ),
  asset_key_to_artifact_name: z
    .enum(["all", "first"])
    .describe(
      "Whether all parts of an asset key make the artifact name, or only the first, as in Python. Default all.",
    ),
  require_type: z
    .boolean()
    .describe("Whether a missing artifact type is an error. Default false: artifact."),
  empty_output: z
    .enum(["skip", "artifact"])
    .describe("What null does: skip writes nothing, artifact stores the null. Default skip."),
  run_alias: z
    .boolean()
    .describe("Whether versions get the alias dagster-run-[8 characters]. Default true."),
  consistency: z
    .enum(["run", "latest"])
    .describe(
      "Whether a step reads the version that its own run wrote, or the latest. Default run.",
    ),
  download: z
    .enum(["eager", "lazy"])
    .describe(
      "Whether a whole artifact is fetched before the step, or entry by entry when asked for. Default eager.",
    ),
  on_missing: z
    .enum(["error", "skip", "undefined"])
    .describe("What happens when a partition has no artifact. Default error."),
  wildcard: z
    .enum(["merge", "replace"])
    .describe(
      'Whether a partition\'s own entry is merged with the one of "*" or replaces it. Default merge.',
    ),
  policy: z
    .enum(["data", "inspect", "signed"])
    .describe(
      "How stored values are decoded: data refuses unknown Python types, inspect makes them inert objects, signed also demands a signature. Default data.",
    ),
  allow: z
    .array(z.string().min(1))
    .describe(
      "Python names that decode to inert objects under the policy data, such as sklearn.*.",
    ),
  trust: z
    .boolean()
    .describe(
      "Revive functions that were stored as source. Runs the author's code. Default false.",
    ),
  max_decoded_bytes: z
    .int()
    .positive()
    .describe(
      "Bytes that decoding one value may take. Default: 16 MiB and 64 times its file, 64 MiB and 1032 times a compressed one; none for signed values.",
    ),
  signing_key: secret({ allowLiteral: true }).describe(
    "Key that signs written values and checks read ones: a secret of 16 bytes or more, or an Ed25519 key in PEM.",
  ),
  trusted_keys: z
    .array(secret({ allowLiteral: true }))
    .describe("Further keys whose signatures count, such as public Ed25519 keys in PEM."),
  max_concurrent_reads: z
    .int()
    .min(1)
    .describe("How many partitions of an input are loaded ahead. Default 8."),
  cwd: z
    .string()
    .min(1)
    .describe("Folder that relative paths in add_files and add_dirs start from."),
};

type Fields = typeof fields;
type Camel<Key extends string> = Key extends `${infer Head}_${infer Rest}`
  ? `${Head}${Capitalize<Camel<Rest>>}`
  : Key;

/** Names of best practice 7 in the guide, and of older integrations. */
const aliases = {
  wandb_run_id: "run_id",
  wandb_run_name: "run_name",
  wandb_run_tags: "run_tags",
} as const;

/** The configuration as users write it: snake_case as in the guide, or camelCase. */
export type ManagerConfigInput = {
  readonly [Key in keyof Fields]?: z.input<Fields[Key]> | undefined;
} & {
  readonly [Key in keyof Fields as Camel<Key>]?: z.input<Fields[Key]> | undefined;
} & {
  readonly [Key in keyof typeof aliases]?: z.input<Fields[(typeof aliases)[Key]]> | undefined;
};

const shape: Record<string, z.ZodType> = {};
for (const [key, field] of Object.entries(fields)) shape[key] = field.optional();
for (const [key, field] of Object.entries(fields)) shape[camelCase(key)] ??= field.optional();
for (const [key, canonical] of Object.entries(aliases)) {
  shape[key] = fields[canonical].describe(`Old name of ${canonical}.`).optional();
}

/**
 * The schema of the IO manager's config: every key of the guide and of this implementation, in
 * snake_case or camelCase. Unknown keys, wrong values and a key that is given in two spellings with
 * different values are faults, all found at once.
 */
export const managerConfigSchema: z.ZodType<ManagerSettings, ManagerConfigInput> = z
  .strictObject(shape)
  .transform((raw, context): ManagerSettings => {
    const { values, warnings } = unify(raw, (written, message) => {
      context.addIssue({ code: "custom", path: [written], message, input: raw });
    });
    const nonEmpty = (key: string): string | undefined =>
      values[key] === "" ? undefined : (values[key] as string | undefined);
    return {
      cacheDurationInMinutes: 43_200,
      cacheMaxBytes: undefined,
      entity: undefined,
      project: undefined,
      partitionNameStyle: "dot",
      assetKeyToArtifactName: "all",
      requireType: false,
      emptyOutput: "skip",
      runAlias: true,
      consistency: "run",
      download: "eager",
      onMissing: "error",
      wildcard: "merge",
      policy: "data",
      allow: [],
      trust: false,
      maxDecodedBytes: undefined,
      signingKey: undefined,
      trustedKeys: [],
      maxConcurrentReads: 8,
      cwd: undefined,
      ...(values as Partial<ManagerSettings>),
      baseDir: nonEmpty("baseDir"),
      runId: nonEmpty("runId"),
      runName: nonEmpty("runName"),
      runTags: [...((values["runTags"] as readonly string[] | undefined) ?? [])],
      warnings,
    };
  });

function unify(
  raw: Readonly<Record<string, unknown>>,
  fault: (written: string, message: string) => void,
): { readonly values: Readonly<Record<string, unknown>>; readonly warnings: readonly string[] } {
  const values: Record<string, unknown> = {};
  const writtenAs: Record<string, string> = {};
  const warnings: string[] = [];
  for (const [written, value] of Object.entries(raw)) {
    if (value === undefined) continue;
    const alias = Object.hasOwn(aliases, written)
      ? aliases[written as keyof typeof aliases]
      : undefined;
    const key = camelCase(alias ?? written);
    if (alias !== undefined) {
      warnings.push(
        `the setting "${written}" of the W&B IO manager is deprecated; write "${alias}"`,
      );
    }
    const before = writtenAs[key];
    if (before !== undefined && JSON.stringify(values[key]) !== JSON.stringify(value)) {
      fault(
        written,
        `"${before}" and "${written}" are given with different values; keep "${snakeCase(key)}"`,
      );
    }
    values[key] = value;
    writtenAs[key] = written;
  }
  return { values, warnings };
}
