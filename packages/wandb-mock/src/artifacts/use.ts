import type { Context } from "../context.ts";
import { conflict } from "../graphql/rejection.ts";
import { writableRun } from "../state/access.ts";
import type { ArtifactRecord } from "../state/records.ts";
import { requireArtifact } from "./lookup.ts";

/** Input of `useArtifact`: the run that uses, and the version that is used. */
export interface UseArtifactInput {
  readonly artifactID: string;
  readonly entityName: string;
  readonly projectName: string;
  readonly runName: string;
  readonly usedAs?: string | null;
}

/** Records that a run uses a committed version; once per pair. */
export function applyUse(context: Context, input: UseArtifactInput): ArtifactRecord {
  const { state, clock } = context;
  const artifact = requireArtifact(context, input.artifactID);
  if (artifact.state !== "COMMITTED") {
    throw conflict(
      `artifact ${artifact.id} is ${artifact.state}: only committed versions are used`,
    );
  }
  const run = writableRun(context, input.entityName, input.projectName, input.runName);
  const known = state.usagesByRun.all(run.id).find(({ artifactId }) => artifactId === artifact.id);
  if (known === undefined) {
    state.usages.put({
      id: state.usages.newId(),
      runId: run.id,
      artifactId: artifact.id,
      usedAs: input.usedAs ?? null,
      createdAt: clock.now(),
    });
  } else if (input.usedAs != null) {
    state.usages.patch(known, { usedAs: input.usedAs });
  }
  return artifact;
}
