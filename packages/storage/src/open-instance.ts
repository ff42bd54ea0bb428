import { resolve } from "node:path";
import { Instance, readSettings, resolveHome, type HomeOptions } from "@heddle/core";
import { sqliteStorage } from "./sqlite-storage.ts";

/** Which instance to open. */
export interface OpenInstanceOptions extends HomeOptions {
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

/**
 * Opens the instance of a home folder: `HEDDLE_HOME`, else `DAGSTER_HOME`, else `.heddle` in the project, with
 * the settings of its `heddle.yaml`. Any number of processes may open it at the same time. Runs whose process died are ended
 * with status FAILURE first ({@link Instance.settleLostRuns}).
 *
 * @throws CORE_INSTANCE_HOME, CORE_INSTANCE_CONFIG, and the errors of `sqliteStorage`
 *
 * @example
 * ```ts
 * await using instance = await openInstance();
 * console.log(await instance.countRuns());
 * ```
 */
export async function openInstance(options: OpenInstanceOptions = {}): Promise<Instance> {
  const home = resolveHome(options);
  const settings = readSettings(home, options.env);
  const { baseDir, durability, maxSizeBytes } = settings.storage;
  const clock = options.clock === undefined ? {} : { clock: options.clock };
  const storage = await sqliteStorage({
    path: resolve(baseDir ?? home, "heddle.db"),
    durability,
    ...(maxSizeBytes === undefined ? {} : { maxSizeBytes }),
    ...clock,
  });
  const instance = new Instance({ storage, home, settings, ...clock });
  // A storage that cannot be written to now, for want of room, can still be read.
  await instance.settleLostRuns().catch(() => undefined);
  return instance;
}
