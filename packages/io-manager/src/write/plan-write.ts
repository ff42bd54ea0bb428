import { nameFault } from "../configuration/check-name.ts";
import type { WriteConfiguration } from "../configuration/write-configuration.ts";
import { type ConfigurationFault, configurationError } from "../errors.ts";

/** What kind of value is to be stored, as far as planning cares. */
export type ValueKind =
  | { readonly kind: "empty" }
  | {
      readonly kind: "artifact";
      readonly name: string | undefined;
      readonly type: string;
      readonly description: string | undefined;
      /** Whether it was logged already. */
      readonly committed: boolean;
    }
  | { readonly kind: "object"; readonly className: string }
  | {
      readonly kind: "unsupported";
      readonly className: string;
      readonly accepted: readonly string[];
      /** What to do instead. */
      readonly advice: string;
    }
  | { readonly kind: "stream" }
  | { readonly kind: "value" };

/** Everything that the decisions about a write depend on. */
export interface WriteQuestion {
  /** What is written, for messages: `asset "my_artifact"`. */
  readonly place: string;
  readonly value: ValueKind;
  readonly configuration: WriteConfiguration;
  /** Artifact name made from the asset key, without partition; undefined for an op's output. */
  readonly assetName: string | undefined;
  /** Whether the run covers several partitions and this is one plain value for all of them. */
  readonly partitionKeys: readonly string[];
  /** Appends the partition to a base name; the base itself when there is no partition. */
  readonly withPartition: (base: string) => string;
  /** Names of the serialization modules that are registered. */
  readonly modules: readonly string[];
  /** Whether a missing type is a fault. */
  readonly requireType: boolean;
  /** What to do with null when the configuration does not say. */
  readonly emptyOutput: "skip" | "artifact";
}

/** What is to be done. */
export type WritePlan =
  | { readonly action: "skip"; readonly warnings: readonly string[] }
  | {
      readonly action: "store";
      /** The artifact's name, with partition. */
      readonly name: string;
      readonly type: string;
      /** Undefined leaves an Artifact's own. */
      readonly description: string | undefined;
      readonly content:
        | { readonly kind: "artifact" }
        | { readonly kind: "object"; readonly entry: string }
        | {
            readonly kind: "serialized";
            readonly module: string;
            readonly parameters: Readonly<Record<string, unknown>>;
          };
      readonly warnings: readonly string[];
      readonly notes: readonly string[];
    };

/**
 * Decides a write by the integration's tables, without any I/O: what is stored under which name and
 * type, and what the user is told.
 *
 * @throws WandbArtifactsIOManagerError with all faults at once: `E-W01`, `E-W03` … `E-W11`, `E-W14`
 */
