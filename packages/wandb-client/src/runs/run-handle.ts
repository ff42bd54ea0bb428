import { Artifact } from "../artifacts/artifact.ts";
import type { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import { logArtifact, type LogArtifactOptions } from "../artifacts/log-artifact.ts";
import type { ClientServices, RunPlace } from "../client/services.ts";
import { useArtifactOperation } from "../operations/artifact-write.ts";
import { runPageUrl } from "../settings/host.ts";

/** How a use is recorded. */
export interface UseArtifactOptions {
  /** The role that the artifact plays. */
  readonly usedAs?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A run by its id, for recording artifacts on its behalf: neither creates nor finishes it. Worker
 * processes attach to the coordinator's run this way.
 */
export class RunHandle {
  readonly entity: string;
  readonly project: string;
  /** The run's id. */
  readonly id: string;
  readonly #services: ClientServices;

  /** Made by `client.attachRun(...)`. */
  constructor(services: ClientServices, place: RunPlace) {
    this.#services = services;
    this.entity = place.entity;
    this.project = place.project;
    this.id = place.id;
  }

  /** `entity/project/id`. */
  get path(): string {
    return `${this.entity}/${this.project}/${this.id}`;
  }

  /** The run's web page. */
  get url(): string {
    return runPageUrl(this.#services.settings.appUrl, this.entity, this.project, this.id);
  }

  /** Where the run stands. */
  get place(): RunPlace {
    return { entity: this.entity, project: this.project, id: this.id };
  }

  /**
   * Logs a draft as an output of this run; resolves when the version is committed.
   *
   * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_FILE_CHANGED`, and the request's errors;
   *   the draft stays open and may be logged again
   */
  async logArtifact(draft: ArtifactDraft, options: LogArtifactOptions = {}): Promise<Artifact> {
    return await this.#log(draft, options);
  }

  /**
   * Records an artifact as an input of this run.
   *
   * @param artifact a version, or its path `[[entity/]project/]collection[:version or alias]`; the run's entity
   *   and project by default
   */
  async useArtifact(
    artifact: string | Artifact,
    options: UseArtifactOptions = {},
  ): Promise<Artifact> {
    const { signal } = options;
    const found =
      typeof artifact === "string"
        ? await Artifact.byPath(this.#services, artifact, signal, this)
        : artifact;
    const features = await this.#services.features(signal);
    await this.#services.graphql.run(
      useArtifactOperation,
      {
        input: {
          entityName: this.entity,
          projectName: this.project,
          runName: this.id,
          artifactID: found.id,
          ...(features.has("USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION")
            ? { artifactEntityName: found.entity, artifactProjectName: found.project }
            : {}),
          ...(options.usedAs === undefined ? {} : { usedAs: options.usedAs }),
        },
      },
      { signal },
    );
    return found;
  }

  /**
   * Adds to a version that several writers make together; the last one calls {@link RunHandle.finishArtifact}.
   *
   * @param distributedId the version's id among the writers
   */
  async upsertArtifact(
    draft: ArtifactDraft,
    distributedId: string,
    options: LogArtifactOptions = {},
  ): Promise<Artifact> {
    return await this.#log(draft, options, { distributedId, finalize: false });
  }

  /** Adds the last part of a version that several writers make, and commits it. */
  async finishArtifact(
    draft: ArtifactDraft,
    distributedId: string,
    options: LogArtifactOptions = {},
  ): Promise<Artifact> {
    return await this.#log(draft, options, { distributedId, finalize: true });
  }

  /** Links an artifact into a registry or portfolio; see `artifact.link`. */
  async linkArtifact(
    artifact: Artifact,
    target: string,
    options: { readonly aliases?: readonly string[]; readonly signal?: AbortSignal } = {},
  ): Promise<Artifact> {
    return await artifact.link(target, options);
  }

  async #log(
    draft: ArtifactDraft,
    options: LogArtifactOptions,
    distribution?: { readonly distributedId: string; readonly finalize: boolean },
  ): Promise<Artifact> {
    const place = { entity: this.entity, project: this.project, run: this.place };
    return await logArtifact(this.#services, place, draft, options, distribution);
  }
}
