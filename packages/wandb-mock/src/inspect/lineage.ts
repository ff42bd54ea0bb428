import { sourceMembership } from "../artifacts/lookup.ts";
import type { ArtifactRecord, RunRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";

/** A run or a version in the lineage. */
export interface LineageNode {
  /** `run:entity/project/run-id` or `artifact:entity/project/collection:vN`. */
  readonly id: string;
  readonly kind: "run" | "artifact";
  readonly label: string;
}

/** From a version to the run that used it, or from a run to the version that it made. */
export interface LineageEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: "used" | "logged";
}

/** The lineage of everything on a backend. */
export interface LineageGraph {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
}

/** Collects the lineage: runs and committed versions that made or used one another. */
export function lineageOf(state: State): LineageGraph {
  const nodes = new Map<string, LineageNode>();
  const edges: LineageEdge[] = [];
  const runNode = (run: RunRecord): string => {
    const path = `${projectPath(state, run.projectId)}/${run.name}`;
    const node: LineageNode = { id: `run:${path}`, kind: "run", label: run.displayName };
    nodes.set(node.id, node);
    return node.id;
  };
  const artifactNode = (artifact: ArtifactRecord): string => {
    const sequence = state.collections.get(artifact.sequenceId);
    const version = sourceMembership(state, artifact)?.versionIndex ?? artifact.versionIndex;
    const label = `${sequence?.name ?? ""}:v${version ?? ""}`;
    const path = `${projectPath(state, sequence?.projectId ?? "")}/${label}`;
    const node: LineageNode = { id: `artifact:${path}`, kind: "artifact", label };
    nodes.set(node.id, node);
    return node.id;
  };
  for (const artifact of state.artifacts.values()) {
    if (artifact.state !== "COMMITTED") continue;
    const run = artifact.runId === null ? undefined : state.runs.get(artifact.runId);
    const to = artifactNode(artifact);
    if (run !== undefined) edges.push({ from: runNode(run), to, kind: "logged" });
  }
  for (const usage of state.usages.values()) {
    const run = state.runs.get(usage.runId);
    const artifact = state.artifacts.get(usage.artifactId);
    if (run === undefined || artifact?.state !== "COMMITTED") continue;
    edges.push({ from: artifactNode(artifact), to: runNode(run), kind: "used" });
  }
  return { nodes: [...nodes.values()], edges };
}

function projectPath(state: State, projectId: string): string {
  const project = state.projects.get(projectId);
  const entity = project === undefined ? undefined : state.entities.get(project.entityId);
  return `${entity?.name ?? ""}/${project?.name ?? ""}`;
}