export function planWrite(question: WriteQuestion): WritePlan {
  const { configuration, value } = question;
  const emptyOutput = configuration.emptyOutput ?? question.emptyOutput;
  if (value.kind === "empty" && emptyOutput === "skip") {
    return {
      action: "skip",
      warnings: [
        `${question.place}: the value is empty, so no artifact is written; ignore this if it is intended`,
      ],
    };
  }
  const faults: ConfigurationFault[] = [];
  if (question.partitionKeys.length > 1) {
    faults.push({
      code: "E-W01",
      message: `one plain value was produced for ${question.partitionKeys.length} partitions (${listKeys(question.partitionKeys)})`,
    });
  }
  const module = configuration.serialization?.name ?? (value.kind === "stream" ? "raw" : "pickle");
  if (!question.modules.includes(module)) {
    faults.push({
      code: "E-W03",
      path: "serialization_module.name",
      message: `the serialization module "${module}" is not known; known are ${question.modules.join(", ")}`,
    });
  }
  checkValue(question, faults);
  const warnings = [...configuration.warnings];
  const base = baseName(question, faults, warnings);
  const type = value.kind === "artifact" ? value.type : (configuration.type ?? "artifact");
  const notes: string[] = [];
  if (value.kind === "artifact") {
    const message = nameFault("type", value.type);
    if (message !== undefined) {
      faults.push({
        code: "E-W14",
        path: "type",
        message: `${message} (from the Artifact object)`,
      });
    }
  } else if (configuration.type === undefined) {
    if (question.requireType) {
      faults.push({ code: "E-W14", path: "type", message: `"type" is missing` });
    } else notes.push(`${question.place}: no artifact type is given, "artifact" is used`);
  }
  if (
    configuration.serialization !== undefined &&
    (value.kind === "artifact" || value.kind === "object")
  ) {
    const what = value.kind === "artifact" ? "an Artifact" : `a W&B ${value.className}`;
    warnings.push(
      `${question.place}: "serialization_module" has no effect, because the value is ${what}`,
    );
  }
  const [first, ...others] = faults;
  if (first !== undefined) throw configurationError(question.place, [first, ...others]);
  return {
    action: "store",
    name: question.withPartition(base),
    type,
    description: configuration.description,
    content:
      value.kind === "artifact"
        ? { kind: "artifact" }
        : value.kind === "object"
          ? { kind: "object", entry: value.className }
          : {
              kind: "serialized",
              module,
              parameters: configuration.serialization?.parameters ?? {},
            },
    warnings,
    notes,
  };
}

function checkValue(question: WriteQuestion, faults: ConfigurationFault[]): void {
  const { configuration, value } = question;
  if (value.kind === "unsupported") {
    faults.push({
      code: "E-W09",
      message: `a ${value.className} cannot be stored in an artifact; accepted are ${value.accepted.join(", ")}`,
      hint: value.advice,
    });
  }
  if (value.kind !== "artifact") return;
  if (value.committed) {
    faults.push({
      code: "E-W10",
      message: `the Artifact ${JSON.stringify(value.name ?? "")} was logged already`,
    });
  }
  if (configuration.name !== undefined) {
    faults.push({
      code: "E-W04",
      path: "name",
      message: `"name" makes sense only when the value is not already an Artifact`,
    });
  }
  if (configuration.type !== undefined) {
    faults.push({
      code: "E-W05",
      path: "type",
      message: `"type" makes sense only when the value is not already an Artifact`,
    });
  }
  if (configuration.description !== undefined && (value.description ?? "") !== "") {
    faults.push({
      code: "E-W06",
      path: "description",
      message: `the description is set both in the configuration and on the Artifact`,
    });
  }
}

function baseName(
  question: WriteQuestion,
  faults: ConfigurationFault[],
  warnings: string[],
): string {
  const { assetName, configuration, value } = question;
  if (value.kind === "artifact") {
    if (assetName !== undefined) {
      if (value.name !== undefined && value.name !== assetName && !value.committed) {
        warnings.push(
          `${question.place}: the Artifact's name "${value.name}" is replaced by the asset's, "${assetName}"; use one constant for both`,
        );
      }
      return assetName;
    }
    if (value.name === undefined || value.name === "") {
      faults.push({ code: "E-W08", message: `the Artifact has no name` });
      return "";
    }
    const message = nameFault("name", value.name);
    if (message !== undefined && !value.committed) {
      faults.push({
        code: "E-W14",
        path: "name",
        message: `${message} (from the Artifact object)`,
      });
    }
    return value.name;
  }
  if (assetName !== undefined) {
    if (configuration.name !== undefined) {
      faults.push({
        code: "E-W07",
        path: "name",
        message: `the name "${configuration.name}" is given, but the asset's name "${assetName}" is used`,
      });
    }
    return assetName;
  }
  if (configuration.name === undefined) {
    faults.push({
      code: "E-W11",
      path: "name",
      message: `"name" is missing; the output of an op needs one`,
    });
    return "";
  }
  return configuration.name;
}

function listKeys(keys: readonly string[]): string {
  return keys.length <= 10 ? keys.join(", ") : `${keys.slice(0, 10).join(", ")} …`;
}
