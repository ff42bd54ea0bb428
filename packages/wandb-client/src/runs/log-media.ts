import { CustomChart } from "../charts/custom-chart.ts";
import { Visualization } from "../charts/visualize.ts";
import { WandbMedia, type MediaTarget } from "../media/media.ts";
import { storedAddress } from "../media/stored-media.ts";
import { isSequence, mostImages, sequenceJson } from "../media/media-sequence.ts";
import type { WandbWarning } from "../settings/settings.ts";
import { isRecord, type JsonObject } from "../util/json.ts";
import { WandbClientError } from "../errors.ts";
import type { RunFile } from "./run-files.ts";
import { mediaPath } from "./media-path.ts";
import type { RunPanels } from "./run-panels.ts";

/** What logging a media object needs from its run. */
export interface MediaLogger {
  /** The server that the run is on. */
  readonly host: string;
  /** What the run's config says of its media. */
  readonly panels: RunPanels;
  /** Uploads media files of the run. */
  upload(files: readonly RunFile[]): Promise<void>;
  /** Logs a table as an artifact of the run; returns what the history says about it. */
  logTable(key: string, step: number, table: WandbMedia): Promise<Record<string, unknown>>;
  /** Sends the panels when there are new ones. */
  sendPanels(): Promise<void>;
  /** Tells of something that was left out. */
  warn(warning: WandbWarning): void;
}

/** Whether a row holds media anywhere. */
export function hasMedia(value: unknown, depth: number = 0): boolean {
  if (WandbMedia.is(value)) return true;
  if (depth > 8) return false;
  if (Array.isArray(value)) return value.some((each) => hasMedia(each, depth + 1));
  return isPlain(value) && Object.values(value).some((each) => hasMedia(each, depth + 1));
}

/** Replaces the media of a row by what the history keeps of them, after their files were uploaded. */
export async function storeMedia(
  row: Readonly<Record<string, unknown>>,
  step: number,
  logger: MediaLogger,
): Promise<Record<string, unknown>> {
  const tables: Record<string, unknown> = {};
  const plain = takeCharts(row, "", logger.panels, tables);
  const storing = new RowMedia(step, logger);
  const stored = await storing.record({ ...plain, ...tables });
  await logger.upload(storing.files());
  await logger.sendPanels();
  return stored;
}

/** Takes charts out of a row: their tables go to keys of the row itself, their panels to the config. */
function takeCharts(
  record: Readonly<Record<string, unknown>>,
  prefix: string,
  panels: RunPanels,
  tables: Record<string, unknown>,
): Record<string, unknown> {
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    const key = prefix === "" ? name : `${prefix}.${name}`;
    if (value instanceof CustomChart) {
      panels.setChart(key, value.panel(key));
      tables[value.tableKey(key)] = value.table;
    } else if (value instanceof Visualization) {
      panels.setVisualization(key, value.setting(key));
      tables[key] = value.table;
    } else if (isPlain(value) && hasMedia(value)) {
      const inner = takeCharts(value, key, panels, tables);
      if (Object.keys(inner).length > 0) rest[name] = inner;
    } else {
      rest[name] = value;
    }
  }
  return rest;
}

/** Stores the media of one row. */
class RowMedia {
  readonly #step: number;
  readonly #logger: MediaLogger;
  // The same file may stand in a row several times.
  readonly #files = new Map<string, RunFile>();

  constructor(step: number, logger: MediaLogger) {
    this.#step = step;
    this.#logger = logger;
  }

  files(): RunFile[] {
    return [...this.#files.values()];
  }

  async record(record: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    const stored: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(record)) stored[key] = await this.#value(key, value);
    return stored;
  }

  async #value(key: string, value: unknown): Promise<unknown> {
    if (!hasMedia(value)) return value;
    if (WandbMedia.is(value)) return await this.#media(key, value);
    if (isPlain(value)) return await this.record(value);
    const items = value as readonly unknown[];
    if (isSequence(items)) return await this.#sequence(key, items);
    const list: unknown[] = [];
    for (const each of items) list.push(await this.#value(key, each));
    return list;
  }

  async #media(key: string, media: WandbMedia): Promise<unknown> {
    const { mediaType } = media;
    const isTable =
      mediaType === "table" || mediaType === "joined-table" || mediaType === "partitioned-table";
    return isTable
      ? await this.#logger.logTable(key, this.#step, media)
      : await this.#store(key, media);
  }

  /** What the history keeps of an object; one that an artifact has is named by its address there, too. */
  async #store(key: string, media: WandbMedia): Promise<JsonObject> {
    const address = storedAddress(media, this.#logger.host);
    return { ...(await media.toJson(this.#target(key, address !== undefined))), ...address };
  }

  async #sequence(key: string, given: Parameters<typeof sequenceJson>[0]): Promise<JsonObject> {
    const limit = given[0]?.mediaType === "image-file" ? mostImages : Infinity;
    const items = given.slice(0, limit);
    if (items.length < given.length) {
      this.#logger.warn({
        code: "WANDB_CLIENT_TOO_MANY_IMAGES",
        message: `${key}: ${given.length} pictures were logged under one key, and the first ${limit} are kept; W&B shows no more`,
        details: { key, step: this.#step, count: given.length, limit },
      });
    }
    const stored: JsonObject[] = [];
    for (const each of items) stored.push(await this.#store(key, each));
    return sequenceJson(items, stored);
  }

  #target(key: string, isStored: boolean): MediaTarget {
    const add = (file: RunFile): { path: string; digest: string } => {
      this.#files.set(file.name, file);
      return { path: file.name, digest: "" };
    };
    return {
      place: "run",
      isStored,
      addBytes: (path, bytes) => Promise.resolve(add({ name: path, content: bytes })),
      addLocalFile: (path, localPath) =>
        Promise.resolve(add({ name: path, content: { path: localPath } })),
      addEntry: () => Promise.reject(notInRuns("an entry of an artifact")),
      addReference: () => Promise.reject(notInRuns("a reference")),
      addMedia: (media) => Promise.reject(notInRuns(`a ${media.className} inside another object`)),
      nameClasses: (kind, group, names) => this.#logger.panels.nameClasses(kind, key, group, names),
      runPath: (folder, sha256, extension) => mediaPath(folder, key, this.#step, sha256, extension),
    };
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && Object.getPrototypeOf(value) === Object.prototype;
}

function notInRuns(what: string): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_MEDIA",
    message: `${what} cannot be logged as a metric of a run`,
    hint: "Store it in an artifact: `draft.add(object, name)`.",
  });
}
