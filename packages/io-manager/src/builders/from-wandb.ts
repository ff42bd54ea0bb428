import type { InputMetadata } from "@heddle/core";
import { isRecord, snakeCase } from "../configuration/spelling.ts";
import { parseReadConfiguration } from "../configuration/read-configuration.ts";
import type { ByPartition, EntryReads, ReadEntry, ReadPlace } from "./read-types.ts";

/** Metadata that tells the IO manager how an input is read. */
export type WandbReadMetadata = {
  readonly wandb_artifact_configuration: Readonly<Record<string, unknown>>;
};

/**
 * The metadata of an input that says what of an artifact it reads, and which version. The settings
 * are checked here, when the definition is made; the input's type follows from them.
 *
 * @param options what to read; with `partitions`, per partition key and under `"*"` for the others
 * @returns `{ wandb_artifact_configuration: {…} }`, spelt as in the guide
 * @throws WandbArtifactsIOManagerError with all faults at once (`E-R01`, `E-R05` … `E-R08`, `E-R10`,
 *   `E-R11`, `E-R13`, `E-R14`, `E-R21`)
 *
 * @example
 * ```ts
 * assetIn(myAsset, { metadata: fromWandb({ get: "my_table", as: Table }) });
 * assetIn(colours, { metadata: fromWandb({ partitions: { "*": { get: "t" }, blue: { alias: "best" } } }) });
 * ```
 */
export function fromWandb<const E extends Readonly<Record<string, ReadEntry | null>>>(
  options: ByPartition<E>,
): InputMetadata<EntryReads<E[keyof E]>, keyof E & string> & WandbReadMetadata;
export function fromWandb<const O extends ReadEntry & ReadPlace>(
  options: O,
): InputMetadata<EntryReads<O>> & WandbReadMetadata;
export function fromWandb(options: object): never {
  const configuration = toGuideSpelling(options);
  parseReadConfiguration(configuration, "undecided", "fromWandb");
  return { wandb_artifact_configuration: configuration } as WandbReadMetadata as never;
}

function toGuideSpelling(options: object): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(options) as [string, unknown][]) {
    if (value === undefined) continue;
    result[snakeCase(key)] =
      key === "partitions" && isRecord(value)
        ? Object.fromEntries(
            Object.entries(value).map(([name, entry]) => [
              name,
              isRecord(entry) ? toGuideSpelling(entry) : entry,
            ]),
          )
        : value;
  }
  return result;
}
