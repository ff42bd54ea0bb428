import type { MediaType } from "./media.ts";

/** The kinds that an artifact can hold, in the order in which a name is looked for. */
export const mediaTypes: readonly MediaType[] = [
  "table",
  "image-file",
  "partitioned-table",
  "joined-table",
  "audio-file",
  "video-file",
  "html-file",
  "object3D-file",
  "molecule-file",
  "bokeh-file",
  "classes",
];
