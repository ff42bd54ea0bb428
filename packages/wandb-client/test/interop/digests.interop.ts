import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import {
  ArtifactDraft,
  Audio,
  Bokeh,
  Classes,
  Histogram,
  Html,
  Image,
  ImageMask,
  JoinedTable,
  Molecule,
  Object3D,
  PartitionedTable,
  Table,
  Video,
  type BoundingBox,
  type BoxGroup,
} from "../../src/index.ts";
import { mediaFiles } from "./media-files.ts";
import { openBench } from "./python.ts";

interface Shape {
  readonly digest: string;
  readonly entries: Readonly<Record<string, string>>;
}

const bench = await openBench();
afterAll(() => bench[Symbol.asyncDispose]());
const at = (path: string): string => join(bench.setup.folder, path);
await mkdir(at("data/sub/deep"), { recursive: true });
await mkdir(at("many"));
const files: Record<string, string | Uint8Array> = {
  "data/a.txt": "hello",
  "data/empty.bin": "",
  "data/README.old.md": "# old",
  "data/sub/b.txt": "world",
  "data/sub/deep/c d.bin": Uint8Array.from([0, 1, 2, 255]),
  "large.bin": Buffer.alloc(5_000_000, "heddle"),
  ...(await mediaFiles()),
};
for (const [path, content] of Object.entries(files)) await writeFile(at(path), content);
for (let index = 0; index < 300; index++)
  await writeFile(at(`many/f${index}.txt`), `number ${index}`);
const expected = await bench.python<Record<string, Shape>>("digests");

const table = (columns: readonly string[], data: readonly (readonly unknown[])[]): Table =>
  new Table({ columns, data });

const labels = { 0: "sky", 1: "sea" };
const classes = [
  { id: 0, name: "bg" },
  { id: 1, name: "it's" },
];
const cornerBox: BoundingBox = {
  position: { minX: 0.1, maxX: 0.5, minY: 0.25, maxY: 0.75 },
  classId: 1,
  scores: { acc: 0.5 },
};
const pixelBox: BoundingBox = {
  position: { middle: [2, 1], width: 2, height: 1 },
  classId: 4,
  domain: "pixel",
};
const boxed = (group: BoxGroup | readonly BoundingBox[]): Image =>
  new Image(at("picture.png"), { boxes: { p: group } });
const masked = (): Image =>
  new Image(at("picture.png"), { classes, masks: { gt: new ImageMask(at("mask.png")) } });

