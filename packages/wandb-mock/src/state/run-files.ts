import type { Services } from "../context.ts";
import { invalid } from "../graphql/rejection.ts";
import type { RunFileRecord, RunRecord } from "./records.ts";
import { keyOf } from "./state.ts";

/** The record of a run's file, made when it is missing. */
export function ensureRunFile(
  { state, clock }: Pick<Services, "state" | "clock">,
  run: RunRecord,
  name: string,
): RunFileRecord {
  const existing = state.runFilesByName.get(keyOf(run.id, name));
  if (existing !== undefined) return existing;
  const isUnsafe =
    name === "" || name.startsWith("/") || name.split("/").some((part) => part === "..");
  if (isUnsafe || name.length > 1024) throw invalid(`invalid file name ${JSON.stringify(name)}`);
  return state.runFiles.put({
    id: state.runFiles.newId(),
    runId: run.id,
    name,
    md5: null,
    sizeBytes: 0,
    updatedAt: clock.now(),
  });
}
