import { Artifact } from "../artifacts/artifact.ts";
import { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import type { DownloadOptions } from "../artifacts/download.ts";
import { logArtifact, type LogArtifactOptions } from "../artifacts/log-artifact.ts";
import type { ClientServices, RunPlace } from "../client/services.ts";
import { useArtifactOperation } from "../operations/artifact-write.ts";
import { runPageUrl } from "../settings/host.ts";
import {
  checkIsModel,
  modelDraft,
  modelIn,
  modelName,
  registeredModelPath,
  type LogModelOptions,
} from "./model.ts";

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
   *   and project by default. A draft is logged first, as made by no run
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
   */
  async useArtifact(
    artifact: string | Artifact | ArtifactDraft,
    options: UseArtifactOptions = {},
  ): Promise<Artifact> {
    const { signal } = options;
    const found = await this.#find(artifact, signal);
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

  /** Links an artifact into a registry or portfolio; see `artifact.link`. A draft is logged first. */
  async linkArtifact(
    artifact: Artifact | ArtifactDraft,
    target: string,
    options: { readonly aliases?: readonly string[]; readonly signal?: AbortSignal } = {},
  ): Promise<Artifact> {
    const version =
      artifact instanceof ArtifactDraft
        ? await this.logArtifact(artifact, { signal: options.signal })
        : artifact;
    return await version.link(target, options);
  }

  /**
   * Logs a model: a local file, a folder, or an address such as `s3://bucket/model`, as an artifact of the type
   * `model`.
   *
   * @param path where the model is
   * @returns the version
   * @throws WandbClientError as `logArtifact`, and `WANDB_CLIENT_FILE` when there is nothing at the path
   * @example
   * ```ts
   * await run.logModel("out/weights.onnx", { name: "classifier", aliases: ["best"] });
   * ```
   */
  async logModel(path: string, options: LogModelOptions = {}): Promise<Artifact> {
    const name = options.name ?? modelName(this.id, path);
    const draft = await modelDraft(path, { name, type: "model", signal: options.signal });
    return await this.logArtifact(draft, options);
  }

  /**
   * Records a model as an input of this run and downloads it.
   *
   * @param name path of the version, as `useArtifact` takes it
   * @param options how it is downloaded
   * @returns the local path of the model's only file or folder, or else of the folder that has them all
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`, `WANDB_CLIENT_INVALID_NAME` for an artifact whose type does not
   *   contain `model`
   */
  async useModel(name: string, options: DownloadOptions = {}): Promise<string> {
    const { signal } = options;
    const model = checkIsModel(await this.#find(name, signal));
    await this.useArtifact(model, { signal });
    return await modelIn(await model.download(options), model);
  }

  /**
   * Logs a model as `logModel` does and links it to a registered model of the run's entity. The collection keeps its
   * type, if it has one already.
   *
   * @param registeredModelName its name alone; it is made when there is none
   * @param options `name` of the logged model; `aliases` of the link
   * @returns the version as seen through the link
   * @throws WandbClientError as `logModel`, `WANDB_CLIENT_INVALID_NAME` for a path, or a collection of no models
   */
  async linkModel(
    path: string,
    registeredModelName: string,
    options: Pick<LogModelOptions, "name" | "aliases" | "signal"> = {},
  ): Promise<Artifact> {
    const { aliases, signal } = options;
    const target = registeredModelPath(this.entity, registeredModelName);
    const name = options.name ?? modelName(this.id, path);
    const latest = await Artifact.findByPath(this.#services, `${name}:latest`, signal, this);
    const type = latest === undefined ? "model" : checkIsModel(latest).type;
    const model = await this.logArtifact(await modelDraft(path, { name, type, signal }), {
      signal,
    });
    return await model.link(target, { aliases, signal });
  }

  async #find(
    artifact: string | Artifact | ArtifactDraft,
    signal: AbortSignal | undefined,
  ): Promise<Artifact> {
    if (typeof artifact === "string")
      return await Artifact.byPath(this.#services, artifact, signal, this);
    if (!(artifact instanceof ArtifactDraft)) return artifact;
    const place = { entity: this.entity, project: this.project };
    return await logArtifact(this.#services, place, artifact, { signal });
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
