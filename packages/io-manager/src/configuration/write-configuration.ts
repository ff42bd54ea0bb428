import { type ConfigurationFault, configurationError } from "../errors.ts";
import { checkAliases, checkTags } from "./check-labels.ts";
import { checkMetadata } from "./check-metadata.ts";
import { checkNameOrType } from "./check-name.ts";
import { checkDirs, checkFiles, checkReferences } from "./check-extras.ts";
import { checkLink, checkTtl } from "./check-lifetime.ts";
import { readKeys, writeKeys, type WriteKey } from "./keys.ts";
import { describe } from "./locate.ts";
import { nearest } from "./nearest.ts";
import { camelCase, canonicalise, isRecord, snakeCase } from "./spelling.ts";
import type {
  DirArguments,
  FileArguments,
  LinkArguments,
  ReferenceArguments,
} from "./write-types.ts";

/** A write configuration after validation: one spelling, every list present and our own. */
export interface WriteConfiguration {
  readonly name: string | undefined;
  readonly type: string | undefined;
  readonly description: string | undefined;
  readonly aliases: readonly string[];
  readonly addDirs: readonly DirArguments[];
  readonly addFiles: readonly FileArguments[];
  readonly addReferences: readonly ReferenceArguments[];
  /** Undefined when the configuration says nothing about serialization. */
  readonly serialization:
    | { readonly name: string; readonly parameters: Readonly<Record<string, unknown>> }
    | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  /** Seconds, `"inherit"`, `"never"` (kept for ever), or undefined when nothing was said. */
  readonly ttl: number | "inherit" | "never" | undefined;
  readonly links: readonly LinkArguments[];
  readonly emptyOutput: "skip" | "artifact" | undefined;
  readonly runAlias: boolean | undefined;
  readonly entity: string | undefined;
  readonly project: string | undefined;
  /** What the user should know although it is no fault. */
  readonly warnings: readonly string[];
}

/**
 * Validates a write configuration and brings it into one form. Makes no request, so it runs when a
 * definition is made as well as before a write.
 *
 * @param raw the dictionary under `wandb_artifact_configuration`, in either spelling
 * @param place what it belongs to, for messages: `asset "my_artifact"`
 * @throws WandbArtifactsIOManagerError with all faults at once: `E-W02` unknown keys, `E-W14` name
 *   or type, `E-W15` extras, `E-W16` metadata, `E-W17` aliases and tags, `E-W20` other values
 */
export function parseWriteConfiguration(
  raw: Readonly<Record<string, unknown>>,
  place: string,
): WriteConfiguration {
  const faults: ConfigurationFault[] = [];
  const { values, unknown, twice } = canonicalise(raw, writeKeys);
  if (unknown.length > 0) faults.push(unknownKeys(unknown));
  for (const key of twice) {
    faults.push({
      code: "E-W02",
      path: snakeCase(key),
      message: `"${snakeCase(key)}" and "${key}" are given with different values`,
      hint: "Keep one of the two spellings.",
    });
  }

  const configuration: WriteConfiguration = {
    name: checkNameOrType("name", values.name, faults),
    type: checkNameOrType("type", values.type, faults),
    description: text(values, "description", faults),
    aliases: checkAliases("aliases", values.aliases, faults),
    addDirs: checkDirs(values.addDirs, faults),
    addFiles: checkFiles(values.addFiles, faults),
    addReferences: checkReferences(values.addReferences, faults),
    serialization: serialization(values.serializationModule, faults),
    metadata: checkMetadata(values.metadata, faults),
    tags: checkTags(values.tags, faults),
    ttl: checkTtl(values.ttl, faults),
    links: checkLink(values.link, faults),
    emptyOutput: oneOf(values, "emptyOutput", ["skip", "artifact"], faults),
    runAlias: flag(values, "runAlias", faults),
    entity: text(values, "entity", faults),
    project: text(values, "project", faults),
    warnings:
      values.partitions === undefined
        ? []
        : [`${place}: "partitions" is a key of the read configuration and has no effect here`],
  };
  const [first, ...others] = faults;
  if (first !== undefined) throw configurationError(place, [first, ...others]);
  return configuration;
}

type Values = Readonly<Partial<Record<WriteKey, unknown>>>;

function unknownKeys(keys: readonly string[]): ConfigurationFault {
  const allowed = writeKeys.map(snakeCase);
  const reading = new Set<string>(readKeys);
  const hints = keys.map((key) => {
    if (reading.has(camelCase(key))) {
      return `"${key}" is a read key: put it on the input, with fromWandb.`;
    }
    const close = nearest(snakeCase(key), allowed);
    return close === undefined ? undefined : `Did you mean "${close}" instead of "${key}"?`;
  });
  return {
    code: "E-W02",
    path: keys.join(", "),
    message: `unknown key${keys.length > 1 ? "s" : ""} ${keys.map((key) => `"${key}"`).join(", ")} in the write configuration under "wandb_artifact_configuration"`,
    hint: [...hints.filter((hint) => hint !== undefined), `Allowed: ${allowed.join(", ")}.`].join(
      " ",
    ),
  };
}

function serialization(
  value: unknown,
  faults: ConfigurationFault[],
): WriteConfiguration["serialization"] {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return { name: value, parameters: {} };
  const fault = (path: string, message: string): undefined => {
    faults.push({ code: "E-W20", path: `serialization_module${path}`, message });
    return undefined;
  };
  if (!isRecord(value)) {
    return fault(
      "",
      `"serialization_module" must be a name or a dictionary, not ${describe(value)}`,
    );
  }
  const wrong = Object.keys(value).filter((key) => key !== "name" && key !== "parameters");
  if (wrong.length > 0) {
    return fault(
      `.${wrong.join(",")}`,
      `"serialization_module" has no ${wrong.map((key) => `"${key}"`).join(", ")}; it may hold "name" and "parameters"`,
    );
  }
  const name = value["name"] ?? "pickle";
  const parameters = value["parameters"] ?? {};
  if (typeof name !== "string")
    return fault(".name", `the name must be text, not ${describe(name)}`);
  if (!isRecord(parameters)) {
    return fault(".parameters", `the parameters must be a dictionary, not ${describe(parameters)}`);
  }
  return { name, parameters: { ...parameters } };
}

function text(
  values: Values,
  key: "description" | "entity" | "project",
  faults: ConfigurationFault[],
): string | undefined {
  const value = values[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return key === "description" || value !== "" ? value : undefined;
  faults.push({
    code: "E-W20",
    path: key,
    message: `"${key}" must be text, not ${describe(value)}`,
  });
  return undefined;
}

function flag(values: Values, key: "runAlias", faults: ConfigurationFault[]): boolean | undefined {
  const value = values[key];
  if (value === undefined || value === null || typeof value === "boolean")
    return value ?? undefined;
  faults.push({
    code: "E-W20",
    path: snakeCase(key),
    message: `"${snakeCase(key)}" must be true or false, not ${describe(value)}`,
  });
  return undefined;
}

function oneOf<const Choice extends string>(
  values: Values,
  key: "emptyOutput",
  choices: readonly Choice[],
  faults: ConfigurationFault[],
): Choice | undefined {
  const value = values[key];
  if (value === undefined || value === null) return undefined;
  const match = choices.find((choice) => choice === value);
  if (match === undefined) {
    faults.push({
      code: "E-W20",
      path: snakeCase(key),
      message: `"${snakeCase(key)}" must be ${choices.map((choice) => `"${choice}"`).join(" or ")}, not ${describe(value)}`,
    });
  }
  return match;
}
