import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Audio } from "../../src/index.ts";
import { encodePng } from "../../src/media/png.ts";

/** Files of every kind that both sides make media from, by their names. */
export async function mediaFiles(): Promise<Record<string, string | Uint8Array>> {
  const size = { width: 5, height: 3 };
  return {
    "picture.png": encodePng({ data: new Uint8Array(45).fill(77), ...size, channels: 3 }),
    "mask.png": encodePng({ data: new Uint8Array(15).fill(1), ...size, channels: 1 }),
    "tone.wav": await new Audio({ samples: [0, 0.5, -0.5], sampleRate: 8000 }).bytes(),
    "film.mp4": "film",
    "film.gif": "gif",
    "page.html": "<p>x</p>",
    "body.obj": "v 0 0 0",
    "water.pdb": "ATOM      1  O   HOH A   1",
    "cloud.pts.json": "[[0,1,2]]",
    "plot.bokeh.json": JSON.stringify({
      version: "3.9.2",
      title: "Bokeh Application",
      config: {
        type: "object",
        name: "DocumentConfig",
        id: "p1",
        attributes: { notifications: { type: "object", name: "Notifications", id: "p2" } },
      },
      roots: [],
    }),
  };
}

/** Writes them into a folder, for programs in Python. */
export async function writeMediaFiles(
  folder: string,
): Promise<Readonly<Record<string, string | Uint8Array>>> {
  const files = await mediaFiles();
  for (const [path, content] of Object.entries(files)) await writeFile(join(folder, path), content);
  return files;
}

/** What the programs in Python tell of an artifact. */
export interface Described {
  readonly digest: string;
  readonly entries: Readonly<Record<string, readonly [string, string | null, number | null]>>;
}
