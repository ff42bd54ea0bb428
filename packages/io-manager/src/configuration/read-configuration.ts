import { type ConfigurationFault, configurationError } from "../errors.ts";
import { entryKeys, type EntryKey, readKeys, type ReadKey, writeKeys } from "./keys.ts";
import { describe } from "./locate.ts";
import { nearest } from "./nearest.ts";
import { parseEntry, parsePartitionEntry, type ReadEntryConfiguration } from "./read-entry.ts";
import { camelCase, canonicalise, isRecord, snakeCase } from "./spelling.ts";

/** What kind of upstream an input has; it decides which settings make sense. */
export type InputKind = "partitioned" | "asset" | "op" | "undecided";

/** Another place to read from than the key's own artifact. */
export interface ExternalArtifact {
  readonly entity: string | undefined;
  readonly project: string | undefined;
  readonly name: string | undefined;
}

/** A read configuration after validation. */
export interface ReadConfiguration extends ReadEntryConfiguration {
  readonly name: string | undefined;
  /** Entries by partition key, `"*"` included; undefined when the configuration has none. */
  readonly partitions: ReadonlyMap<string, ReadEntryConfiguration | null> | undefined;
  readonly consistency: "run" | "latest" | undefined;
  /** Whether a whole artifact is fetched before the step, or entry by entry when asked for. */
  readonly download: "eager" | "lazy" | undefined;
  readonly wildcard: "merge" | "replace" | undefined;
  readonly external: ExternalArtifact | undefined;
}

/**
 * Validates a read configuration. Makes no request, so it runs when a definition is made (with kind
 * `undecided`, as the upstream is not known yet) as well as before a read.
 *
 * @param raw the dictionary under `wandb_artifact_configuration`, in either spelling
 * @param place what it belongs to, for messages: `input "rows" of step "total"`
 * @throws WandbArtifactsIOManagerError with all faults at once: `E-R01` … `E-R08`, `E-R10`, `E-R11`,
 *   `E-R13`, `E-R14`, `E-R21`
 */
export function parseReadConfiguration(
  raw: Readonly<Record<string, unknown>>,
  kind: InputKind,
  place: string,
): ReadConfiguration {
  const faults: ConfigurationFault[] = [];
  const { values, unknown, twice } = canonicalise(raw, readKeys);
  if (unknown.length > 0) faults.push(unknownKeys(unknown));
  for (const key of twice) {
    faults.push({
      code: "E-R01",
      path: snakeCase(key),
      message: `"${snakeCase(key)}" and "${key}" are given with different values`,
      hint: "Keep one of the two spellings.",
    });
  }
  const partitions = parsePartitions(values.partitions, faults);
  const top = parseEntry(
    entryValues(values),
    { unknown: "E-R01", version: "E-R05", get: "E-R06" },
    "",
    "",
    faults,
  );
  const configuration: ReadConfiguration = {
    ...top,
    name: optionalText(values.name, "name", faults),
    partitions,
    consistency: oneOf(values.consistency, ["run", "latest"], "consistency", faults),
    download: oneOf(values.download, ["eager", "lazy"], "download", faults),
    wildcard: oneOf(values.wildcard, ["merge", "replace"], "wildcard", faults),
    external: parseExternal(values, faults),
  };
  checkKind(configuration, kind, faults);
  const [first, ...others] = faults;
  if (first !== undefined) throw configurationError(place, [first, ...others]);
  return configuration;
}

type Values = Readonly<Partial<Record<ReadKey, unknown>>>;

function checkKind(
  configuration: ReadConfiguration,
  kind: InputKind,
  faults: ConfigurationFault[],
): void {
  const { name, external, partitions, what, which } = configuration;
  if (partitions !== undefined && (kind === "asset" || kind === "op")) {
    faults.push({
      code: "E-R02",
      path: "partitions",
      message: `"partitions" is given, but the upstream is not partitioned`,
    });
  }
  if (kind === "asset" && name !== undefined) {
    faults.push({
      code: "E-R03",
      path: "name",
      message: `the name "${name}" is given, but the asset key gives the artifact's name already`,
    });
  }
  if (kind === "op" && name === undefined && external?.name === undefined) {
    faults.push({ code: "E-R04", path: "name", message: `"name" is missing` });
  }
  if (kind !== "partitioned" && !(kind === "undecided" && partitions !== undefined)) return;
  if (what?.kind === "get" || what?.kind === "path") {
    const key = what.kind === "get" ? "get" : "get_path";
    faults.push({
      code: "E-R07",
      path: key,
      message: `"${key}" stands at the top of the configuration of a partitioned input`,
    });
  }
  if (which !== undefined) {
    faults.push({
      code: "E-R14",
      path: which.kind,
      message: `"${which.kind}" stands at the top of the configuration of a partitioned input`,
    });
  }
}

