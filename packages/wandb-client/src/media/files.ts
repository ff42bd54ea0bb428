import { WandbClientError } from "../errors.ts";
import type { JsonObject } from "../util/json.ts";
import type { MediaTarget } from "./media.ts";
import { fileSource, refuseAddress } from "./file-source.ts";
import { extensionOf, FileMedia, unsupportedFormat, type MediaFileSource } from "./media-file.ts";

const videoFormats = ["gif", "mp4", "webm", "ogg"];
const objectFormats = ["obj", "gltf", "glb", "babylon", "stl", "pts.json"];
const moleculeFormats = ["pdb", "pqr", "mmcif", "mcif", "cif", "sdf", "sd", "gro", "mol2", "mmtf"];

/** A film: a local file or encoded bytes. */
export class Video extends FileMedia {
  readonly mediaType = "video-file" as const;
  readonly className = "Video";
  readonly folder = "videos";
  readonly width: number | undefined;
  readonly height: number | undefined;

  /** @throws WandbClientError `WANDB_CLIENT_MEDIA` for a format other than gif, mp4, webm, ogg */
  constructor(
    content: string | Uint8Array | MediaFileSource,
    options: {
      readonly caption?: string;
      readonly format?: string;
      readonly width?: number;
      readonly height?: number;
    } = {},
  ) {
    super(fileSource("a Video", content, options.format ?? "mp4", videoFormats), options.caption);
    this.width = options.width;
    this.height = options.height;
  }

  protected override facts(): Promise<JsonObject> {
    return Promise.resolve({
      ...(this.width === undefined ? {} : { width: this.width }),
      ...(this.height === undefined ? {} : { height: this.height }),
    });
  }
}

/** A point of a cloud: place, then category 1 to 14, or colour. */
export type CloudPoint = readonly number[];

/** A scene of points with boxes and arrows. */
export interface PointCloud {
  readonly type?: "lidar/beta";
  readonly points: readonly CloudPoint[];
  readonly boxes?: readonly Readonly<Record<string, unknown>>[];
  readonly vectors?: readonly Readonly<Record<string, unknown>>[];
}

/** A body or a cloud of points: a local file, encoded bytes with their format, or points. */
export class Object3D extends FileMedia {
  readonly mediaType = "object3D-file" as const;
  readonly className = "Object3D";
  readonly folder = "object3D";

  /** @throws WandbClientError `WANDB_CLIENT_MEDIA` for an unknown format or points of another length than 3, 4 or 6 */
  constructor(
    content: string | Uint8Array | PointCloud | readonly CloudPoint[] | MediaFileSource,
    options: { readonly caption?: string; readonly format?: string } = {},
  ) {
    super(objectSource(content, options.format), options.caption);
  }

  protected override get runExtension(): string {
    return this.extension.endsWith(".pts.json") ? ".pts.json" : super.runExtension;
  }

  override async toJson(target: MediaTarget): Promise<JsonObject> {
    if (target.place === "run" || this.extension.endsWith(".pts.json"))
      return await super.toJson(target);
    throw new WandbClientError({
      code: "WANDB_CLIENT_MEDIA",
      message: `W&B cannot store an Object3D of the format ${this.extension} in an artifact`,
      hint: "Store a point cloud, log the body to the run, or add the file itself with `addFile`.",
      details: { kind: "Object3D", extension: this.extension },
    });
  }
}

/** A molecule: a local file, or its text with the format. */
export class Molecule extends FileMedia {
  readonly mediaType = "molecule-file" as const;
  readonly className = "Molecule";
  readonly folder = "molecule";

  /** @throws WandbClientError `WANDB_CLIENT_MEDIA` for an unknown format */
  constructor(
    content: string | Uint8Array | MediaFileSource,
    options: { readonly caption?: string; readonly format?: string } = {},
  ) {
    super(
      fileSource("a Molecule", content, options.format ?? "pdb", moleculeFormats),
      options.caption,
    );
  }
}

function objectSource(
  content: string | Uint8Array | PointCloud | readonly CloudPoint[] | MediaFileSource,
  format: string | undefined,
): MediaFileSource {
  if (typeof content === "string") {
    refuseAddress("an Object3D", content);
    const found = objectFormats.find((each) => content.toLowerCase().endsWith(`.${each}`));
    if (found === undefined)
      throw unsupportedFormat("an Object3D", extensionOf(content), objectFormats);
    return { kind: "path", path: content };
  }
  if (content instanceof Uint8Array) {
    if (format === undefined || !objectFormats.includes(format))
      throw unsupportedFormat("an Object3D", format ?? "", objectFormats);
    return { kind: "bytes", bytes: content, extension: `.${format}` };
  }
  if ("kind" in content) return content;
  const points = isPoints(content) ? content : content.points;
  const wrong = points.find((point) => ![3, 4, 6].includes(point.length));
  if (wrong !== undefined)
    throw unsupportedFormat("a point", JSON.stringify(wrong), [
      "[x, y, z]",
      "[x, y, z, category]",
      "[x, y, z, r, g, b]",
    ]);
  const scene = isPoints(content)
    ? content
    : {
        type: content.type ?? "lidar/beta",
        vectors: content.vectors ?? [],
        points,
        boxes: content.boxes ?? [],
      };
  return {
    kind: "bytes",
    bytes: new TextEncoder().encode(JSON.stringify(scene)),
    extension: ".pts.json",
  };
}

function isPoints(content: PointCloud | readonly CloudPoint[]): content is readonly CloudPoint[] {
  return Array.isArray(content);
}
