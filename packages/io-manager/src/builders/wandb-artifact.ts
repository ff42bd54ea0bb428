import { type Configure, configure, type ConfigureContext } from "../configuration/locate.ts";
import { isRecord, snakeCase } from "../configuration/spelling.ts";
import { parseWriteConfiguration } from "../configuration/write-configuration.ts";
import type { WandbArtifactOptions } from "../configuration/write-types.ts";

/** Metadata that tells the IO manager how an output becomes an artifact. */
export type WandbWriteMetadata = {
  readonly wandb_artifact_configuration: Readonly<Record<string, unknown>>;
};

/**
 * The metadata of an output, asset or one output of a multi-asset that says how it is stored in W&B.
 * The settings are checked here, when the definition is made; what can be known only then is
 * checked before anything is sent.
 *
 * @param options the settings, or a function that makes them from the step's run, asset and
 *   partition
 * @returns `{ wandb_artifact_configuration: {…} }`, spelt as in the guide; spread it next to other
 *   metadata
 * @throws WandbArtifactsIOManagerError with all faults at once (`E-W02`, `E-W14` … `E-W17`, `E-W20`)
 *
 * @example
 * ```ts
 * asset({ name: "my_artifact", metadata: wandbArtifact({ type: "dataset", aliases: ["candidate"] }) }, () => [1, 2, 3]);
 * asset(
 *   { name: "daily", partitions, metadata: wandbArtifact((context) => ({ aliases: [`day-${context.partitionKey}`] })) },
 *   () => 1,
 * );
 * ```
 */
export function wandbArtifact(
  options: WandbArtifactOptions | ((context: ConfigureContext) => WandbArtifactOptions),
): WandbWriteMetadata {
  if (typeof options === "function") {
    const dynamic: Configure = (context) => toGuideSpelling(options(context));
    return { wandb_artifact_configuration: { [configure]: dynamic } };
  }
  const configuration = toGuideSpelling(options);
  parseWriteConfiguration(configuration, "wandbArtifact");
  return { wandb_artifact_configuration: configuration };
}

/** Writes the keys of a configuration, and of the arguments in its lists, in snake_case. */
export function toGuideSpelling(options: object): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(options) as [string, unknown][]) {
    if (value === undefined) continue;
    result[snakeCase(key)] =
      key.startsWith("add") && Array.isArray(value)
        ? (value as unknown[]).map((item) => (isRecord(item) ? toGuideSpelling(item) : item))
        : value;
  }
  return result;
}
