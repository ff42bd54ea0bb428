import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { imageSize } from "image-size";
import { WandbClientError } from "../errors.ts";
import type { Json, JsonObject } from "../util/json.ts";
import { Classes, type ClassLabel } from "./classes.ts";
import { pythonRepr } from "./python-repr.ts";
import {
  extensionOf,
  FileMedia,
  formatOf,
  isMediaAddress,
  missingFile,
  pathOf,
  unsupportedFormat,
  type MediaFileSource,
  type MediaReferenceOptions,
} from "./media-file.ts";
import type { ClassNames, MediaTarget } from "./media.ts";
import { encodePng, type Pixels } from "./png.ts";
import { boxJson, checkBox, readGroup, type BoundingBox, type BoxGroup } from "./bounding-box.ts";
import type { ImageMask } from "./image-mask.ts";
import { imageTypeParams } from "./image-type.ts";
import { storeRunJson } from "./run-json.ts";

const formats = ["png", "jpg", "jpeg", "gif", "bmp", "webp", "svg", "tif", "tiff"];
const headerBytes = 512 * 1024;

/** What an image is shown with. */
export interface ImageOptions {
  readonly caption?: string;
  /** `png`, `jpg` …; needed for bytes that do not say it themselves. */
  readonly format?: string;
  /** For an address: how its place is reached, and whether its checksum is recorded. */
  readonly reference?: MediaReferenceOptions;
  /** Names of the classes that masks and boxes use, over those that these bring along themselves. */
  readonly classes?: Classes | readonly ClassLabel[];
  /** Boxes by group, such as `predictions`; with or without names of their classes. */
  readonly boxes?: Readonly<Record<string, BoxGroup | readonly BoundingBox[]>>;
  /** Masks by group. */
  readonly masks?: Readonly<Record<string, ImageMask>>;
}

/**
 * A picture: a local file, encoded bytes, raw pixels (which become PNG), or the address of one (http, https, s3, gs),
 * to which an artifact then refers; runs take no addresses.
 *
 * @example
 * ```ts
 * new Image("plot.png", { caption: "loss" });
 * new Image({ data: pixels, width: 64, height: 64, channels: 3 });
 * ```
 */
export class Image extends FileMedia {
  readonly mediaType = "image-file" as const;
  readonly className = "Image";
  readonly folder = "images";
  readonly format: string;
  /** All classes of the picture: those of its boxes, then of its masks, with the names that were given. */
  readonly classes: Classes | undefined;
  readonly boxes: Readonly<Record<string, readonly BoundingBox[]>>;
  readonly masks: Readonly<Record<string, ImageMask>>;
  readonly #boxGroups: ReadonlyMap<string, ReturnType<typeof readGroup>>;
  readonly #given: { readonly width: number; readonly height: number } | undefined;

