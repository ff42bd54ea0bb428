import { WandbClientError } from "../errors.ts";
import type { JsonObject } from "../util/json.ts";
import { unnamedClasses } from "./class-names.ts";
import type { ClassNames } from "./media.ts";

/** A box on an image, in fractions of its size or, with `domain: "pixel"`, in pixels. */
export interface BoundingBox {
  readonly position:
    | { readonly minX: number; readonly maxX: number; readonly minY: number; readonly maxY: number }
    | {
        readonly middle: readonly [number, number];
        readonly width: number;
        readonly height: number;
      };
  readonly classId: number;
  readonly caption?: string;
  readonly scores?: Readonly<Record<string, number>>;
  readonly domain?: "pixel";
}

/** Boxes that are shown and hidden together, with the names of their classes. */
export interface BoxGroup {
  readonly boxes: readonly BoundingBox[];
  /** Names by class number. Default `class_0`, `class_1` … for the numbers that occur. */
  readonly classLabels?: ClassNames;
}

/** The boxes of a group, and the names of their classes. */
export function readGroup(group: BoxGroup | readonly BoundingBox[]): {
  readonly boxes: readonly BoundingBox[];
  readonly given: ClassNames | undefined;
  readonly names: ClassNames;
} {
  const { boxes, classLabels } = isList(group) ? { boxes: group, classLabels: undefined } : group;
  const names = classLabels ?? unnamedClasses(boxes.map((box) => box.classId));
  return { boxes, given: classLabels, names };
}

function isList(group: BoxGroup | readonly BoundingBox[]): group is readonly BoundingBox[] {
  return Array.isArray(group);
}

/** @throws WandbClientError `WANDB_CLIENT_MEDIA` with the path of the fault */
export function checkBox(box: BoundingBox, path: string): void {
  const { position } = box;
  const numbers =
    "middle" in position
      ? [...position.middle, position.width, position.height]
      : [position.minX, position.maxX, position.minY, position.maxY];
  const isOrdered =
    "middle" in position || (position.minX <= position.maxX && position.minY <= position.maxY);
  const isInside = box.domain === "pixel" || numbers.every((each) => each >= 0 && each <= 1);
  if (
    numbers.every((each) => Number.isFinite(each)) &&
    isOrdered &&
    isInside &&
    Number.isInteger(box.classId)
  )
    return;
  throw new WandbClientError({
    code: "WANDB_CLIENT_MEDIA",
    message: `${path} is not a box: ${JSON.stringify(box)}`,
    hint: 'Give fractions from 0 to 1 with min ≤ max, or `domain: "pixel"`, and a whole `classId`.',
    details: { path },
  });
}

/** A box as W&B stores it. */
export function boxJson(box: BoundingBox): JsonObject {
  return {
    position: box.position,
    class_id: box.classId,
    ...(box.caption === undefined ? {} : { box_caption: box.caption }),
    ...(box.scores === undefined ? {} : { scores: box.scores }),
    ...(box.domain === undefined ? {} : { domain: box.domain }),
  };
}

/** A box from W&B's form. */
export function readBox(json: Readonly<Record<string, unknown>>): BoundingBox {
  return {
    position: json["position"] as BoundingBox["position"],
    classId: Number(json["class_id"]),
    ...(typeof json["box_caption"] === "string" ? { caption: json["box_caption"] } : {}),
    ...(typeof json["scores"] === "object" && json["scores"] !== null
      ? { scores: json["scores"] as Record<string, number> }
      : {}),
    ...(json["domain"] === "pixel" ? { domain: "pixel" as const } : {}),
  };
}
