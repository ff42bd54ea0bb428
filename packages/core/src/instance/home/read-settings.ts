import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Problem } from "@heddle/errors";
import { parseDocument } from "yaml";
import { didYouMean } from "../../definitions/fault.ts";
import { CoreError } from "../../errors.ts";
import { defaultSettings, type InstanceSettings } from "../instance-settings.ts";
import { settingsSchema, type SettingsFile } from "./settings-schema.ts";
import type { z } from "zod";

/** Name of the settings file in a home folder. */
export const settingsFileName = "heddle.yaml";

/**
 * Reads the settings of an instance. Values may be `{ env: NAME }`; relative folders are relative to the home
 * folder.
 *
 * @param home absolute path of the home folder; without a `heddle.yaml` in it all settings have their defaults
 * @throws CORE_INSTANCE_CONFIG with every fault of the file
 */
export function readSettings(
  home: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): InstanceSettings {
  const file = resolve(home, settingsFileName);
  const text = readIfThere(file);
  return text === undefined ? defaultSettings : parseSettings(text, { file, home, env });
}

/** Where a settings text comes from. */
export interface SettingsSource {
  /** For messages. */
  readonly file: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** As `readSettings`, from the text of a file. */
export function parseSettings(text: string, source: SettingsSource): InstanceSettings {
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    throw invalid(
      source.file,
      document.errors.map(({ message }) => ({ message })),
    );
  }
  const problems: Problem[] = [];
  const value = resolveReferences((document.toJS() as unknown) ?? {}, source.env, "", problems);
  const result = settingsSchema.safeParse(value);
  if (!result.success) problems.push(...result.error.issues.flatMap((issue) => problemsOf(issue)));
  if (problems.length > 0 || !result.success) throw invalid(source.file, problems);
  return settingsOf(result.data, source.home);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw invalid(file, [{ message: error instanceof Error ? error.message : String(error) }]);
  }
}

function resolveReferences(
  value: unknown,
  env: SettingsSource["env"],
  path: string,
  problems: Problem[],
): unknown {
  if (Array.isArray(value))
    return value.map((item, index) =>
      resolveReferences(item, env, `${path}[${String(index)}]`, problems),
    );
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === "env" && typeof only[1] === "string") {
    const found = env[only[1]];
    if (found === undefined)
      problems.push({ path, message: `environment variable "${only[1]}" is not set` });
    return found === undefined ? undefined : asWritten(found);
  }
  return Object.fromEntries(
    entries.map(([key, item]) => [
      key,
      resolveReferences(item, env, path === "" ? key : `${path}.${key}`, problems),
    ]),
  );
}

/** A whole number in a variable is a number, as it would be in the file. */
function asWritten(text: string): string | number {
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

function problemsOf(issue: z.core.$ZodIssue): readonly Problem[] {
  const path = issue.path.map(String).join(".");
  if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
  return issue.keys.map((key) => {
    const hint = didYouMean(key, knownKeys(issue.path));
    return {
      path: path === "" ? key : `${path}.${key}`,
      message: "this key is not known here",
      ...(hint === undefined ? {} : { hint }),
    };
  });
}

function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = settingsSchema;
  for (const part of [...path, undefined]) {
    while (isWrapper(schema)) schema = schema.unwrap();
    if (part === undefined || !isObjectSchema(schema)) break;
    schema = schema.shape[String(part)];
  }
  return isObjectSchema(schema) ? Object.keys(schema.shape) : [];
}

function isWrapper(schema: unknown): schema is { unwrap(): unknown } {
  return (
    typeof schema === "object" && schema !== null && "unwrap" in schema && !("shape" in schema)
  );
}

function isObjectSchema(
  schema: unknown,
): schema is { readonly shape: Readonly<Record<string, unknown>> } {
  return typeof schema === "object" && schema !== null && "shape" in schema;
}

function settingsOf(file: SettingsFile, home: string): InstanceSettings {
  const { sqlite } = file.storage ?? {};
  const { runs, pools } = file.concurrency ?? {};
  const folder = (base: string | undefined): string | undefined =>
    base === undefined ? undefined : resolve(home, base);
  const defaults = defaultSettings.concurrency;
  return {
    storage: {
      baseDir: folder(sqlite?.base_dir),
      durability: sqlite?.durability ?? "process",
      maxSizeBytes: sqlite?.max_size_bytes,
    },
    localArtifactStorageDir: folder(file.local_artifact_storage?.base_dir),
    computeLogsDir: folder(file.compute_logs?.base_dir),
    concurrency: {
      runs: {
        maxConcurrentRuns: runs?.max_concurrent_runs ?? defaults.runs.maxConcurrentRuns,
        tagConcurrencyLimits: runs?.tag_concurrency_limits ?? [],
      },
      pools: {
        defaultLimit: pools?.default_limit,
        granularity: pools?.granularity ?? "op",
        limits: pools?.limits ?? {},
      },
    },
  };
}

function invalid(file: string, problems: readonly Problem[]): CoreError<"CORE_INSTANCE_CONFIG"> {
  return new CoreError({
    code: "CORE_INSTANCE_CONFIG",
    message: `${file} has ${problems.length === 1 ? "a fault" : `${String(problems.length)} faults`}`,
    hint: "Correct each listed key.",
    problems,
    details: { file },
  });
}
