import { HeddleError } from "@heddle/errors";
import type { Artifact, WandbClient, WandbRun } from "@heddle/wandb-client";
import { WandbArtifactsIOManagerError } from "../errors.ts";

/** Which entity and project a W&B run lies in; undefined: the client's default entity. */
export interface RunPlaceChoice {
  readonly entity: string | undefined;
  readonly project: string;
}

/** What the W&B runs of one orchestrator run have in common. */
export interface RunScopeOptions {
  readonly client: WandbClient;
  /** Id of the W&B run, the same in each project. */
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  /** Facts about the orchestrator's run, for the W&B run's config. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/** The tag that every W&B run of the integration carries. */
export const integrationTag = "dagster_wandb";

/**
 * The W&B run of one orchestrator run: made or resumed at first use, shared by all steps of this
 * process, finished once. Outputs that go to another project get a run of the same id there.
 */
export class RunScope {
  readonly #options: RunScopeOptions;
  readonly #runs = new Map<string, Promise<WandbRun>>();
  readonly #used = new Map<WandbRun, Map<string, Promise<void>>>();

  constructor(options: RunScopeOptions) {
    this.#options = options;
  }

  /**
   * The run in an entity and project.
   *
   * @throws WandbArtifactsIOManagerError `E-W99` or `E-R99` with phase `open-run`
   */
  open(place: RunPlaceChoice, code: "E-W99" | "E-R99"): Promise<WandbRun> {
    const key = JSON.stringify([place.entity, place.project]);
    const known = this.#runs.get(key);
    if (known !== undefined) return known;
    const opening = this.#open(place, code);
    this.#runs.set(key, opening);
    opening.catch(() => this.#runs.delete(key));
    return opening;
  }

  /**
   * Records that a run used an artifact, once per version.
   *
   * @returns undefined, or why it could not be recorded; reading goes on without
   */
  async use(run: WandbRun, artifact: Artifact, signal: AbortSignal): Promise<unknown> {
    const used = this.#used.get(run) ?? new Map<string, Promise<void>>();
    this.#used.set(run, used);
    const recording =
      used.get(artifact.id) ?? run.useArtifact(artifact, { signal }).then(() => undefined);
    used.set(artifact.id, recording);
    try {
      await recording;
      return undefined;
    } catch (error) {
      used.delete(artifact.id);
      if (signal.aborted) throw error;
      return error;
    }
  }

  /**
   * Ends all runs. The user's own code may have logged to them under the same id, so each is resumed
   * first: what stands in its summary stays.
   *
   * @param failed whether the orchestrator's run failed
   */
  async finish(failed: boolean): Promise<void> {
    const runs = [...this.#runs.values()];
    this.#runs.clear();
    const outcomes = await Promise.allSettled(
      runs.map(async (opening) => {
        const run = await opening.catch(() => undefined);
        if (run === undefined) return;
        run.abandon();
        const { id, entity, project } = run;
        const resumed = await this.#options.client.run({ id, entity, project, resume: "allow" });
        await resumed.finish({ exitCode: failed ? 1 : 0 });
      }),
    );
    const failure = outcomes.find((outcome) => outcome.status === "rejected");
    if (failure !== undefined) throw failure.reason;
  }

  async #open(place: RunPlaceChoice, code: "E-W99" | "E-R99"): Promise<WandbRun> {
    const { client, id, name, tags, config, signal } = this.#options;
    try {
      return await client.run({
        id,
        name,
        entity: place.entity,
        project: place.project,
        tags: [...new Set([...tags, integrationTag])],
        config,
        resume: "allow",
        signal,
      });
    } catch (cause) {
      throw new WandbArtifactsIOManagerError({
        code,
        message: `the W&B run "${id}" in ${place.entity ?? "the default entity"}/${place.project} could not be opened: ${cause instanceof Error ? cause.message : String(cause)}`,
        hint:
          HeddleError.is(cause) && cause.hint !== undefined
            ? cause.hint
            : "Check the key, entity and project; the id of a deleted run cannot be used again.",
        details: { phase: "open-run", runId: id, ...place },
        cause,
        retryable: HeddleError.is(cause) && cause.retryable,
      });
    }
  }
}
