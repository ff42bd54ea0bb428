import { expect, test } from "vitest";
import { Image, ImageMask, Table } from "../../src/index.ts";
import { setUp } from "../support.ts";
import { paths, png, store } from "./store.ts";

const constant = (val: unknown, isSet: boolean = false): object => ({
  wb_type: "const",
  params: { val, is_set: isSet },
});

test("stores a picture as its JSON with a media file, and reads it back with boxes, masks and classes", async () => {
  await using setup = await setUp();
  const classes = [
    { id: 0, name: "bg" },
    { id: 1, name: "it's" },
  ];
  const image = new Image(png, {
    caption: "CAP",
    classes,
    boxes: {
      pred: [
        {
          position: { minX: 0.1, maxX: 0.2, minY: 0.3, maxY: 0.4 },
          classId: 1,
          caption: "c",
          scores: { acc: 0.5 },
        },
      ],
    },
    masks: { gt: new ImageMask({ data: [0, 1], width: 2, height: 1 }) },
  });
  const artifact = await store(setup, "picture", { Image: image });
  expect(await paths(artifact)).toEqual([
    "Image.image-file.json",
    expect.stringMatching(/^media\/classes\/[0-9a-f]{32}_cls\.classes\.json$/),
    expect.stringMatching(/^media\/images\/[0-9a-f]{20}\.png$/),
    expect.stringMatching(/^media\/images\/mask\/[0-9a-f]{20}\.mask\.png$/),
  ]);
  const json = JSON.parse(await (await artifact.entry("Image.image-file.json")).text()) as unknown;
  expect(json).toMatchObject({
    _type: "image-file",
    format: "png",
    width: 2,
    height: 1,
    caption: "CAP",
    boxes: { pred: [{ class_id: 1, box_caption: "c", scores: { acc: 0.5 } }] },
    masks: { gt: { _type: "mask" } },
  });
  const found = (await artifact.get("Image")) as Image;
  expect(found).toBeInstanceOf(Image);
  expect(Buffer.from(await found.bytes()).equals(png)).toBe(true);
  expect(await found.size()).toEqual({ width: 2, height: 1 });
  expect(found.boxes).toEqual(image.boxes);
  // The classes of boxes come first, as in W&B's SDK; the digest depends on it.
  expect(found.classes?.labels).toEqual(classes.toReversed());
  expect((await found.masks["gt"]?.bytes())?.length).toBeGreaterThan(20);
});

test("names the classes that boxes and masks leave without names", async () => {
  const mask = new ImageMask({ data: [3, 0], width: 2, height: 1 });
  const position = { minX: 0, maxX: 1, minY: 0, maxY: 1 };
  const image = new Image(png, {
    masks: { gt: mask },
    boxes: {
      plain: [{ position, classId: 7 }],
      named: { boxes: [{ position, classId: 1 }], classLabels: { 1: "one", 2: "two" } },
    },
  });
  expect(mask.classLabels).toEqual({ 0: "class_0", 3: "class_3" });
  expect(image.classes?.byId()).toEqual({
    7: "class_7",
    1: "one",
    2: "two",
    0: "class_0",
    3: "class_3",
  });
  expect(image.boxes["named"]).toEqual([{ position, classId: 1 }]);
});

test("a column's type tells of the boxes, masks and classes of all its pictures", () => {
  const position = { minX: 0, maxX: 1, minY: 0, maxY: 1 };
  const boxed = (classId: number, score: string, name: string): Image =>
    new Image(png, {
      boxes: {
        p: {
          boxes: [{ position, classId, scores: { [score]: 1 } }],
          classLabels: { [classId]: name },
        },
      },
    });
  const table = new Table({
    columns: ["im"],
    data: [[boxed(2, "b", "two")], [null], [boxed(1, "a", "one")], [boxed(2, "b", "zwei")]],
  });
  const union = table.columnTypes["im"]?.params?.["allowed_types"] as { params: object }[];
  expect(union[0]?.params).toEqual({
    box_layers: constant({ p: [1, 2] }),
    box_score_keys: constant(["a", "b"], true),
    mask_layers: constant({}),
    class_map: constant({ 1: "one", 2: "two" }),
    box_class_maps: constant({ p: { 1: "one", 2: "two" } }),
    mask_class_maps: constant({}),
  });
});
