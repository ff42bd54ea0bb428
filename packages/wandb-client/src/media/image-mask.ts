import { WandbClientError } from "../errors.ts";
import { unnamedClasses } from "./class-names.ts";
import { FileMedia, type MediaFileSource } from "./media-file.ts";
import type { ClassNames } from "./media.ts";
import { encodePng } from "./png.ts";

/** Class numbers of an image's pixels, row by row from the top left. */
export interface MaskPixels {
  /** One number from 0 to 255 per pixel. */
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

/** A picture's segmentation: for each pixel the number of a class. */
export class ImageMask extends FileMedia {
  readonly mediaType = "mask" as const;
  readonly className = "ImageMask";
  readonly folder = "images/mask";
  /** Names by class number; of pixels without names `class_0`, `class_1` … for the numbers that occur. */
  readonly classLabels: ClassNames | undefined;

  /**
   * @param content pixels, the path of a local picture, or a file
   * @param options `classLabels`: names by class number
   * @throws WandbClientError `WANDB_CLIENT_MEDIA` for numbers that are no bytes or do not fit the size
   */
  constructor(
    content: MaskPixels | string | MediaFileSource,
    options: { readonly classLabels?: ClassNames } = {},
  ) {
    super(
      typeof content === "string"
        ? { kind: "path", path: content }
        : "kind" in content
          ? content
          : maskSource(content),
    );
    this.classLabels =
      options.classLabels ??
      (typeof content === "string" || "kind" in content
        ? undefined
        : unnamedClasses(Array.from(content.data)));
  }
}

function maskSource(pixels: MaskPixels): MediaFileSource {
  const { width, height } = pixels;
  const values = Array.from(pixels.data);
  const wrong = values.findIndex((value) => !Number.isInteger(value) || value < 0 || value > 255);
  if (wrong >= 0) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_MEDIA",
      message: `a mask holds ${values[wrong]} at position ${wrong}`,
      hint: "Use whole numbers from 0 to 255.",
      details: { position: wrong },
    });
  }
  return {
    kind: "bytes",
    bytes: encodePng({ data: Uint8Array.from(values), width, height, channels: 1 }),
    extension: ".mask.png",
  };
}
