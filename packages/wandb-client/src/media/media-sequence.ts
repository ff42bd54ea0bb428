import type { Json, JsonObject } from "../util/json.ts";
import { Audio } from "./audio.ts";
import type { FileMedia } from "./media-file.ts";
import type { MediaType } from "./media.ts";

/** Pictures that W&B shows under one key of a row. */
export const mostImages = 108;

const kinds: ReadonlySet<MediaType> = new Set([
  "image-file",
  "audio-file",
  "video-file",
  "html-file",
  "object3D-file",
  "molecule-file",
]);

/** Whether values are several media of one kind that the history keeps as one entry. */
export function isSequence(items: readonly unknown[]): items is readonly FileMedia[] {
  const [first] = items as readonly Partial<FileMedia>[];
  const type = first?.mediaType;
  return (
    type !== undefined &&
    kinds.has(type) &&
    items.every((each) => (each as Partial<FileMedia> | null)?.mediaType === type)
  );
}

/**
 * Several media of one kind as one entry of the history, in the form that each kind has.
 *
 * @param items the media
 * @param stored what the history would say of each
 */
export function sequenceJson(
  items: readonly FileMedia[],
  stored: readonly JsonObject[],
): JsonObject {
  const count = items.length;
  const paths = stored.map(({ path, artifact_path: address }) => {
    const place = path ?? address;
    return typeof place === "string" ? place : "";
  });
  const captions = captionsOf(items);
  switch (items[0]?.mediaType) {
    case "image-file":
      return {
        _type: "images/separated",
        ...pick(stored[0] ?? {}, ["width", "height", "format"]),
        count,
        filenames: paths,
        ...(captions === false ? {} : { captions }),
        ...layers("all_masks", stored, "masks"),
        ...layers("all_boxes", stored, "boxes"),
      };
    case "audio-file": {
      const sounds = items.map((each) => (each instanceof Audio ? each : undefined));
      return {
        _type: "audio",
        count,
        audio: stored,
        sampleRates: sounds.map((each) => each?.sampleRate ?? null),
        durations: sounds.map((each) => each?.durationSeconds ?? null),
        ...(captions === false ? {} : { captions: captions.map((each) => each ?? "") }),
      };
    }
    case "video-file":
      return { _type: "videos", count, videos: stored, captions };
    case "html-file":
      return { _type: "html", count, html: stored };
    case "object3D-file":
      return {
        _type: "object3D",
        filenames: paths.map((path) => path.slice("media/object3D/".length)),
        count,
        objects: stored,
      };
    default:
      return { _type: "molecule", filenames: paths, count, captions };
  }
}

/** The captions, when one of the media has one. */
function captionsOf(items: readonly FileMedia[]): (string | null)[] | false {
  return (
    items.some((each) => each.caption !== undefined) && items.map((each) => each.caption ?? null)
  );
}

function layers(name: string, stored: readonly JsonObject[], key: string): JsonObject {
  const all = stored.map((each) => each[key] ?? null);
  return all.every((each) => each === null) ? {} : { [name]: all };
}

function pick(json: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.flatMap((key): [string, Json][] => {
      const value = json[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
