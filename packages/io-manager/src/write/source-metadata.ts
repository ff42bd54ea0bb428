import { integrationName, integrationVersion } from "../package-version.ts";

/** What an artifact's metadata tells about its origin. */
export interface SourceFacts {
  /** Id of the orchestrator's run. */
  readonly runId: string;
  readonly stepKey: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** `value`, `artifact`, or the class of a W&B object such as `Table`: what a reader gets back. */
  readonly kind: string;
  readonly assetKey: readonly string[] | undefined;
  /** The partition key as the user knows it, before its encoding into the name. */
  readonly partitionKey: string | undefined;
  /** Dimension → key of a multi-dimensional partition. */
  readonly partitionDimensions: Readonly<Record<string, string>> | undefined;
  readonly codeVersion: string | undefined;
  /** How the value was serialized; undefined when it was not. */
  readonly serialization:
    | {
        readonly module: string;
        readonly protocol: number | undefined;
        readonly moduleVersion: string | undefined;
        /** Signature of the content, when the IO manager signs. */
        readonly signature: string | undefined;
      }
    | undefined;
}

/** Keys that a reader looks for. */
export const sourceKeys = {
  integration: "source_integration",
  runId: "source_dagster_run_id",
  module: "source_serialization_module",
  kind: "source_value_kind",
  assetKey: "source_asset_key",
  partitionKey: "source_partition_key",
  signature: "source_signature",
} as const;

/**
 * The metadata of an artifact: the user's, with the integration's keys over it. The keys are those
 * of the Python integration, so that its tools see the same fields, and ours.
 *
 * @param user the user's own metadata
 */
export function sourceMetadata(
  user: Readonly<Record<string, unknown>>,
  facts: SourceFacts,
): Record<string, unknown> {
  const { serialization } = facts;
  return {
    ...user,
    [sourceKeys.integration]: integrationName,
    source_integration_version: integrationVersion(),
    [sourceKeys.runId]: facts.runId,
    source_created_at: new Date(facts.createdAt).toISOString().replace("Z", "000+00:00"),
    source_runtime: "node",
    source_runtime_version: process.versions.node,
    [sourceKeys.kind]: facts.kind,
    source_step_key: facts.stepKey,
    ...given("source_asset_key", facts.assetKey),
    ...given("source_partition_key", facts.partitionKey),
    ...given("source_partition_dimensions", facts.partitionDimensions),
    ...given("source_code_version", facts.codeVersion),
    ...(serialization === undefined
      ? {}
      : {
          [sourceKeys.module]: serialization.module,
          ...given("source_pickle_protocol_used", serialization.protocol),
          ...given(`source_${serialization.module}_version_used`, serialization.moduleVersion),
          ...given(sourceKeys.signature, serialization.signature),
        }),
  };
}

function given(key: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [key]: value };
}
