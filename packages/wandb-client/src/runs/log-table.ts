import { createHash } from "node:crypto";
import type { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import type { ManifestEntry } from "../artifacts/manifest.ts";
import { pythonJson } from "../media/python-json.ts";
import type { Table } from "../media/table.ts";
import { plainValue } from "./encode.ts";
import type { RunFile } from "./run-files.ts";
import type { Json } from "../util/json.ts";

/** Rows of a table that a run's own file shows; the artifact has them all. */
const mostRowsInRun = 10_000;

/**
 * What the history says of a table, and the run file that the web page shows: the artifact has the whole
 * table, the file its first rows.
 */
export function runTableValue(
  key: string,
  step: number,
  table: Table,
  draft: ArtifactDraft,
  entry: ManifestEntry,
): { value: Record<string, unknown>; file: RunFile } {
  const data = plainValue(table.data.slice(0, mostRowsInRun), 0) as Json;
  const bytes = new TextEncoder().encode(pythonJson({ columns: table.columns, data }));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const path = `media/table/${key.replaceAll(/[^A-Za-z0-9_.-]/g, "_")}_${step}_${sha256.slice(0, 20)}.table.json`;
  return {
    file: { name: path, content: bytes },
    value: {
      _type: "table-file",
      path,
      sha256,
      size: bytes.length,
      ncols: table.columns.length,
      nrows: table.rowCount,
      log_mode: table.logMode,
      artifact_path: `wandb-client-artifact://${draft.clientId}/${entry.path}`,
      _latest_artifact_path: `wandb-client-artifact://${draft.sequenceClientId}:latest/${entry.path}`,
    },
  };
}
