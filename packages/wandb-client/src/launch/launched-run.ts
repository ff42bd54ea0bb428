import type { ClientServices } from "../client/services.ts";
import { WandbRequestError } from "../errors.ts";
import * as operations from "./launch-operations.ts";
import type { LaunchCallOptions } from "./launch-place.ts";

/** How a launched run stands. */
export interface LaunchedRunView {
  /** Storage id, for changes. */
  readonly storageId: string;
  /** `pending`, `running`, `finished`, `failed`, `crashed`, `killed`, `preempting`, `preempted`. */
  readonly state: string;
  readonly displayName: string | undefined;
  readonly stopRequested: boolean;
  readonly summary: Readonly<Record<string, unknown>>;
}

/** Console lines of a run from a place on. */
export interface ConsoleLines {
  readonly lines: readonly string[];
  /** Where to read on; undefined while there is no line. */
  readonly cursor: string | undefined;
}

/**
 * A run that an agent starts or has started, seen from the one who launched it: by path, whether it exists yet or
 * not. It does not take part in the run; use `client.run` for that.
 */
export class LaunchedRun {
  readonly entity: string;
  readonly project: string;
  readonly id: string;
  readonly #services: ClientServices;

  /** Use `client.launchedRun(path)`. */
  constructor(
    services: ClientServices,
    path: { readonly entity: string; readonly project: string; readonly id: string },
  ) {
    this.#services = services;
    this.entity = path.entity;
    this.project = path.project;
    this.id = path.id;
  }

  /** `entity/project/id`. */
  get path(): string {
    return `${this.entity}/${this.project}/${this.id}`;
  }

  /** The run's page. */
  get url(): string {
    const quoted = [this.entity, this.project, "runs", this.id].map(encodeURIComponent).join("/");
    return `${this.#services.settings.appUrl}/${quoted}`;
  }

  /** How the run stands; undefined while it does not exist. */
  async read(options: LaunchCallOptions = {}): Promise<LaunchedRunView | undefined> {
    const answer = await this.#services.graphql.run(
      operations.launchedRunOperation,
      { entity: this.entity, project: this.project, name: this.id },
      options,
    );
    const run = answer.project?.run;
    if (run === null || run === undefined) return undefined;
    return {
      storageId: run.id,
      state: run.state ?? "pending",
      displayName: run.displayName ?? undefined,
      stopRequested: run.stopped === true,
      summary: objectOf(run.summaryMetrics),
    };
  }

  /** One page of console lines, at most 1000, after a cursor. */
  async console(
    cursor: string | undefined,
    options: LaunchCallOptions = {},
  ): Promise<ConsoleLines> {
    const answer = await this.#services.graphql.run(
      operations.consoleLinesOperation,
      {
        entity: this.entity,
        project: this.project,
        name: this.id,
        first: 1000,
        after: cursor ?? null,
      },
      options,
    );
    const page = answer.project?.run?.logLines;
    return {
      lines: (page?.edges ?? []).flatMap(({ node }) =>
        node?.line == null ? [] : [node.line.replace(/\r?\n$/, "")],
      ),
      cursor: page?.pageInfo.endCursor ?? cursor,
    };
  }

  /**
   * Says how the run ended when its program cannot say it any more, because whoever runs it had to kill it. Without
   * this the run seems to go on until its heartbeats are missed.
   *
   * @returns false when the run does not exist or the server does not know the operation
   */
  async declareEnded(
    state: "killed" | "crashed",
    options: LaunchCallOptions = {},
  ): Promise<boolean> {
    const view = await this.read(options);
    if (view === undefined) return false;
    try {
      const answer = await this.#services.graphql.run(
        operations.updateRunStateOperation,
        { id: view.storageId, state },
        options,
      );
      return answer.updateRunState?.success === true;
    } catch (error) {
      if (error instanceof WandbRequestError && error.message.includes("Cannot query field"))
        return false;
      throw error;
    }
  }

  /**
   * Asks the run to stop, as the button on its page does; the program or its agent acts on it.
   *
   * @returns false when the run does not exist or has ended
   */
  async requestStop(options: LaunchCallOptions = {}): Promise<boolean> {
    const view = await this.read(options);
    if (view === undefined) return false;
    const answer = await this.#services.graphql.run(
      operations.stopRunOperation,
      { id: view.storageId },
      options,
    );
    return answer.stopRun?.success === true;
  }
}

function objectOf(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {};
  try {
    // Python writes these three bare in its JSON; a summary may hold them.
    const parsed: unknown = JSON.parse(
      text.replaceAll(/(?<=[:,[]\s*)-?(?:NaN|Infinity)(?=\s*[,}\]])/g, '"$&"'),
    );
    return typeof parsed === "object" && parsed !== null
      ? (parsed as Readonly<Record<string, unknown>>)
      : {};
  } catch {
    // A summary that cannot be read must not keep anybody from learning how the run ended.
    return {};
  }
}
