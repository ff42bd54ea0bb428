/** Why a part of a config does not fit; the names are Dagster's. */
export type ConfigFaultReason =
  | "RUNTIME_TYPE_MISMATCH"
  | "MISSING_REQUIRED_FIELD"
  | "FIELD_NOT_DEFINED"
  | "SELECTOR_FIELD_ERROR"
  | "FAILED_POST_PROCESSING"
  | "FIELD_ALIAS_COLLISION";

/** One fault of a config. */
export interface ConfigFault {
  readonly reason: ConfigFaultReason;
  /** `root:resources:wandb_config:config:entity`. */
  readonly path: string;
  readonly message: string;
  readonly hint?: string | undefined;
  /** The smallest YAML that would do, for a missing field. */
  readonly sample?: string | undefined;
}

/** A path as it stands in faults. */
export function pathText(path: readonly PropertyKey[]): string {
  return ["root", ...path.map(String)].join(":");
}

/** The fault of config for something whose config is fixed. */
export function fixedConfig(what: string, path: readonly PropertyKey[], hint: string): ConfigFault {
  return {
    reason: "FIELD_NOT_DEFINED",
    path: pathText(path),
    message: `the config of this ${what} is fixed by .configured`,
    hint,
  };
}
