import type { Services } from "../context.ts";
import { findMembershipByName } from "../artifacts/lookup.ts";
import type {
  ArtifactRecord,
  MembershipRecord,
  ProjectRecord,
  RunRecord,
} from "../state/records.ts";
import { keyOf } from "../state/state.ts";
import { artifactView, type ArtifactView } from "./artifact-view.ts";
import { lineageOf, type LineageGraph } from "./lineage.ts";
import type { RequestFilter, SeenRequest } from "./request-log.ts";
import { runView, type RunView } from "./run-view.ts";

/** A request that the backend could not answer because it does not know what it asks for. */
export interface UnansweredRequest {
  readonly method: string;
  readonly path: string;
  /** Name of the GraphQL operation. */
  readonly operation: string | undefined;
  /** What is unknown in it. */
  readonly messages: readonly string[];
}

/** What a test sees of a backend from inside, without asking it over HTTP. */
export interface Inspector {
  /** The requests seen, oldest first; the last 10 000 are held. */
  requests(filter?: RequestFilter): SeenRequest[];
  /** Forgets the requests seen. */
  clearRequests(): void;
  /** Requests for unknown paths or fields. An interop run in which there are any has failed. */
  unanswered(): readonly UnansweredRequest[];
  /** Errors that are this package's own. */
  defects(): readonly unknown[];
  /** All projects as `entity/project`. */
  projects(): string[];
  /** The runs of a project, oldest first. */
  runs(project: string): RunView[];
  /** The run `entity/project/run-id`. */
  run(path: string): RunView | undefined;
  /** All versions that a project's collections hold, with those of its portfolios. */
  artifacts(project: string): Promise<ArtifactView[]>;
  /** The version `entity/project/collection:alias`. */
  artifact(path: string): Promise<ArtifactView | undefined>;
  /** The bytes of an entry of `entity/project/collection:alias`. */
  content(path: string, entry: string): Promise<Uint8Array | undefined>;
  /** The bytes of a run's file. */
  runFile(path: string, name: string): Promise<Uint8Array | undefined>;
  /** Who made and used which version. */
  lineage(): LineageGraph;
}

/** What the inspector needs besides the state. */
export interface InspectorSources {
  readonly requests: (filter?: RequestFilter) => SeenRequest[];
  readonly clearRequests: () => void;
  readonly unanswered: readonly UnansweredRequest[];
  readonly defects: readonly unknown[];
}

/** Makes the inspector of a backend. */
export function createInspector(services: Services, sources: InspectorSources): Inspector {
  const { state, content } = services;
  const findProject = (path: string): ProjectRecord | undefined => {
    const [entityName = "", name = ""] = path.split("/");
    const entity = state.entitiesByName.get(entityName);
    return entity === undefined ? undefined : state.projectsByName.get(keyOf(entity.id, name));
  };
  const findRun = (path: string): RunRecord | undefined => {
    const cut = path.lastIndexOf("/");
    const project = findProject(path.slice(0, cut));
    if (project === undefined) return undefined;
    return state.runsByName.get(keyOf(project.id, path.slice(cut + 1)));
  };
  const findArtifact = (path: string): [ArtifactRecord, MembershipRecord] | undefined => {
    const [entity = "", project = "", ...name] = path.split("/");
    const found = findProject(`${entity}/${project}`);
    const membership =
      found === undefined ? undefined : findMembershipByName(state, found, name.join("/"));
    const artifact =
      membership === undefined ? undefined : state.artifacts.get(membership.artifactId);
    return artifact === undefined || membership === undefined ? undefined : [artifact, membership];
  };
  const bytesOf = async (md5: string): Promise<Uint8Array> =>
    new Uint8Array(await new Response(content.read(md5)).arrayBuffer());
  return {
    requests: sources.requests,
    clearRequests: sources.clearRequests,
    unanswered: () => sources.unanswered,
    defects: () => sources.defects,
    projects: () =>
      [...state.projects.values()].map(
        (project) => `${state.entities.get(project.entityId)?.name ?? ""}/${project.name}`,
      ),
    runs(path) {
      const project = findProject(path);
      if (project === undefined) return [];
      return state.runsByProject.all(project.id).map((run) => runView(services, run));
    },
    run(path) {
      const run = findRun(path);
      return run === undefined ? undefined : runView(services, run);
    },
    async artifacts(path) {
      const project = findProject(path);
      if (project === undefined) return [];
      const views: ArtifactView[] = [];
      for (const collection of state.collectionsByProject.all(project.id)) {
        for (const membership of state.membershipsByCollection.all(collection.id)) {
          const artifact = state.artifacts.get(membership.artifactId);
          if (artifact === undefined) continue;
          views.push(await artifactView(services, artifact, membership));
        }
      }
      return views;
    },
    async artifact(path) {
      const found = findArtifact(path);
      return found === undefined ? undefined : await artifactView(services, ...found);
    },
    async content(path, entryPath) {
      const found = findArtifact(path);
      if (found === undefined) return undefined;
      const view = await artifactView(services, ...found);
      const md5 = view.entries[entryPath]?.md5;
      return md5 === undefined ? undefined : await bytesOf(md5);
    },
    async runFile(path, name) {
      const run = findRun(path);
      const file = run === undefined ? undefined : state.runFilesByName.get(keyOf(run.id, name));
      return file?.md5 == null ? undefined : await bytesOf(file.md5);
    },
    lineage: () => lineageOf(state),
  };
}