  /** @throws WandbClientError `WANDB_CLIENT_MEDIA` for an unknown format or a box out of its bounds */
  constructor(content: string | Uint8Array | Pixels | MediaFileSource, options: ImageOptions = {}) {
    const { source, format, size } = sourceOf(content, options);
    super(source, options.caption);
    this.format = format;
    this.#given = size;
    this.#boxGroups = new Map(
      Object.entries(options.boxes ?? {}).map(([name, group]) => [name, readGroup(group)]),
    );
    this.boxes = Object.fromEntries([...this.#boxGroups].map(([name, { boxes }]) => [name, boxes]));
    this.masks = options.masks ?? {};
    this.classes = allClasses(
      [...this.#boxGroups.values()].map((group) => group.names),
      Object.values(this.masks).map((mask) => mask.classLabels ?? {}),
      options.classes instanceof Classes ? options.classes.labels : (options.classes ?? []),
    );
    for (const [group, boxes] of Object.entries(this.boxes)) {
      for (const [index, box] of boxes.entries()) checkBox(box, `boxes.${group}[${index}]`);
    }
  }

  /** Width and height in pixels, read from the file's header; undefined for a format that does not tell. */
  async size(): Promise<{ readonly width: number; readonly height: number } | undefined> {
    if (this.#given !== undefined) return this.#given;
    if (this.source.kind === "reference") return undefined;
    try {
      const header =
        this.source.kind === "path" ? await readHeader(this.source.path) : await this.bytes();
      const { width, height } = imageSize(header);
      return { width, height };
    } catch (error) {
      if (error instanceof WandbClientError) throw error;
      // A picture without a readable header is stored all the same, without its size.
      return undefined;
    }
  }

  override get typeParams(): JsonObject {
    return imageTypeParams({
      boxNames: Object.fromEntries([...this.#boxGroups].map(([name, { names }]) => [name, names])),
      scores: Object.values(this.boxes).flatMap((boxes) =>
        boxes.flatMap((box) => Object.keys(box.scores ?? {})),
      ),
      maskNames: Object.fromEntries(
        Object.entries(this.masks).map(([name, mask]) => [name, mask.classLabels]),
      ),
      classes: this.classes?.byId() ?? {},
    });
  }

  /** In a run, W&B shows a picture from the artifact that has it. */
  protected override async storeFile(target: MediaTarget): Promise<JsonObject> {
    return target.isStored === true
      ? { ...(await this.fileFacts()) }
      : await super.storeFile(target);
  }

  protected override async facts(target: MediaTarget): Promise<JsonObject> {
    const size = await this.size();
    const classes = await this.#storeClasses(target);
    const masks: Record<string, JsonObject> = {};
    const boxes: Record<string, Json> = {};
    for (const [name, mask] of Object.entries(this.masks)) {
      masks[name] = await mask.toJson(target);
      if (mask.classLabels !== undefined) target.nameClasses("mask", name, mask.classLabels);
    }
    for (const [name, group] of this.#boxGroups) {
      const list = group.boxes.map(boxJson);
      target.nameClasses("bounding_box", name, group.names);
      boxes[name] =
        target.place === "artifact"
          ? list
          : await storeRunJson(target, "metadata/boxes2D", ".boxes2D.json", "boxes2D", {
              box_data: list,
              ...(group.given === undefined ? {} : { class_labels: { ...group.given } }),
            });
    }
    return {
      format: this.format,
      ...(size === undefined ? {} : { width: size.width, height: size.height }),
      ...classes,
      ...(Object.keys(boxes).length === 0 ? {} : { boxes }),
      ...(Object.keys(masks).length === 0 ? {} : { masks }),
    };
  }

  async #storeClasses(target: MediaTarget): Promise<JsonObject> {
    const hasLabels = Object.keys(this.boxes).length > 0 || Object.keys(this.masks).length > 0;
    if (target.place === "run") return {};
    if (this.classes === undefined) {
      if (!hasLabels) return {};
      throw new WandbClientError({
        code: "WANDB_CLIENT_MEDIA",
        message: "an image with masks or boxes has no classes, which W&B requires in artifacts",
        hint: 'Pass `classes: [{ id: 0, name: "background" }, …]`.',
      });
    }
    const id = createHash("md5").update(pythonRepr(this.classes.labels)).digest("hex");
    const entry = await target.addMedia(this.classes, `media/classes/${id}_cls`);
    return { classes: { type: "classes-file", path: entry.path, digest: entry.digest } };
  }
}

/** Each class once, at the place where it comes first, under the name that it gets last. */
function allClasses(
  boxes: readonly ClassNames[],
  masks: readonly ClassNames[],
  given: readonly ClassLabel[],
): Classes | undefined {
  const labels = new Map<number, ClassLabel>();
  for (const names of [...boxes, ...masks])
    for (const [id, name] of Object.entries(names))
      labels.set(Number(id), { id: Number(id), name });
  for (const label of given) labels.set(label.id, label);
  return labels.size === 0 ? undefined : new Classes(labels.values());
}

function sourceOf(
  content: string | Uint8Array | Pixels | MediaFileSource,
  { format, reference }: ImageOptions,
): {
  source: MediaFileSource;
  format: string;
  size: { width: number; height: number } | undefined;
} {
  if (typeof content === "string") {
    const source: MediaFileSource = isMediaAddress(content)
      ? { kind: "reference", uri: content, options: reference }
      : { kind: "path", path: content };
    return checked(source, format ?? formatOf(extensionOf(pathOf(source))));
  }
  if (content instanceof Uint8Array) {
    const found = format ?? sniffFormat(content);
    return checked({ kind: "bytes", bytes: content, extension: `.${found}` }, found);
  }
  if ("kind" in content) {
    const extension = content.kind === "bytes" ? content.extension : extensionOf(pathOf(content));
    return checked(content, format ?? formatOf(extension));
  }
  const { width, height } = content;
  return {
    source: { kind: "bytes", bytes: encodePng(content), extension: ".png" },
    format: "png",
    size: { width, height },
  };
}

function checked(
  source: MediaFileSource,
  format: string,
): { source: MediaFileSource; format: string; size: undefined } {
  const known = format.toLowerCase();
  if (!formats.includes(known)) throw unsupportedFormat("an Image", format, formats);
  return { source, format: known, size: undefined };
}

function sniffFormat(bytes: Uint8Array): string {
  try {
    return imageSize(bytes.subarray(0, headerBytes)).type ?? "";
  } catch {
    // Told as an unsupported format by the caller.
    return "";
  }
}

async function readHeader(path: string): Promise<Uint8Array> {
  let file;
  try {
    file = await open(path, "r");
  } catch (error) {
    throw missingFile(path, error);
  }
  try {
    const buffer = new Uint8Array(headerBytes);
    const { bytesRead } = await file.read(buffer, 0, headerBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
