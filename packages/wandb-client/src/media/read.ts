import type { ArtifactEntry } from "../artifacts/artifact-entry.ts";
import { isRecord } from "../util/json.ts";
import { parseLoose } from "../util/loose-json.ts";
import { Audio } from "./audio.ts";
import { readBox, type BoundingBox } from "./bounding-box.ts";
import { Bokeh } from "./bokeh.ts";
import { Classes, type ClassLabel } from "./classes.ts";
import { JoinedTable, partEntries, PartitionedTable } from "./composite-tables.ts";
import { Molecule, Object3D, Video } from "./files.ts";
import { Histogram } from "./histogram.ts";
import { Html } from "./html.ts";
import { Image } from "./image.ts";
import { ImageMask } from "./image-mask.ts";
import type { MediaFileSource } from "./media-file.ts";
import type { WandbMedia } from "./media.ts";
import { mediaError } from "./media-error.ts";
import { rememberEntry } from "./stored-media.ts";
import { readTable } from "./read-table.ts";
import { Table } from "./table.ts";
import { incrementEntries } from "./table-increment.ts";

/** Where a media object is read from. */
export interface MediaSource {
  readonly artifact: {
    entry(
      path: string,
      options?: { readonly signal?: AbortSignal | undefined },
    ): Promise<ArtifactEntry>;
    manifest(options?: {
      readonly signal?: AbortSignal | undefined;
    }): Promise<{ readonly entries: ReadonlyMap<string, unknown> }>;
  };
  readonly options: { readonly signal?: AbortSignal | undefined };
}

type StoredJson = Readonly<Record<string, unknown>>;

/** Reads one kind of object from its JSON. */
type MediaReader = (json: StoredJson, path: string, source: MediaSource) => Promise<WandbMedia>;

const readers: Readonly<Record<string, MediaReader>> = {
  table: async (json, path, source) =>
    await readTable(
      await withAllIncrements(json, path, source),
      path,
      (cell) => readCellMedia(cell, source),
      async (entry) =>
        await (await source.artifact.entry(entry, source.options)).bytes(source.options),
    ),
  "image-file": readImage,
  "audio-file": async (json, path, source) =>
    new Audio(await fileOf(json, path, source), captionOf(json)),
  "video-file": async (json, path, source) =>
    new Video(await fileOf(json, path, source), {
      ...captionOf(json),
      ...numberOf(json, "width"),
      ...numberOf(json, "height"),
    }),
  "html-file": async (json, path, source) =>
    new Html(await fileOf(json, path, source), { inject: false, ...captionOf(json) }),
  "object3D-file": async (json, path, source) =>
    new Object3D(await fileOf(json, path, source), captionOf(json)),
  "molecule-file": async (json, path, source) =>
    new Molecule(await fileOf(json, path, source), captionOf(json)),
  "bokeh-file": async (json, path, source) => new Bokeh(await fileOf(json, path, source)),
  histogram: (json, path) => Promise.resolve(readHistogram(json, path)),
  classes: (json, path) => Promise.resolve(readClasses(json, path)),
  "joined-table": readJoinedTable,
  "partitioned-table": readPartitionedTable,
};

/**
 * Reads a media object from an artifact: its JSON entry, and what that refers to. Files stay where they
 * are until their bytes are asked for.
 *
 * @param type the kind that the entry's name tells
 * @param given the entry of the JSON
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` when the file is not what its name says
 */
export async function readMedia(
  type: string,
  given: string,
  from: MediaSource,
): Promise<WandbMedia> {
  const { entry, path, source } = await mediaHome(given, from);
  const json = await readJson(path, source);
  const reader = readers[type];
  if (reader === undefined)
    throw mediaError(
      path,
      `is a ${type}, which cannot be read as an object`,
      "Read its files with `getPath`.",
    );
  const media = await reader(json, path, source);
  rememberEntry(media, entry);
  return media;
}

/** Where a media object really is, with the files it needs: its entry may refer to another version. */
export async function mediaHome(
  path: string,
  { artifact, options }: MediaSource,
): Promise<{
  readonly entry: ArtifactEntry;
  readonly path: string;
  readonly source: MediaSource;
}> {
  const home = await (await artifact.entry(path, options)).home(options);
  return {
    entry: home.entry,
    path: home.entry.path,
    source: { artifact: home.artifact, options },
  };
}

/** The JSON of a media object. */
export async function readJson(
  path: string,
  source: MediaSource,
): Promise<Record<string, unknown>> {
  const text = await (await source.artifact.entry(path, source.options)).text(source.options);
  return parseMediaJson(text, path);
}

/** A table that was logged in increments, with the rows of all of them. */
async function withAllIncrements(
  json: StoredJson,
  path: string,
  source: MediaSource,
): Promise<StoredJson> {
  if (json["log_mode"] !== "INCREMENTAL") return json;
  const { entries } = await source.artifact.manifest(source.options);
  const data: unknown[] = [];
  for (const entry of incrementEntries(path, entries.keys())) {
    const rows = (entry === path ? json : await readJson(entry, source))["data"];
    if (!Array.isArray(rows)) throw mediaError(entry, "has no data", "Log the table again.");
    for (const row of rows) data.push(row);
  }
  return { ...json, data };
}

