import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import { resumeStatusOperation, type ResumeFields } from "../operations/runs.ts";
import { isRecord } from "../util/json.ts";
import { parseLoose } from "../util/loose-json.ts";
import { decodeConfig } from "./encode.ts";
import { lastRow } from "./history-tail.ts";
import { readPanels } from "./run-panels.ts";

/** Whether a run may or must exist before. */
export type ResumeMode = "allow" | "must" | "never";

/** What a resumed run goes on from. */
export interface ResumeState {
  readonly storageId: string;
  readonly displayName: string | undefined;
  readonly config: Record<string, unknown>;
  /** What the config says of charts and of the classes of pictures. */
  readonly panels: Record<string, unknown>;
  readonly summary: Record<string, unknown>;
  readonly tags: readonly string[];
  readonly notes: string | undefined;
  readonly startingStep: number;
  readonly runtimeSeconds: number;
  readonly offsets: { readonly history: number; readonly events: number; readonly console: number };
}

/**
 * Asks whether the run exists and where it stopped.
 *
 * @throws WandbClientError `WANDB_CLIENT_RUN_EXISTS`, `WANDB_CLIENT_RUN_MISSING`
 */
export async function resumeStatus(
  services: ClientServices,
  place: { readonly entity: string; readonly project: string; readonly id: string },
  mode: ResumeMode,
  signal: AbortSignal | undefined,
): Promise<ResumeState | undefined> {
  const { model } = await services.graphql.run(
    resumeStatusOperation,
    { entity: place.entity, project: place.project, name: place.id },
    { signal },
  );
  const bucket = model?.bucket ?? null;
  const started = bucket !== null && hasTelemetry(bucket.wandbConfig);
  const path = `${place.entity}/${place.project}/${place.id}`;
  if (mode === "never" && started) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_RUN_EXISTS",
      message: `the run ${path} exists, and resume is "never"`,
      hint: 'Use another id, or `resume: "allow"`.',
      details: { run: path },
    });
  }
  if (mode === "must" && !started) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_RUN_MISSING",
      message: `the run ${path} does not exist, and resume is "must"`,
      hint: 'Check the id, or use `resume: "allow"`.',
      details: { run: path },
    });
  }
  return started ? readState(bucket) : undefined;
}

/** A run counts as started once its client has said who it is. */
function hasTelemetry(wandbConfig: string | null): boolean {
  const parsed = wandbConfig === null || wandbConfig === "" ? undefined : parseLoose(wandbConfig);
  return isRecord(parsed) && "t" in parsed;
}

function readState(bucket: ResumeFields): ResumeState {
  const summary = recordOf(bucket.summaryMetrics);
  const row = lastRow(bucket.historyTail);
  const event = lastRow(bucket.eventsTail);
  const historyLines = bucket.historyLineCount ?? 0;
  const step = integerOf(row["_step"]) ?? integerOf(summary["_step"]) ?? 0;
  const nested = summary["_wandb"];
  const runtimes = [
    event["_runtime"],
    isRecord(nested) ? nested["runtime"] : undefined,
    summary["_runtime"],
    row["_runtime"],
  ];
  return {
    storageId: bucket.id,
    displayName: bucket.displayName ?? undefined,
    config: decodeConfig(bucket.config),
    panels: readPanels(bucket.config),
    summary,
    tags: bucket.tags ?? [],
    notes: bucket.notes ?? undefined,
    startingStep: historyLines > 0 ? step + 1 : step,
    runtimeSeconds: Math.max(0, ...runtimes.filter((each) => typeof each === "number")),
    offsets: {
      history: historyLines,
      events: bucket.eventsLineCount ?? 0,
      console: bucket.logLineCount ?? 0,
    },
  };
}

function recordOf(text: string | null): Record<string, unknown> {
  const parsed = text === null || text === "" ? undefined : parseLoose(text);
  return isRecord(parsed) ? parsed : {};
}

function integerOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) ? value : undefined;
}
