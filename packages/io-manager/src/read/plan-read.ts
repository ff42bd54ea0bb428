import type { ExternalArtifact } from "../configuration/read-configuration.ts";
import type { Which } from "../configuration/read-entry.ts";

/** Where an artifact may be found: one project, several names to try in order, one version. */
export interface ReadTarget {
  /** Undefined: the entity of the W&B run. */
  readonly entity: string | undefined;
  /** Undefined: the project of the W&B run. */
  readonly project: string | undefined;
  /** Artifact names, the likeliest first. */
  readonly names: readonly string[];
  /** Version or alias, for example `v3` or `latest`. */
  readonly identifier: string;
  /** Why this version: for the log and for messages. */
  readonly reason: "configured" | "this run wrote it" | "latest";
}

/** Everything that the choice of an artifact version depends on. */
export interface TargetQuestion {
  /** Names made from the key or the configuration, with partition, the likeliest first. */
  readonly names: readonly string[];
  readonly which: Which;
  readonly external: ExternalArtifact | undefined;
  /** Entity and project that the upstream's own configuration writes to. */
  readonly writtenTo: { readonly entity: string | undefined; readonly project: string | undefined };
  readonly consistency: "run" | "latest";
  /** `entity/project/name:version` that this very run wrote, if it did. */
  readonly writtenByThisRun: string | undefined;
}

/**
 * Decides which version an input reads: the configured one; else the one that this run wrote, so that
 * a version of another run in between cannot slip in; else `latest`.
 */
export function chooseTarget(question: TargetQuestion): ReadTarget {
  const { which, external, writtenTo } = question;
  const place = {
    entity: external?.entity ?? writtenTo.entity,
    project: external?.project ?? writtenTo.project,
    names: question.names,
  };
  if (which !== undefined) return { ...place, identifier: which.value, reason: "configured" };
  const written =
    question.consistency === "run" && external === undefined
      ? parseQualifiedName(question.writtenByThisRun)
      : undefined;
  if (written !== undefined) return { ...written, reason: "this run wrote it" };
  return { ...place, identifier: "latest", reason: "latest" };
}

/** Splits `entity/project/name:version`; undefined when the text is not of that form. */
export function parseQualifiedName(
  text: string | undefined,
): Omit<ReadTarget, "reason"> | undefined {
  const match = /^([^/]+)\/([^/]+)\/([^/:]+):([^/:]+)$/.exec(text ?? "");
  const [, entity, project, name, identifier] = match ?? [];
  if (name === undefined || identifier === undefined) return undefined;
  return { entity, project, names: [name], identifier };
}
