import type { InputContext } from "@heddle/core";
import type { ManagerParts } from "../manager/manager-parts.ts";

const label = "wandb_artifact_qualified_name";

/**
 * The version that the upstream step wrote in this orchestrator run, or, in a re-execution, in the run
 * that its output is taken from: from this process' memory, from the materialization
 * that core hands over, or from the event log.
 *
 * @returns `entity/project/name:version`, or undefined when the upstream did not write in this run
 */
export async function versionOfThisRun(
  parts: ManagerParts,
  context: InputContext,
  partitionKey: string | undefined,
): Promise<string | undefined> {
  const upstream = context.upstreamOutput;
  if (upstream === undefined) return undefined;
  const known = parts.written.find([...upstream.runScopedIdentifier, partitionKey ?? ""]);
  if (known !== undefined) return known;
  const recorded = textOf(context.upstreamMaterializationMetadata?.[label]);
  const several = context.hasAssetKey && partitionKey !== undefined;
  if (recorded !== undefined || several || upstream.runId === "") return recorded;
  const { events } = await context.instance.getEvents({
    runId: upstream.runId,
    types: ["HANDLED_OUTPUT"],
    stepKeys: [upstream.stepKey],
  });
  for (const event of events.toReversed()) {
    if (event.data.outputName !== upstream.name) continue;
    const name = textOf(event.data.metadata?.[label]);
    if (name !== undefined) return name;
  }
  return undefined;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || !("value" in value)) return undefined;
  return typeof value.value === "string" ? value.value : undefined;
}
