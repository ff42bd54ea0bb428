import type { OutputContext } from "@heddle/core";
import { HeddleError } from "@heddle/errors";
import type { Artifact, ArtifactDraft, WandbRun } from "@heddle/wandb-client";
import type { WriteConfiguration } from "../configuration/write-configuration.ts";
import { WandbArtifactsIOManagerError } from "../errors.ts";
import type { ManagerParts } from "../manager/manager-parts.ts";
import { watchTransfer } from "../manager/transfer-log.ts";
import { versionAliases } from "./aliases.ts";

/** Logs a draft to a W&B run and waits until its version is committed. */
export function logDraft(
  parts: ManagerParts,
  context: OutputContext,
  run: WandbRun,
  draft: ArtifactDraft,
  configuration: WriteConfiguration,
): Promise<Artifact> {
  return run.logArtifact(draft, {
    aliases: versionAliases(
      configuration.aliases,
      context.runId,
      configuration.runAlias ?? parts.settings.runAlias,
    ),
    tags: configuration.tags,
    signal: context.signal,
    onProgress: watchTransfer(parts, context, draft.name),
  });
}

/** Changes what an Artifact that the user built could not be told before it was logged. */
export async function changeAfterwards(
  artifact: Artifact,
  configuration: WriteConfiguration,
  context: OutputContext,
): Promise<void> {
  const { ttl } = configuration;
  if (ttl === undefined || (typeof ttl === "number" && artifact.ttlSeconds === ttl)) return;
  const ttlSeconds = ttl === "never" ? "disabled" : ttl === "inherit" ? "inherited" : ttl;
  await artifact.update({ ttlSeconds }, { signal: context.signal });
}

/**
 * Links a new version to the collections that the configuration names.
 *
 * @throws WandbArtifactsIOManagerError `E-W21`, naming the version that is stored nevertheless
 */
export async function linkVersion(
  artifact: Artifact,
  configuration: WriteConfiguration,
  context: OutputContext,
  place: string,
): Promise<void> {
  for (const { path, aliases = [] } of configuration.links) {
    try {
      const linked = await artifact.link(path, { aliases, signal: context.signal });
      context.log.info(`${place}: linked ${artifact.qualifiedName} to ${linked.qualifiedName}`);
    } catch (cause) {
      throw new WandbArtifactsIOManagerError({
        code: "E-W21",
        message: `${place}: ${artifact.qualifiedName} was stored, but could not be linked to "${path}": ${cause instanceof Error ? cause.message : String(cause)}`,
        hint:
          HeddleError.is(cause) && cause.hint !== undefined
            ? cause.hint
            : "Check the registry path and the rights of the key.",
        details: { phase: "record", artifact: artifact.qualifiedName, path },
        cause,
        retryable: HeddleError.is(cause) && cause.retryable,
      });
    }
  }
}
