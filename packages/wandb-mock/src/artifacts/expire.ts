import type { Services } from "../context.ts";
import { deleteArtifact } from "../state/deletion.ts";

/**
 * Deletes the versions whose time to live has passed since their creation. A version that is linked to
 * a portfolio stays, as W&B keeps what is in a registry.
 */
export function expireArtifacts({ state, clock }: Pick<Services, "state" | "clock">): void {
  if (state.artifactsWithTtl.count("ttl") === 0) return;
  const now = clock.now();
  for (const artifact of state.artifactsWithTtl.all("ttl")) {
    if (artifact.createdAt + (artifact.ttlDurationSeconds ?? 0) * 1000 > now) continue;
    const isLinked = state.membershipsByArtifact
      .all(artifact.id)
      .some(({ collectionId }) => collectionId !== artifact.sequenceId);
    if (!isLinked) deleteArtifact(state, artifact, now);
  }
}
