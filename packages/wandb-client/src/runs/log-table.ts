import { createHash } from "node:crypto";
import type { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import type { ManifestEntry } from "../artifacts/manifest.ts";
import { clientArtifactAddress } from "../references/artifact-reference.ts";
import { compactJson } from "../media/compact-json.ts";
import { WandbMedia } from "../media/media.ts";
import type { StoredAddress } from "../media/stored-media.ts";
import type { Table } from "../media/table.ts";
import { isRecord, type Json } from "../util/json.ts";
import { mediaPath } from "./media-path.ts";
import type { RunFile } from "./run-files.ts";

/** Rows of a table that a run's own file shows; the artifact has them all. */
const mostRowsInRun = 10_000;

/**
 * What the history says of a table, and the run file that the web page shows: the artifact has the whole
 * table, the file its first rows.
 *
 * @param address where the artifact has it
 */
export function runTableValue(
  key: string,
  step: number,
  table: Table,
  address: StoredAddress,
): { value: Record<string, unknown>; file: RunFile } {
  const data = table.data.slice(0, mostRowsInRun).map((row) => row.map(cellInRun));
  const bytes = new TextEncoder().encode(compactJson({ columns: table.columns, data }));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const path = mediaPath("table", key, step, sha256, ".table.json");
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
      ...address,
    },
  };
}

/** The addresses of an entry of a version that has no name yet. */
export function draftAddress(
  { clientId, sequenceClientId }: ArtifactDraft,
  { path }: ManifestEntry,
): StoredAddress {
  return {
    artifact_path: clientArtifactAddress(clientId, path),
    _latest_artifact_path: clientArtifactAddress(`${sequenceClientId}:latest`, path),
  };
}

/** A cell in the run's file: plain data as it stands, times as text, media by the name of their kind. */
function cellInRun(cell: unknown): Json {
  if (WandbMedia.is(cell)) return cell.className;
  if (cell instanceof Date)
    return cell
      .toISOString()
      .replace(".000Z", "Z")
      .replace(/(\.\d{3})Z/, "$1000Z");
  if (typeof cell === "bigint") return Number(cell);
  if (Array.isArray(cell) || ArrayBuffer.isView(cell))
    return Array.from(cell as Iterable<unknown>, cellInRun);
  if (isRecord(cell))
    return Object.fromEntries(Object.entries(cell).map(([key, each]) => [key, cellInRun(each)]));
  return typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean"
    ? cell
    : null;
}
