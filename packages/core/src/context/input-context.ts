import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { IOContext, OutputContext } from "./output-context.ts";

/** What an IO manager knows when it loads a value. */
export interface InputContext extends IOContext {
  /** Config of this input. */
  readonly config: unknown;
  /** The output that is read, with the id of the run that produced it; absent for an input that has no upstream. */
  readonly upstreamOutput: UpstreamOutput | undefined;
  /**
   * Metadata of the materialization that is read, when this very run made it: with it a reader finds the exact version
   * that was written instead of the latest. Absent for values of earlier runs.
   */
  readonly upstreamMaterializationMetadata: Readonly<Record<string, unknown>> | undefined;
  /** Adds metadata to the LOADED_INPUT event and, for assets, an observation. */
  addInputMetadata(metadata: MetadataInput, options?: { readonly description?: string }): void;
  /** Narrows this context to one partition of the upstream; for managers that load several. */
  forPartition(key: string): InputContext;
}

/** The output that an input reads. */
export type UpstreamOutput = Pick<
  OutputContext,
  | "name"
  | "jobName"
  | "runId"
  | "stepKey"
  | "opName"
  | "mappingKey"
  | "definitionMetadata"
  | "managerKey"
  | "hasAssetKey"
  | "assetKey"
  | "identifier"
  | "runScopedIdentifier"
>;
