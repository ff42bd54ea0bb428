import { HeddleError, type ErrorCode } from "@heddle/errors";
import { instanceErrors } from "./instance/instance-errors.ts";

/** Every error code of `@heddle/core`: what it means, and what to do. */
export const coreErrors = {
  CORE_INVALID_DEFINITION: {
    meaning:
      "The definitions have faults; every one of them is listed with the place where it was written.",
    remedy: "Correct each listed definition.",
  },
  CORE_INVALID_NAME: {
    meaning: "A name or a key holds characters that it may not hold, or is empty.",
    remedy: "Use letters, digits and underscores for names; keep key parts non-empty.",
  },
  CORE_DUPLICATE_KEY: {
    meaning: "Two definitions claim the same asset key, check key or name.",
    remedy: "Rename one of them; the error says where both are written.",
  },
  CORE_CYCLE: {
    meaning: "Assets, ops or resources depend on each other in a circle.",
    remedy:
      "Break the circle that the error prints; an asset may depend on itself only through earlier partitions.",
  },
  CORE_UNKNOWN_ASSET: {
    meaning: "An asset key is used that no definition provides.",
    remedy: "Correct the key, or declare it with `sourceAsset`.",
  },
  CORE_AMBIGUOUS_ASSET_KEY: {
    meaning:
      "A part of an asset key holds a `/` (a warning): written by users, such a key reads as two parts.",
    remedy: "Give the key as a list of parts, or choose another name.",
  },
  CORE_UNKNOWN_JOB: {
    meaning: "There is no job of this name.",
    remedy: "Use one of the listed names.",
  },
  CORE_MISSING_RESOURCE: {
    meaning: "A resource key is required and not provided.",
    remedy: "Add the resource to `definitions`, `materialize` or the job.",
  },
  CORE_NOT_AN_IO_MANAGER: {
    meaning: "The resource under an IO manager key has no handleOutput and loadInput.",
    remedy: "Bind an IO manager under this key, or name another key.",
  },
  CORE_RESOURCE_CONFLICT: {
    meaning: "One resource key is bound twice with different resources.",
    remedy: "Bind it once, or use two keys.",
  },
  CORE_PARTITION_MISMATCH: {
    meaning: "Partitions and mappings of an asset, a job or an input do not fit together.",
    remedy: "Follow the reason in the message: another mapping, or the same partitions definition.",
  },
  CORE_INVALID_WIRING: {
    meaning: "An input of an op is connected to nothing, to the wrong thing, or twice.",
    remedy:
      "Pass a handle of an op called in the same body, give a default, or name an input manager.",
  },
  CORE_OUTSIDE_COMPOSITION: {
    meaning: "An op or a graph was called outside the body of a job or graph.",
    remedy: "Call it inside `job` or `graph`; to run it directly use `op.invoke(inputs, context)`.",
  },
  CORE_INVALID_OPTION: {
    meaning:
      "An option of a definition or call is not known, contradicts another one, or has a wrong value.",
    remedy: "Follow the message, which names the option.",
  },
  CORE_INVALID_SELECTION: {
    meaning: "A selection text cannot be parsed, or it selects nothing.",
    remedy: "Check the marked position and the listed keys.",
  },
  CORE_INVALID_CONFIG: {
    meaning:
      "Run config or resource config does not fit its schema; all faults are listed with path and reason.",
    remedy: "Correct each listed path.",
  },
  CORE_CONFIG_FILE: {
    meaning: "A config file cannot be read or is not valid YAML.",
    remedy: "Check the file at the given line.",
  },
  CORE_INVALID_INVOCATION: {
    meaning: "A run or a call was started with arguments that do not fit the definition.",
    remedy: "Follow the message: partition key, selection or inputs.",
  },
  CORE_UNKNOWN_STEP: {
    meaning: "A step key is not part of the plan.",
    remedy: "Use one of the listed step keys.",
  },
  CORE_INVARIANT: {
    meaning: "User code returned or asked for something that the declaration does not allow.",
    remedy: "Return what is declared; the message names output and step.",
  },
  CORE_TYPE_CHECK: {
    meaning: "A value does not fit the schema of its input or output.",
    remedy: "Return or store a value of the declared type.",
  },
  CORE_UNDECLARED_RESOURCE: {
    meaning: "A body asked for a resource that its definition does not declare.",
    remedy: "Add it to `resources` of the definition.",
  },
  CORE_CONTEXT_MEMBER: {
    meaning: "A context was asked for something that this run or step does not have.",
    remedy: "Follow the message, which names the member to use instead.",
  },
  CORE_RESOURCE_INIT: {
    meaning: "A resource could not be set up.",
    remedy: "See the cause; the steps were not started.",
  },
  CORE_RUN_FAILED: { meaning: "A run ended in failure.", remedy: "See the first failed step." },
  CORE_STEP_TIMEOUT: {
    meaning: "A step did not finish within its time limit.",
    remedy: "Raise `timeoutMs`, or make the body watch `context.signal`.",
  },
  CORE_RUN_TIMEOUT: {
    meaning: "A run did not finish within `dagster/max_runtime`.",
    remedy: "Raise the limit or split the run.",
  },
  CORE_CANCELED: {
    meaning: "The run was cancelled.",
    remedy: "Start it again, or re-execute from failure.",
  },
  CORE_LOAD_INPUT: { meaning: "An IO manager could not load an input.", remedy: "See the cause." },
  CORE_HANDLE_OUTPUT: {
    meaning: "An IO manager could not store an output.",
    remedy: "See the cause.",
  },
  CORE_VALUE_NOT_FOUND: {
    meaning: "An IO manager has no stored value for an asset, partition or output.",
    remedy: "Materialize it first, with the same IO manager and instance.",
  },
  CORE_UNSAFE_PATH: {
    meaning: "A key would lead to a file outside the storage folder.",
    remedy: "Use another key, or another base folder.",
  },
  CORE_NOT_SERIALIZABLE: {
    meaning: "The local file IO manager cannot store a value of this kind.",
    remedy: "Return plain data, or name an IO manager that stores it.",
  },
  CORE_SEVERAL_PARTITIONS: {
    meaning: "One plain value was returned in a run over several partitions.",
    remedy:
      "Return a Map from partition key to value, yield one output per key, or run one partition at a time.",
  },
  CORE_METADATA: {
    meaning:
      "A metadata value is of no supported kind, or a key was set twice where this is not allowed.",
    remedy: "Use one of the metadata constructors.",
  },
  CORE_CANNOT_REEXECUTE: {
    meaning: "The run cannot be executed again in this way.",
    remedy: "Choose another run or strategy; the message says why.",
  },
  ...instanceErrors,
} as const;

/** The codes of `@heddle/core`. */
export type CoreErrorCode = ErrorCode<typeof coreErrors>;

/** The error class of `@heddle/core`; tell cases apart by `code`. */
export class CoreError<Code extends CoreErrorCode = CoreErrorCode> extends HeddleError<Code> {}

/** Definitions with faults; `problems` holds each with its code, place and advice. */
export class InvalidDefinitionError extends CoreError<"CORE_INVALID_DEFINITION"> {}

/** Config that does not fit; `problems` holds each fault with path, reason and advice. */
export class InvalidConfigError extends CoreError<"CORE_INVALID_CONFIG"> {}
