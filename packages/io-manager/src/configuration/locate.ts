import { type ConfigurationFault, configurationError } from "../errors.ts";
import { configurationKey, legacyConfigurationKey } from "./keys.ts";
import { isRecord } from "./spelling.ts";

/** Makes settings from what is known when the step runs. */
export type Configure = (context: ConfigureContext) => Readonly<Record<string, unknown>>;

/** What a configuration that is a function gets to know. */
export interface ConfigureContext {
  readonly runId: string;
  readonly jobName: string;
  readonly stepKey: string;
  /** Parts of the asset key; undefined for the output of an op. */
  readonly assetKey: readonly string[] | undefined;
  /** The partition that is written, as text; undefined without partitions. */
  readonly partitionKey: string | undefined;
  /** Tags of the run. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Where a configuration carries its function; a symbol, so that it stays out of dumps. */
export const configure: unique symbol = Symbol.for("@heddle/io-manager/configure");

/** A configuration as it stands in the metadata. */
export interface LocatedConfiguration {
  /** The dictionary; undefined if there is none. */
  readonly raw: Readonly<Record<string, unknown>> | undefined;
  /** Settings that are made when the step runs; they win over the dictionary's. */
  readonly configure: Configure | undefined;
  /** What to tell the user once: the deprecated key was used. */
  readonly warnings: readonly string[];
}

/**
 * Finds the W&B configuration in the metadata of an output or an input: under
 * `wandb_artifact_configuration`, or under `wandb_artifact_arguments` as the guide's first examples
 * write it (with a warning). Any other `wandb_artifact_…` key warns too: it would do nothing.
 *
 * @param place what the metadata belongs to, for messages
 * @throws WandbArtifactsIOManagerError `E-W19` when both keys are present or the entry is no
 *   dictionary
 */
export function locateConfiguration(
  metadata: Readonly<Record<string, unknown>>,
  place: string,
): LocatedConfiguration {
  const current: unknown = metadata[configurationKey];
  const legacy: unknown = metadata[legacyConfigurationKey];
  const warnings = Object.keys(metadata)
    .filter((key) => key.startsWith("wandb_artifact_"))
    .filter((key) => key !== configurationKey && key !== legacyConfigurationKey)
    .map(
      (key) =>
        `${place}: the metadata key "${key}" has no effect; did you mean "${configurationKey}"?`,
    );
  if (legacy !== undefined) {
    warnings.push(
      `${place}: the metadata key "${legacyConfigurationKey}" is deprecated; write "${configurationKey}"`,
    );
  }
  if (current !== undefined && legacy !== undefined) {
    throw fault(place, `both "${configurationKey}" and "${legacyConfigurationKey}" are given`);
  }
  const raw = current ?? legacy;
  if (raw === undefined || raw === null) return { raw: undefined, configure: undefined, warnings };
  if (isRecord(raw)) {
    const dynamic = (raw as { readonly [configure]?: Configure })[configure];
    return { raw, configure: dynamic, warnings };
  }
  if (typeof raw === "function") {
    return { raw: undefined, configure: raw as Configure, warnings };
  }
  const key = current === undefined ? legacyConfigurationKey : configurationKey;
  throw fault(place, `"${key}" must be a dictionary, not ${describe(raw)}`);
}

function fault(place: string, message: string): Error {
  const problem: ConfigurationFault = { code: "E-W19", message };
  return configurationError(place, [problem]);
}

/** A short name of a value's kind for messages. */
export function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return `a ${value.constructor?.name ?? "record"}`;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? `the ${typeof value} ${JSON.stringify(value)}`
    : `a ${typeof value}`;
}