function entryValues(values: Values): Readonly<Partial<Record<EntryKey, unknown>>> {
  return Object.fromEntries(
    entryKeys.filter((key) => Object.hasOwn(values, key)).map((key) => [key, values[key]]),
  );
}

function parsePartitions(
  value: unknown,
  faults: ConfigurationFault[],
): ReadonlyMap<string, ReadEntryConfiguration | null> | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) {
    faults.push({
      code: "E-R21",
      path: "partitions",
      message: `"partitions" must be a dictionary from partition key to settings, not ${describe(value)}`,
    });
    return undefined;
  }
  return new Map(
    Object.entries(value).map(([key, entry]) => [key, parsePartitionEntry(key, entry, faults)]),
  );
}

function parseExternal(values: Values, faults: ConfigurationFault[]): ExternalArtifact | undefined {
  const entity = optionalText(values.entity, "entity", faults);
  const project = optionalText(values.project, "project", faults);
  const { external } = values;
  if (external === undefined || external === null) {
    return entity === undefined && project === undefined
      ? undefined
      : { entity, project, name: undefined };
  }
  const record = typeof external === "string" ? { name: external } : external;
  if (!isRecord(record)) {
    faults.push({
      code: "E-R21",
      path: "external",
      message: `"external" must be like { entity, project, name }, not ${describe(external)}`,
    });
    return undefined;
  }
  for (const key of Object.keys(record)) {
    if (key === "entity" || key === "project" || key === "name") continue;
    faults.push({
      code: "E-R01",
      path: `external.${key}`,
      message: `unknown key "${key}" in "external"`,
      hint: "Allowed: entity, project, name.",
    });
  }
  const parts = (optionalText(record["name"], "external.name", faults) ?? "").split("/");
  if (parts.length > 3 || (parts.length > 1 && parts.includes(""))) {
    faults.push({
      code: "E-R21",
      path: "external.name",
      message: `"external.name" must be [[entity/]project/]name`,
    });
  }
  const name = parts.at(-1);
  return {
    entity: parts.at(-3) ?? optionalText(record["entity"], "external.entity", faults) ?? entity,
    project: parts.at(-2) ?? optionalText(record["project"], "external.project", faults) ?? project,
    name: name === "" ? undefined : name,
  };
}

function unknownKeys(keys: readonly string[]): ConfigurationFault {
  const allowed = readKeys.map(snakeCase);
  const writing = new Set<string>(writeKeys);
  const hints = keys.map((key) => {
    if (writing.has(camelCase(key))) {
      return `"${key}" is a write key: put it on the output, with wandbArtifact.`;
    }
    const close = nearest(snakeCase(key), allowed);
    return close === undefined ? undefined : `Did you mean "${close}" instead of "${key}"?`;
  });
  return {
    code: "E-R01",
    path: keys.join(", "),
    message: `unknown key${keys.length > 1 ? "s" : ""} ${keys.map((key) => `"${key}"`).join(", ")} in the read configuration under "wandb_artifact_configuration"`,
    hint: [...hints.filter((hint) => hint !== undefined), `Allowed: ${allowed.join(", ")}.`].join(
      " ",
    ),
  };
}

function optionalText(
  value: unknown,
  path: string,
  faults: ConfigurationFault[],
): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return value;
  faults.push({ code: "E-R21", path, message: `"${path}" must be text, not ${describe(value)}` });
  return undefined;
}

function oneOf<const Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
  key: string,
  faults: ConfigurationFault[],
): Choice | undefined {
  if (value === undefined || value === null) return undefined;
  const match = choices.find((choice) => choice === value);
  if (match === undefined) {
    faults.push({
      code: "E-R21",
      path: key,
      message: `"${key}" must be ${choices.map((choice) => `"${choice}"`).join(" or ")}, not ${describe(value)}`,
    });
  }
  return match;
}
