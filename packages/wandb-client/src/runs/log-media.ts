import { Image } from "../media/image.ts";
import { WandbMedia, type MediaTarget } from "../media/media.ts";
import { Table } from "../media/table.ts";
import { isRecord } from "../util/json.ts";
import { WandbClientError } from "../errors.ts";
import type { RunFile } from "./run-files.ts";

/** What logging a media object needs from its run. */
export interface MediaLogger {
  /** Uploads media files of the run. */
  upload(files: readonly RunFile[]): Promise<void>;
  /** Logs a table as an artifact of the run; returns what the history says about it. */
  logTable(key: string, step: number, table: Table): Promise<Record<string, unknown>>;
}

/** Whether a row holds media anywhere. */
export function hasMedia(value: unknown, depth: number = 0): boolean {
  if (WandbMedia.is(value)) return true;
  if (depth > 8) return false;
  if (Array.isArray(value)) return value.some((each) => hasMedia(each, depth + 1));
  return (
    isRecord(value) &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).some((each) => hasMedia(each, depth + 1))
  );
}

/** Replaces the media of a row by what the history keeps of them, after their files were uploaded. */
export async function storeMedia(
  row: Readonly<Record<string, unknown>>,
  step: number,
  logger: MediaLogger,
): Promise<Record<string, unknown>> {
  const files: RunFile[] = [];
  const stored = await storeRecord(row, "", step, logger, files);
  await logger.upload(files);
  return stored;
}

async function storeRecord(
  record: Readonly<Record<string, unknown>>,
  prefix: string,
  step: number,
  logger: MediaLogger,
  files: RunFile[],
): Promise<Record<string, unknown>> {
  const stored: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    stored[name] = await storeValue(
      value,
      prefix === "" ? name : `${prefix}.${name}`,
      step,
      logger,
      files,
    );
  }
  return stored;
}

async function storeValue(
  value: unknown,
  key: string,
  step: number,
  logger: MediaLogger,
  files: RunFile[],
): Promise<unknown> {
  if (!hasMedia(value)) return value;
  if (value instanceof Table) return await logger.logTable(key, step, value);
  if (WandbMedia.is(value)) return await value.toJson(runTarget(key, step, files));
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    const list: unknown[] = [];
    for (const [index, each] of items.entries()) {
      list.push(
        WandbMedia.is(each) ? await each.toJson(runTarget(`${key}_${index}`, step, files)) : each,
      );
    }
    return items.every((each) => each instanceof Image) ? joinImages(list, items) : list;
  }
  return isRecord(value) ? await storeRecord(value, key, step, logger, files) : value;
}

/** Several pictures under one key are one entry of the history. */
function joinImages(list: readonly unknown[], images: readonly Image[]): Record<string, unknown> {
  const records = list.filter(isRecord);
  const captions = images.map((image) => image.caption ?? "");
  return {
    _type: "images/separated",
    width: records[0]?.["width"],
    height: records[0]?.["height"],
    format: records[0]?.["format"],
    count: records.length,
    filenames: records.map((each) => each["path"]),
    captions: captions.some((caption) => caption !== "") ? captions : false,
  };
}

function runTarget(key: string, step: number, files: RunFile[]): MediaTarget {
  const safeKey = key.replaceAll(/[^A-Za-z0-9_.-]/g, "_");
  const add = (file: RunFile): { path: string; digest: string } => {
    files.push(file);
    return { path: file.name, digest: "" };
  };
  return {
    place: "run",
    addBytes: (path, bytes) => Promise.resolve(add({ name: path, content: bytes })),
    addLocalFile: (path, localPath) =>
      Promise.resolve(add({ name: path, content: { path: localPath } })),
    addReference: () => Promise.reject(notInRuns("a reference")),
    addMedia: (media) => Promise.reject(notInRuns(`a ${media.className} inside another object`)),
    runPath: (folder, sha256, extension) =>
      `media/${folder}/${safeKey}_${step}_${sha256.slice(0, 20)}${extension}`,
  };
}

function notInRuns(what: string): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_MEDIA",
    message: `${what} cannot be logged as a metric of a run`,
    hint: "Store it in an artifact: `draft.add(object, name)`.",
  });
}
