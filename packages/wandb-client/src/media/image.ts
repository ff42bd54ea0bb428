import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { imageSize } from "image-size";
import { WandbClientError } from "../errors.ts";
import type { JsonObject } from "../util/json.ts";
import { Classes, type ClassLabel } from "./classes.ts";
import { pythonRepr } from "./python-repr.ts";
import {
  extensionOf,
  FileMedia,
  formatOf,
  unsupportedFormat,
  type MediaFileSource,
} from "./media-file.ts";
import type { MediaTarget } from "./media.ts";
import { encodePng, type Pixels } from "./png.ts";
import { boxJson, checkBox, type BoundingBox } from "./bounding-box.ts";
import type { ImageMask } from "./image-mask.ts";

const formats = ["png", "jpg", "jpeg", "gif", "bmp", "webp", "svg", "tif", "tiff"];
const headerBytes = 512 * 1024;

/** What an image is shown with. */
export interface ImageOptions {
  readonly caption?: string;
  /** `png`, `jpg` …; needed for bytes that do not say it themselves. */
  readonly format?: string;
  /** Names of the classes that masks and boxes use; required with them in artifacts. */
  readonly classes?: Classes | readonly ClassLabel[];
  /** Boxes by group, such as `predictions`. */
  readonly boxes?: Readonly<Record<string, readonly BoundingBox[]>>;
  /** Masks by group. */
  readonly masks?: Readonly<Record<string, ImageMask>>;
}

/**
 * A picture: a local file, encoded bytes, or raw pixels (which become PNG).
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
  readonly classes: Classes | undefined;
  readonly boxes: Readonly<Record<string, readonly BoundingBox[]>>;
  readonly masks: Readonly<Record<string, ImageMask>>;
  readonly #given: { readonly width: number; readonly height: number } | undefined;

  /** @throws WandbClientError `WANDB_CLIENT_MEDIA` for an unknown format or a box out of its bounds */
  constructor(content: string | Uint8Array | Pixels | MediaFileSource, options: ImageOptions = {}) {
    const { source, format, size } = sourceOf(content, options.format);
    super(source, options.caption);
    this.format = format;
    this.#given = size;
    this.boxes = options.boxes ?? {};
    this.masks = options.masks ?? {};
    this.classes =
      options.classes === undefined
        ? classesOf(this.masks)
        : options.classes instanceof Classes
          ? options.classes
          : new Classes(options.classes);
    for (const [group, boxes] of Object.entries(this.boxes)) {
      for (const [index, box] of boxes.entries()) checkBox(box, `boxes.${group}[${index}]`);
    }
  }

  /** Width and height in pixels, read from the file's header; undefined for a format that does not tell. */
  async size(): Promise<{ readonly width: number; readonly height: number } | undefined> {
    if (this.#given !== undefined) return this.#given;
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

  /** Parameters of the type of a table's column that holds images. */
  get typeParams(): JsonObject {
    const none = { wb_type: "const", params: { val: {}, is_set: false } };
    return {
      box_layers: {
        wb_type: "const",
        params: {
          val: Object.fromEntries(Object.keys(this.boxes).map((key) => [key, []])),
          is_set: false,
        },
      },
      box_score_keys: { wb_type: "const", params: { val: [], is_set: true } },
      mask_layers: {
        wb_type: "const",
        params: {
          val: Object.fromEntries(Object.keys(this.masks).map((key) => [key, []])),
          is_set: false,
        },
      },
      class_map: { wb_type: "const", params: { val: this.classes?.byId() ?? {}, is_set: false } },
      box_class_maps: none,
      mask_class_maps: none,
    };
  }

  protected override async facts(target: MediaTarget): Promise<JsonObject> {
    const size = await this.size();
    const masks: Record<string, JsonObject> = {};
    const boxes: Record<string, JsonObject[]> = {};
    for (const [group, mask] of Object.entries(this.masks))
      masks[group] = await mask.toJson(target);
    for (const [group, list] of Object.entries(this.boxes)) boxes[group] = list.map(boxJson);
    return {
      format: this.format,
      ...(size === undefined ? {} : { width: size.width, height: size.height }),
      ...(await this.#storeClasses(target)),
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

function classesOf(masks: Readonly<Record<string, ImageMask>>): Classes | undefined {
  const labels = new Map<number, ClassLabel>();
  for (const mask of Object.values(masks))
    for (const [id, name] of Object.entries(mask.classLabels ?? {}))
      labels.set(Number(id), { id: Number(id), name });
  return labels.size === 0 ? undefined : new Classes([...labels.values()]);
}

function sourceOf(
  content: string | Uint8Array | Pixels | MediaFileSource,
  format: string | undefined,
): {
  source: MediaFileSource;
  format: string;
  size: { width: number; height: number } | undefined;
} {
  if (typeof content === "string")
    return checked({ kind: "path", path: content }, format ?? formatOf(extensionOf(content)));
  if (content instanceof Uint8Array) {
    const found = format ?? sniffFormat(content);
    return checked({ kind: "bytes", bytes: content, extension: `.${found}` }, found);
  }
  if ("kind" in content) {
    const extension =
      content.kind === "bytes"
        ? content.extension
        : extensionOf(content.kind === "path" ? content.path : content.entry.path);
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
    throw new WandbClientError({
      code: "WANDB_CLIENT_FILE",
      message: `the image ${path} cannot be read`,
      hint: "Check the path; relative ones start at the working directory.",
      details: { path },
      cause: error,
    });
  }
  try {
    const buffer = new Uint8Array(headerBytes);
    const { bytesRead } = await file.read(buffer, 0, headerBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
