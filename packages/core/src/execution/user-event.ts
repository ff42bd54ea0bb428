import { assetKey } from "../definitions/asset-key.ts";
import { toEventMetadata } from "../metadata/metadata-value.ts";
import type { AssetCheckResult } from "../results/asset-check-result.ts";
import type { UserEvent } from "../results/user-events.ts";
import { CoreError } from "../errors.ts";
import { dimensionTags } from "./run-partitions.ts";
import type { RunServices } from "./run-services.ts";

/** Stores an event that user code reports. */
export async function logUserEvent(
  services: RunServices,
  stepKey: string,
  event: UserEvent,
): Promise<void> {
  switch (event.kind) {
    case "asset-materialization":
    case "asset-observation": {
      const key = assetKey(event.assetKey);
      const node = services.graph.get(key);
      const data = {
        assetKey: key,
        metadata: toEventMetadata(event.metadata ?? {}),
        tags: {
          ...(event.partition === undefined
            ? {}
            : dimensionTags(node?.partitions, event.partition)),
          ...event.tags,
        },
        ...(event.partition === undefined ? {} : { partition: event.partition }),
        ...(event.description === undefined ? {} : { description: event.description }),
      };
      if (event.kind === "asset-materialization") {
        const record = await services.log.store("ASSET_MATERIALIZATION", data, { stepKey });
        services.versions.record(key, event.partition, record);
      } else {
        await services.log.store("ASSET_OBSERVATION", data, { stepKey });
      }
      return;
    }
    case "expectation-result":
      await services.log.store(
        "STEP_EXPECTATION_RESULT",
        {
          success: event.success,
          metadata: toEventMetadata(event.metadata ?? {}),
          ...(event.label === undefined ? {} : { label: event.label }),
          ...(event.description === undefined ? {} : { description: event.description }),
        },
        { stepKey },
      );
      return;
    case "asset-check-result":
      await logCheck(services, stepKey, event, undefined);
  }
}

/**
 * Stores the outcome of a check.
 *
 * @param fallback the check that a result without names means
 * @returns whether a blocking check failed with severity ERROR
 */
export async function logCheck(
  services: RunServices,
  stepKey: string,
  result: AssetCheckResult,
  fallback: { readonly asset: readonly string[]; readonly name: string } | undefined,
): Promise<boolean> {
  const key = result.assetKey === undefined ? fallback?.asset : assetKey(result.assetKey);
  const name = result.checkName ?? fallback?.name;
  if (key === undefined || name === undefined) {
    throw new CoreError({
      code: "CORE_INVARIANT",
      message: `a check result in "${stepKey}" does not say which check it is of`,
      hint: "Give `checkName` (and `assetKey` where a step has several assets).",
    });
  }
  const declared = services.graph.checkSpecs.find(
    (spec) => spec.name === name && spec.asset.join("\n") === key.join("\n"),
  );
  const blocking = declared?.blocking ?? false;
  const severity = result.severity ?? "ERROR";
  const target = await services.versions.latest(key, undefined);
  const [partition] = services.partitions.keys;
  const partitioned =
    services.graph.get(key)?.partitions !== undefined && services.partitions.keys.length === 1;
  await services.log.store(
    "ASSET_CHECK_EVALUATION",
    {
      assetKey: key,
      checkName: name,
      passed: result.passed,
      severity,
      blocking,
      metadata: toEventMetadata(result.metadata ?? {}),
      ...(partitioned && partition !== undefined ? { partition } : {}),
      ...(result.description === undefined ? {} : { description: result.description }),
      ...(target?.storageId === undefined
        ? {}
        : {
            targetMaterialization: {
              storageId: target.storageId,
              runId: services.run.runId,
              timestamp: services.instance.now(),
            },
          }),
    },
    { stepKey, level: result.passed ? "INFO" : severity === "WARN" ? "WARNING" : "ERROR" },
  );
  return blocking && !result.passed && severity === "ERROR";
}
