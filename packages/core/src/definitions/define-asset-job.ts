import type { AssetSelectionLike } from "../selection/asset-selection.ts";
import { jobDefinition, jobObject, type Job, type JobOptionsBase } from "./job.ts";
import { SourceLocation } from "./source-location.ts";

/** Options of {@link defineAssetJob}. */
export interface AssetJobOptions extends Omit<JobOptionsBase, "name"> {
  /** Which assets. Default: all. */
  readonly selection?: AssetSelectionLike;
}

/**
 * A job that materializes a selection of assets. It is resolved by the `definitions` that it is given to.
 *
 * @param selection text as in `heddle materialize --select`, a list of such texts or assets, or a selection object
 *
 * @example
 * ```ts
 * const nightly = defineAssetJob("nightly", { selection: "group:reports or +total" });
 * ```
 */
export function defineAssetJob(name: string, options: AssetJobOptions = {}): Job {
  const location = SourceLocation.of(defineAssetJob);
  const { selection = "*", ...rest } = options;
  return jobObject(
    jobDefinition("asset job", { ...rest, name }, { kind: "assets", selection }, location),
  );
}
