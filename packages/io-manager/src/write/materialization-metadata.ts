import { type MetadataInput, metadataValue } from "@heddle/core";

/** A stored artifact version and the W&B run that logged it. */
export interface StoredVersion {
  /** The orchestrator's run. */
  readonly runId: string;
  readonly artifact: {
    readonly id: string;
    /** Name with the partition's suffix, without version. */
    readonly name: string;
    readonly type: string;
    readonly version: string;
    readonly size: number;
    readonly digest: string;
    readonly entity: string;
    readonly project: string;
    readonly aliases: readonly string[];
  };
  readonly run: {
    readonly id: string;
    readonly name: string;
    readonly entity: string;
    readonly project: string;
  };
  /** Address of the W&B web pages, without trailing slash. */
  readonly appUrl: string;
}

/**
 * The metadata that an output's event and an asset's materialization get: the twelve keys of the
 * guide, and the artifact's name, qualified name, aliases and digest.
 */
export function materializationMetadata(stored: StoredVersion): MetadataInput {
  const { artifact, run, appUrl } = stored;
  const runPath = `${run.entity}/${run.project}/${run.id}`;
  return {
    dagster_run_id: metadataValue.run(stored.runId),
    wandb_artifact_id: metadataValue.text(artifact.id),
    wandb_artifact_name: metadataValue.text(artifact.name),
    wandb_artifact_type: metadataValue.text(artifact.type),
    wandb_artifact_version: metadataValue.text(artifact.version),
    wandb_artifact_qualified_name: metadataValue.text(
      `${artifact.entity}/${artifact.project}/${artifact.name}:${artifact.version}`,
    ),
    wandb_artifact_aliases: metadataValue.json(artifact.aliases),
    wandb_artifact_digest: metadataValue.text(artifact.digest),
    wandb_artifact_size: metadataValue.int(artifact.size),
    wandb_artifact_url: metadataValue.url(
      page(appUrl, [
        artifact.entity,
        artifact.project,
        "artifacts",
        artifact.type,
        artifact.name,
        artifact.version,
      ]),
    ),
    wandb_entity: metadataValue.text(run.entity),
    wandb_project: metadataValue.text(run.project),
    wandb_run_id: metadataValue.text(run.id),
    wandb_run_name: metadataValue.text(run.name),
    wandb_run_path: metadataValue.text(runPath),
    wandb_run_url: metadataValue.url(page(appUrl, [run.entity, run.project, "runs", run.id])),
  };
}

function page(appUrl: string, segments: readonly string[]): string {
  return `${appUrl.replace(/\/+$/, "")}/${segments.map(encodeURIComponent).join("/")}`;
}