/** For each shape of `digests.py` what builds the same here. */
const shapes: Record<string, (draft: ArtifactDraft) => Promise<unknown>> = {
  empty: async () => undefined,
  "one file": (draft) => draft.addFile(at("data/a.txt")),
  renamed: (draft) => draft.addFile(at("data/a.txt"), { name: "x/y z.txt" }),
  "empty file": (draft) => draft.addFile(at("data/empty.bin")),
  folder: (draft) => draft.addDir(at("data")),
  "folder below a name": (draft) => draft.addDir(at("data/sub"), { name: "My directory" }),
  "many files": (draft) => draft.addDir(at("many")),
  "large file": (draft) => draft.addFile(at("large.bin")),
  "temporary name": (draft) => draft.addFile(at("data/README.old.md"), { isTemporary: true }),
  text: (draft) => draft.newFile("t.txt", "hé😀\n"),
  "order of paths": async (draft) => {
    for (const name of ["～.txt", "😀.txt", "a.txt", "Z.txt", "a/b.txt", "a-b.txt", "é.txt"])
      await draft.newFile(name, name);
  },
  "same content twice": async (draft) => {
    await draft.addFile(at("data/a.txt"), { name: "one" });
    await draft.addFile(at("data/a.txt"), { name: "two" });
  },
  removed: async (draft) => {
    await draft.addDir(at("data"));
    draft.remove("sub");
  },
  "unchecked web address": (draft) =>
    draft.addReference("https://example.org/d/file.csv?v=1", { checksum: false }),
  "custom scheme": (draft) => draft.addReference("dvc://store/thing", { name: "named" }),
  "local file reference": (draft) => draft.addReference(pathToFileURL(at("data/a.txt"))),
  "local folder reference": (draft) =>
    draft.addReference(pathToFileURL(at("data")), { name: "in" }),
  "table of numbers and text": (draft) =>
    draft.add(
      table(
        ["i", "s"],
        [
          [1, "x"],
          [2, "y"],
        ],
      ),
      "t",
    ),
  "table of floats": (draft) =>
    draft.add(table(["f"], [[0.5], [1e-7], [1.5e300], [123_456.789], [-2.25]]), "t"),
  "table with gaps": (draft) =>
    draft.add(
      table(
        ["a", "b"],
        [
          [null, "ä"],
          [3, null],
        ],
      ),
      "sub/t",
    ),
  "table of truths": (draft) => draft.add(table(["b"], [[true], [false]]), "t"),
  "table of lists": (draft) => draft.add(table(["l"], [[[1, 2]], [[3, 4]]]), "t"),
  "table of ragged lists": (draft) => draft.add(table(["l"], [[[1]], [[3, 4]]]), "t"),
  "table of records": (draft) =>
    draft.add(table(["d"], [[{ x: 1, y: "a" }], [{ x: 2, y: "b" }]]), "t"),
  "table of times": (draft) => draft.add(table(["t"], [[new Date("2023-01-05T00:00:00Z")]]), "t"),
  "empty table": (draft) => draft.add(table(["a", "b"], []), "t"),
  classes: (draft) =>
    draft.add(
      new Classes([
        { id: 0, name: "bg" },
        { id: 1, name: "it's" },
      ]),
      "c",
    ),
  page: (draft) => draft.add(new Html("<p>hi</p>"), "page"),
  "whole page": (draft) => draft.add(new Html("<html><head></head><body>x</body></html>"), "page"),
  "picture file": (draft) => draft.add(new Image(at("picture.png")), "image"),
  "picture with caption": (draft) =>
    draft.add(new Image(at("picture.png"), { caption: 'a "b"' }), "image"),
  "picture with boxes": (draft) =>
    draft.add(
      new Image(at("picture.png"), {
        classes: [{ id: 0, name: "bg" }],
        boxes: {
          p: [
            {
              position: { minX: 0.1, maxX: 0.5, minY: 0.25, maxY: 0.75 },
              classId: 0,
              caption: "c",
              scores: { acc: 0.5 },
            },
          ],
        },
      }),
      "image",
    ),
  "sound file": (draft) => draft.add(new Audio(at("tone.wav"), { caption: "cap" }), "sound"),
  "film file": (draft) => draft.add(new Video(at("film.mp4")), "film"),
  "molecule file": (draft) => draft.add(new Molecule(at("water.pdb")), "m"),
  "cloud file": (draft) => draft.add(new Object3D(at("cloud.pts.json")), "o"),
  "table of pictures": (draft) =>
    draft.add(table(["n", "im"], [[1, new Image(at("picture.png"))]]), "t"),
  "joined tables": async (draft) => {
    await draft.add(table(["a", "b"], [[1, "x"]]), "one");
    await draft.add(table(["a", "c"], [[1, "y"]]), "two");
    await draft.add(new JoinedTable("one.table.json", "two.table.json", "a"), "j");
  },
  "two pictures of one file": async (draft) => {
    for (const name of ["one", "sub/two"]) await draft.add(new Image(at("picture.png")), name);
  },
  "picture with classes": (draft) => draft.add(new Image(at("picture.png"), { classes }), "image"),
  "picture with pixel boxes": (draft) => draft.add(boxed([pixelBox]), "image"),
  "picture with named boxes": (draft) =>
    draft.add(boxed({ boxes: [cornerBox], classLabels: labels }), "image"),
  "picture with a mask": (draft) => draft.add(masked(), "image"),
  "picture with masks, boxes and classes": (draft) =>
    draft.add(
      new Image(at("picture.png"), {
        caption: "all",
        classes,
        boxes: {
          p: [cornerBox, pixelBox],
          truth: { boxes: [cornerBox], classLabels: labels },
        },
        masks: {
          gt: new ImageMask(at("mask.png")),
          pred: new ImageMask(at("picture.png")),
        },
      }),
      "image",
    ),
  "table of boxed pictures": (draft) =>
    draft.add(
      table(
        ["im"],
        [
          [boxed({ boxes: [cornerBox], classLabels: labels })],
          [null],
          [boxed([pixelBox])],
          [boxed([cornerBox])],
        ],
      ),
      "t",
    ),
  "table of masked pictures": (draft) =>
    draft.add(
      table(
        ["n", "im"],
        [
          [1, masked()],
          [2, masked()],
        ],
      ),
      "t",
    ),
  "table of all media": (draft) =>
    draft.add(
      table(
        ["page", "sound", "film", "cloud", "molecule", "im"],
        [
          [
            new Html("<p>1</p>"),
            new Audio(at("tone.wav"), { caption: "c" }),
            new Video(at("film.gif"), { caption: "c" }),
            new Object3D(at("cloud.pts.json")),
            new Molecule(at("water.pdb")),
            new Image(at("picture.png"), { caption: "c" }),
          ],
        ],
      ),
      "t",
    ),
  "table of mixed cells": (draft) =>
    draft.add(
      new Table({ columns: ["m"], data: [[1], ["x"], [true]], allowMixedTypes: true }),
      "t",
    ),
  "table of lists of records": (draft) =>
    draft.add(table(["l"], [[[{ a: 1 }]], [[{ a: 2 }]]]), "t"),
  "table of numbers in arrays": (draft) =>
    draft.add(table(["v"], [[Float64Array.of(1.5, 2.5)], [Float64Array.of(3.5, 4.5)]]), "t"),
  "table of histograms": (draft) =>
    draft.add(table(["h"], [[new Histogram({ counts: [1, 2], edges: [0, 0.5, 1] })]]), "t"),
  "table of tables": (draft) => draft.add(table(["t"], [[table(["a"], [[1]])]]), "t"),
  "picture beside its file": async (draft) => {
    await draft.addFile(at("picture.png"));
    await draft.add(new Image(at("picture.png")), "image");
  },
  "table with numbers that are none": (draft) =>
    draft.add(
      table(
        ["n", "all"],
        [
          [Number.NaN, Number.NaN],
          [1.5, Number.NaN],
        ],
      ),
      "t",
    ),
  "page file": (draft) => draft.add(new Html({ path: at("page.html") }, { inject: false }), "page"),
  "film with caption": (draft) => draft.add(new Video(at("film.gif"), { caption: "c" }), "film"),
  "cloud of points": (draft) =>
    draft.add(new Object3D([[0.5, 1.5, 2.5, 3.5]], { caption: "c" }), "o"),
  scene: (draft) =>
    draft.add(
      new Object3D({
        points: [[0, 1, 2]],
        boxes: [
          { corners: Array.from({ length: 8 }, () => [0, 0, 0]), label: "b", color: [1, 0, 0] },
        ],
        vectors: [{ start: [0, 0, 0], end: [1, 1, 1] }],
      }),
      "o",
    ),
  "bokeh file": (draft) => draft.add(new Bokeh(at("plot.bokeh.json")), "b"),
  "partitioned table": (draft) =>
    draft.add(
      new PartitionedTable(
        "parts",
        [0, 1, 2].map((index) => table(["n"], [[index]])),
      ),
      "p",
    ),
};

describe("the digest equals the SDK's", () => {
  test("in every shape that the program knows", () => {
    expect(Object.keys(shapes).toSorted()).toEqual(Object.keys(expected).toSorted());
    expect(Object.keys(shapes).length).toBeGreaterThanOrEqual(50);
  });

  test.each(Object.entries(shapes))("%s", async (name, build) => {
    const draft = new ArtifactDraft({ name: "shape", type: "dataset" });
    await build(draft);
    const entries = Object.fromEntries(
      [...draft.entries.values()].map((entry) => [entry.path, entry.digest]),
    );
    expect(entries).toEqual(expected[name]?.entries);
    expect(await draft.digest()).toBe(expected[name]?.digest);
  });
});
