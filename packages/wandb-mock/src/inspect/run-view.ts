import type { Services } from "../context.ts";
import { historyRows } from "../state/history.ts";
import { objectOf } from "../state/json-text.ts";
import type { RunRecord, RunState } from "../state/records.ts";
import { shownState } from "../state/run-state.ts";

/** A run as a test sees it. */
export interface RunView {
  /** `entity/project/run-id`. */
  readonly path: string;
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly state: RunState;
  readonly exitCode: number | null;
  readonly tags: readonly string[];
  readonly notes: string | null;
  readonly group: string | null;
  readonly jobType: string | null;
  /** User name of the account that the run belongs to. */
  readonly user: string;
  /** Config, unwrapped; the client's own `_wandb` entry is left out. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly summary: Readonly<Record<string, unknown>>;
  /** History rows in the order of their lines. */
  readonly history: readonly Readonly<Record<string, unknown>>[];
  readonly console: readonly string[];
  /** Names of the uploaded files. */
  readonly files: readonly string[];
  readonly alerts: readonly {
    readonly title: string;
    readonly text: string;
    readonly severity: string;
  }[];
}

/** Collects what belongs to a run. */
export function runView(services: Services, run: RunRecord): RunView {
  const { state } = services;
  const project = state.projects.get(run.projectId);
  const entity = project === undefined ? undefined : state.entities.get(project.entityId);
  const config = Object.entries(objectOf(run.config)).flatMap(([key, entry]) =>
    key === "_wandb" ? [] : [[key, (entry as { readonly value?: unknown }).value] as const],
  );
  return {
    path: `${entity?.name ?? ""}/${project?.name ?? ""}/${run.name}`,
    id: run.id,
    name: run.name,
    displayName: run.displayName,
    state: shownState(run, services),
    exitCode: run.exitCode,
    tags: run.tags,
    notes: run.notes,
    group: run.group,
    jobType: run.jobType,
    user: state.users.get(run.userId)?.username ?? "",
    config: Object.fromEntries(config),
    summary: objectOf(run.summary),
    history: historyRows(state, run.id).map(({ row }) => row),
    console: state.lines.read(run.id, "console"),
    files: state.runFilesByRun
      .all(run.id)
      .filter(({ md5 }) => md5 !== null)
      .map(({ name }) => name),
    alerts: [...state.alerts.values()]
      .filter(({ runId }) => runId === run.id)
      .map(({ title, text, severity }) => ({ title, text, severity })),
  };
}