function parseMediaJson(text: string, path: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = parseLoose(text);
  } catch (error) {
    throw mediaError(path, "is not JSON", "Log the object again.", error);
  }
  if (!isRecord(parsed)) throw mediaError(path, "is not a JSON object", "Log the object again.");
  return parsed;
}

/** The media object that a cell holds, or undefined for plain data. */
export async function readCellMedia(
  cell: StoredJson,
  source: MediaSource,
): Promise<WandbMedia | undefined> {
  const type = cell["_type"];
  const reader = typeof type === "string" ? readers[type] : undefined;
  return reader === undefined ? undefined : await reader(cell, "a table's cell", source);
}

async function fileOf(
  json: StoredJson,
  path: string,
  source: MediaSource,
): Promise<MediaFileSource> {
  const file = json["path"];
  if (typeof file !== "string") throw mediaError(path, "names no file", "Log the object again.");
  return { kind: "entry", entry: await source.artifact.entry(file, source.options) };
}

function captionOf(json: StoredJson): { caption?: string } {
  return typeof json["caption"] === "string" ? { caption: json["caption"] } : {};
}

function numberOf(json: StoredJson, key: "width" | "height"): { width?: number; height?: number } {
  const value = json[key];
  return typeof value === "number" ? { [key]: value } : {};
}

async function readImage(json: StoredJson, path: string, source: MediaSource): Promise<Image> {
  const masks: Record<string, ImageMask> = {};
  for (const [group, mask] of Object.entries(isRecord(json["masks"]) ? json["masks"] : {})) {
    if (isRecord(mask)) masks[group] = new ImageMask(await fileOf(mask, path, source));
  }
  const boxes: Record<string, BoundingBox[]> = {};
  for (const [group, list] of Object.entries(isRecord(json["boxes"]) ? json["boxes"] : {})) {
    if (Array.isArray(list)) boxes[group] = list.filter(isRecord).map(readBox);
  }
  const { classes } = json;
  const classesPath = isRecord(classes) ? classes["path"] : undefined;
  const found =
    typeof classesPath === "string" ? await readMedia("classes", classesPath, source) : undefined;
  return new Image(await fileOf(json, path, source), {
    ...captionOf(json),
    ...(typeof json["format"] === "string" ? { format: json["format"] } : {}),
    ...(found instanceof Classes ? { classes: found } : {}),
    masks,
    boxes,
  });
}

function readClasses(json: StoredJson, path: string): Classes {
  const set = json["class_set"];
  if (!Array.isArray(set)) throw mediaError(path, "has no class_set", "Log the object again.");
  const labels = set.filter(isRecord).map((each): ClassLabel => ({
    id: Number(each["id"]),
    name: typeof each["name"] === "string" ? each["name"] : "",
    ...(typeof each["color"] === "string" ? { color: each["color"] } : {}),
  }));
  return new Classes(labels);
}

function readHistogram(json: StoredJson, path: string): Histogram {
  const { values, bins } = json;
  if (!Array.isArray(values) || !Array.isArray(bins))
    throw mediaError(path, "has no values or no bins", "Log the histogram again.");
  return new Histogram({ counts: values.map(Number), edges: bins.map(Number) });
}

async function readJoinedTable(
  json: StoredJson,
  path: string,
  source: MediaSource,
): Promise<JoinedTable> {
  const [left, right] = await Promise.all(
    [json["table1"], json["table2"]].map((each) => readSide(each, path, source)),
  );
  const key = json["join_key"];
  if (left === undefined || right === undefined)
    throw mediaError(path, "lacks a table", "Log the object again.");
  const joinKey = Array.isArray(key)
    ? ([String(key[0]), String(key[1])] as const)
    : typeof key === "string"
      ? key
      : "";
  return new JoinedTable(left, right, joinKey);
}

async function readSide(
  side: unknown,
  path: string,
  source: MediaSource,
): Promise<Table | PartitionedTable> {
  if (typeof side !== "string") throw mediaError(path, "names no table", "Log the object again.");
  const type = side.endsWith(".partitioned-table.json") ? "partitioned-table" : "table";
  return (await readMedia(type, side, source)) as Table | PartitionedTable;
}

async function readPartitionedTable(
  json: StoredJson,
  path: string,
  source: MediaSource,
): Promise<PartitionedTable> {
  const partsPath = json["parts_path"];
  if (typeof partsPath !== "string")
    throw mediaError(path, "has no parts_path", "Log the object again.");
  const { entries } = await source.artifact.manifest(source.options);
  const parts: Table[] = [];
  for (const part of partEntries(partsPath, entries.keys())) {
    const table = await readMedia("table", part, source);
    if (table instanceof Table) parts.push(table);
  }
  return new PartitionedTable(partsPath, parts);
}
