import type { MetadataInput, OutputContext } from "@heddle/core";
import { type IOManagerPhase, unexpectedError, WandbArtifactsIOManagerError } from "../errors.ts";
import type { ManagerParts } from "../manager/manager-parts.ts";
import { buildDraft } from "./build-draft.ts";
import { changeAfterwards, linkVersion, logDraft } from "./log-draft.ts";
import { materializationMetadata } from "./materialization-metadata.ts";
import { describeOutput, outputRequest } from "./output-request.ts";

/**
 * Stores one output as an artifact: plan, build, open the W&B run, log, link, and the metadata for
 * the orchestrator. Nothing is sent before the value is serialized and all extras are found, so a
 * refused output leaves neither run nor artifact.
 *
 * @returns the metadata for the output's event; undefined when nothing was stored
 * @throws WandbArtifactsIOManagerError `E-W01` … `E-W21`, `E-W99`
 */
export async function writeOutput(
  parts: ManagerParts,
  context: OutputContext,
  value: unknown,
): Promise<MetadataInput | undefined> {
  let phase: IOManagerPhase = "configure";
  try {
    const request = outputRequest(parts, context, value);
    const { configuration, partition, place, plan } = request;
    for (const warning of plan.warnings) context.log.warning(warning);
    if (plan.action === "skip") return undefined;
    for (const note of plan.notes) context.log.info(note);
    const draft = await buildDraft(parts, context, value, { ...request, plan }, (current) => {
      phase = current;
    });

    phase = "open-run";
    const run = await parts.run.open(
      {
        entity: configuration.entity ?? parts.wandbConfig.entity,
        project: configuration.project ?? parts.wandbConfig.project,
      },
      "E-W99",
    );
    phase = "upload";
    const artifact = await logDraft(parts, context, run, draft, configuration);
    parts.written.record(
      [...context.runScopedIdentifier, partition?.key ?? ""],
      artifact.qualifiedName,
    );
    phase = "record";
    await changeAfterwards(artifact, configuration, context);
    await linkVersion(artifact, configuration, context, place);
    const { id, type, version, size, digest, entity, project, aliases } = artifact;
    return materializationMetadata({
      runId: context.runId,
      artifact: {
        name: artifact.collection,
        id,
        type,
        version,
        size,
        digest,
        entity,
        project,
        aliases,
      },
      run: { id: run.id, name: run.name, entity: run.entity, project: run.project },
      appUrl: parts.client.appUrl,
    });
  } catch (error) {
    if (error instanceof WandbArtifactsIOManagerError) throw error;
    throw unexpectedError("E-W99", phase, describeOutput(context), error);
  } finally {
    for (const problem of await parts.cache.clean()) context.log.warning(problem);
  }
}
