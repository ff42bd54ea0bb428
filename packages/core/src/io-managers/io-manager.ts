import type { InputContext } from "../context/input-context.ts";
import type { OutputContext } from "../context/output-context.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { PartitionedInput } from "./partitioned-input.ts";
import type { Awaitable } from "../definitions/value-types.ts";

/** Loads inputs. Every IO manager is one; an input may name another one by `inputManagerKey`. */
export interface InputManager {
  /**
   * Loads the value of an input: the whole of an unpartitioned upstream, or the one partition that
   * `context.assetPartitionKey` names.
   */
  loadInput(context: InputContext): unknown;
  /**
   * Loads an input that may have several partitions. Without this method core calls {@link InputManager.loadInput}
   * once per key, lazily and with bounded concurrency.
   */
  loadPartitions?(context: InputContext): Awaitable<PartitionedInput<unknown>>;
}

/**
 * Stores the outputs of steps and loads them for other steps.
 *
 * One instance serves all steps of a process at the same time, so its methods must be safe to run concurrently.
 * In a run over several partitions core calls `handleOutput` once per key with the value of that key; a manager gets
 * several keys in one call only with a plain value, and should refuse it.
 *
 * @example
 * ```ts
 * const store = new Map<string, unknown>();
 * const manager: IOManager = {
 *   handleOutput: (context, value) => void store.set(context.identifier.join("/"), value),
 *   loadInput: (context) => store.get(context.identifier.join("/")),
 * };
 * ```
 */
export interface IOManager extends InputManager {
  /**
   * Stores a value. Metadata that it returns is added to the output, as is what it hands to `context.addOutputMetadata`.
   */
  handleOutput(context: OutputContext, value: unknown): Awaitable<MetadataInput | void>;
  /**
   * Where the values live: in the memory of one process, so that steps in other processes cannot read them, or
   * somewhere that all can reach. Default `"shared"`.
   */
  readonly scope?: "process" | "shared";
}

/** Whether a resource value can serve as an IO manager. */
export function isIOManager(value: unknown): value is IOManager {
  return (
    isInputManager(value) &&
    typeof (value as { readonly handleOutput?: unknown }).handleOutput === "function"
  );
}

/** Whether a resource value can load inputs. */
export function isInputManager(value: unknown): value is InputManager {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as { readonly loadInput?: unknown }).loadInput === "function"
  );
}

/** The IO manager that outputs use when they name none. */
export const defaultIOManagerKey = "io_manager";
