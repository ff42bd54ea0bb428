import type { ConfigurationFault } from "../errors.ts";
import { entryKeys, type EntryKey } from "./keys.ts";
import { describe } from "./locate.ts";
import { canonicalise, isRecord, snakeCase } from "./spelling.ts";

/** The form in which a whole artifact is delivered. */
export type DeliveryForm = "value" | "artifact" | "path" | "stream";

/** What of an artifact is delivered. `inherited` says that the wildcard entry asked for it. */
export type What =
  | {
      readonly kind: "get";
      readonly entry: string;
      readonly as: unknown;
      readonly inherited: boolean;
    }
  | {
      readonly kind: "path";
      readonly entry: string;
      readonly form: "path" | "stream";
      readonly inherited: boolean;
    }
  | { readonly kind: "whole"; readonly form: DeliveryForm | undefined };

/** Which version is read; undefined means that the configuration does not say. */
export type Which = { readonly kind: "version" | "alias"; readonly value: string } | undefined;

/** What happens when the artifact does not exist. */
export type OnMissing = "error" | "skip" | "undefined";

/** How far stored content is trusted. */
export interface TrustSettings {
  /** `data`: unknown Python names are an error; `inspect`: they become inert objects. */
  readonly policy: "data" | "inspect" | "signed" | undefined;
  /** Python names to decode as inert objects although the policy is `data`, for example `mypkg.*`. */
  readonly allow: readonly string[] | undefined;
  /** Revive functions that were stored as source: runs code of the artifact's author. */
  readonly trust: boolean | undefined;
}

/** One entry of a read configuration, validated; `what` undefined means that it does not say. */
export interface ReadEntryConfiguration extends TrustSettings {
  readonly what: What | undefined;
  readonly which: Which;
  readonly onMissing: OnMissing | undefined;
}

/** The codes for the same fault at the top of a configuration and inside a partition's entry. */
export interface EntryFaultCodes {
  readonly unknown: "E-R01" | "E-R10";
  readonly version: "E-R05" | "E-R11";
  readonly get: "E-R06" | "E-R13";
}

/** An entry that says nothing. */
export const emptyEntry: ReadEntryConfiguration = {
  what: undefined,
  which: undefined,
  onMissing: undefined,
  policy: undefined,
  allow: undefined,
  trust: undefined,
};

/**
 * Validates the settings that the top of a read configuration and the entry of a partition share.
 *
 * @param values the settings under camelCase keys
 * @param path where they stand, `""` at the top or `partitions.red.`
 * @param about how to name the place in messages, for example ` for partition "red"`
 */
export function parseEntry(
  values: Readonly<Partial<Record<EntryKey, unknown>>>,
  codes: EntryFaultCodes,
  path: string,
  about: string,
  faults: ConfigurationFault[],
): ReadEntryConfiguration {
  const text = (key: "get" | "getPath" | "version" | "alias"): string | undefined => {
    const value = values[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string" && value !== "") return value;
    const name = snakeCase(key);
    faults.push({
      code: "E-R21",
      path: `${path}${name}`,
      message: `"${name}"${about} must be text, not ${describe(value)}`,
    });
    return undefined;
  };
  const get = text("get");
  const getPath = text("getPath");
  const version = text("version");
  const alias = text("alias");
  if (version !== undefined && alias !== undefined) {
    faults.push({
      code: codes.version,
      path,
      message: `both "version" and "alias" are given${about}`,
    });
  }
  if (get !== undefined && getPath !== undefined) {
    faults.push({
      code: codes.get,
      path,
      message: `both "get" and "get_path" are given${about}`,
    });
  }
  return {
    what: what(values, get, getPath, path, about, faults),
    which:
      version === undefined
        ? alias === undefined
          ? undefined
          : { kind: "alias", value: alias }
        : { kind: "version", value: version },
    onMissing: choice(values.onMissing, ["error", "skip", "undefined"], "on_missing", path, faults),
    policy: choice(values.policy, ["data", "inspect", "signed"], "policy", path, faults),
    allow: names(values.allow, path, faults),
    trust: choice(values.trust, [true, false], "trust", path, faults),
  };
}

/** Validates the entry of one partition; null means: read it without settings, not even `"*"`'s. */
export function parsePartitionEntry(
  key: string,
  raw: unknown,
  faults: ConfigurationFault[],
): ReadEntryConfiguration | null {
  if (raw === null || raw === undefined) return null;
  const path = `partitions.${key}.`;
  const wildcard = key === "*" ? ' of the wildcard "*"' : ` of partition "${key}"`;
  if (!isRecord(raw)) {
    faults.push({
      code: "E-R21",
      path: `partitions.${key}`,
      message: `the entry${wildcard} must be a dictionary or null, not ${describe(raw)}`,
    });
    return null;
  }
  if (Object.keys(raw).length === 0) {
    faults.push({
      code: "E-R08",
      path: `partitions.${key}`,
      message: `the entry${wildcard} is empty`,
    });
    return null;
  }
  const { values, unknown, twice } = canonicalise(raw, entryKeys);
  for (const name of [...unknown, ...twice]) {
    faults.push({
      code: "E-R10",
      path: `${path}${name}`,
      message: unknown.includes(name)
        ? `the entry${wildcard} has the unknown key "${name}"`
        : `the entry${wildcard} has "${name}" in two spellings`,
      hint: `Allowed: ${entryKeys.map(snakeCase).join(", ")}.`,
    });
  }
  return parseEntry(
    values,
    { unknown: "E-R10", version: "E-R11", get: "E-R13" },
    path,
    ` in the entry${wildcard}`,
    faults,
  );
}

function what(
  values: Readonly<Partial<Record<EntryKey, unknown>>>,
  get: string | undefined,
  getPath: string | undefined,
  path: string,
  about: string,
  faults: ConfigurationFault[],
): What | undefined {
  const { as } = values;
  if (get !== undefined) {
    if (as !== undefined && as !== null && typeof as !== "function") {
      faults.push({
        code: "E-R21",
        path: `${path}as`,
        message: `"as" next to "get"${about} must be a W&B class such as Table, not ${describe(as)}`,
      });
    }
    return { kind: "get", entry: get, as: as ?? undefined, inherited: false };
  }
  if (getPath !== undefined) {
    const form = choice(as, ["path", "stream"], "as", path, faults) ?? "path";
    return { kind: "path", entry: getPath, form, inherited: false };
  }
  const form = choice(as, ["value", "artifact", "path", "stream"], "as", path, faults);
  if (form !== undefined) return { kind: "whole", form };
  const cancelled = values.get === null || values.getPath === null;
  return cancelled ? { kind: "whole", form: undefined } : undefined;
}

function choice<const Choice extends string | boolean>(
  value: unknown,
  choices: readonly Choice[],
  name: string,
  path: string,
  faults: ConfigurationFault[],
): Choice | undefined {
  if (value === undefined || value === null) return undefined;
  const match = choices.find((candidate) => candidate === value);
  if (match === undefined) {
    faults.push({
      code: "E-R21",
      path: `${path}${name}`,
      message: `"${name}" must be ${choices.map((candidate) => JSON.stringify(candidate)).join(", ")}, not ${describe(value)}`,
    });
  }
  return match;
}

function names(
  value: unknown,
  path: string,
  faults: ConfigurationFault[],
): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.every((item) => typeof item === "string" && item !== "")) {
    return [...(value as readonly string[])];
  }
  faults.push({
    code: "E-R21",
    path: `${path}allow`,
    message: `"allow" must be a list of Python names such as "sklearn.*"`,
  });
  return undefined;
}
