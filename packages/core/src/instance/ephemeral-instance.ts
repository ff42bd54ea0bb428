import { Instance } from "./instance.ts";
import type { InstanceOptions } from "./instance-log.ts";
import { memoryStorage } from "./memory/memory-storage.ts";

/**
 * An instance in memory, gone with the process: what library calls use when none is given.
 *
 * @example
 * ```ts
 * await using instance = ephemeralInstance();
 * ```
 */
export function ephemeralInstance(options: Omit<InstanceOptions, "storage"> = {}): Instance {
  const { clock } = options;
  return new Instance({ ...options, storage: memoryStorage(clock === undefined ? {} : { clock }) });
}
