import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  ArtifactDraft,
  Audio,
  Classes,
  Graph,
  Histogram,
  Html,
  Image,
  ImageMask,
  isWandbMedia,
  JoinedTable,
  Molecule,
  Object3D,
  type PartitionedTable,
  readTableRows,
  Table,
  TableStream,
  Video,
  type Artifact,
  type WandbMedia,
} from "../src/index.ts";
import { encodePng } from "../src/media/png.ts";
import { rejection, setUp, type Setup } from "./support.ts";

const png = encodePng({
  data: new Uint8Array([255, 0, 0, 0, 255, 0]),
  width: 2,
  height: 1,
  channels: 3,
});

async function store(
  setup: Setup,
  name: string,
  objects: Readonly<Record<string, WandbMedia>>,
): Promise<Artifact> {
  const draft = new ArtifactDraft({ name, type: "media" });
  for (const [key, object] of Object.entries(objects)) await draft.add(object, key);
  return await setup.client.logArtifact(draft);
}

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 3)
    yield new TextEncoder().encode(text.slice(at, at + 3));
}

async function paths(artifact: Artifact): Promise<string[]> {
  return (await artifact.entries()).map((entry) => entry.path).toSorted();
}

async function* sampleRows(): AsyncGenerator<readonly unknown[]> {
  for (let index = 0; index < 25; index++) yield [index, `row "${index}"`];
}

const rows = async (text: string): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const row of readTableRows(chunks(text), "p")) found.push(row);
  return found;
};

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
  expect(found.classes?.labels).toEqual(classes);
  expect((await found.masks["gt"]?.bytes())?.length).toBeGreaterThan(20);
});

test("stores sound, film, page, body and molecule under W&B's names, and reads them back", async () => {
  await using setup = await setUp();
  const film = join(setup.folder, "v.mp4");
  await writeFile(film, "not really a film");
  const artifact = await store(setup, "media", {
    sound: new Audio({ samples: [0, 1, -1], sampleRate: 8000 }, { caption: "cap" }),
    film: new Video(film, { width: 4, height: 2 }),
    page: new Html("<html><p>x</p></html>"),
    points: new Object3D([
      [0, 1, 2],
      [1, 2, 3],
    ]),
    molecule: new Molecule(new TextEncoder().encode("ATOM"), { format: "pdb" }),
    classes: new Classes([{ id: 1, name: "a", color: "#fff" }]),
  });
  expect(await paths(artifact)).toEqual([
    "classes.classes.json",
    "film.video-file.json",
    expect.stringMatching(/^media\/audio\/[0-9a-f]{20}\.wav$/),
    expect.stringMatching(/^media\/html\/[0-9a-f]{20}\.html$/),
    expect.stringMatching(/^media\/molecule\/[0-9a-f]{20}\.pdb$/),
    expect.stringMatching(/^media\/object3D\/[0-9a-f]{20}\.pts\.json$/),
    expect.stringMatching(/^media\/videos\/[0-9a-f]{20}\/v\.mp4$/),
    "molecule.molecule-file.json",
    "page.html-file.json",
    "points.object3D-file.json",
    "sound.audio-file.json",
  ]);
  const sound = (await artifact.get("sound")) as Audio;
  expect(sound.caption).toBe("cap");
  expect(
    Buffer.from(await sound.bytes())
      .subarray(0, 4)
      .toString(),
  ).toBe("RIFF");
  expect((await artifact.get("film")) as Video).toMatchObject({ width: 4, height: 2 });
  expect(await ((await artifact.get("page")) as Html).text()).toMatch(
    /^<html><head><base target="_blank">.*<\/head><p>x/,
  );
  expect(
    JSON.parse(Buffer.from(await ((await artifact.get("points")) as Object3D).bytes()).toString()),
  ).toEqual([
    [0, 1, 2],
    [1, 2, 3],
  ]);
  expect(Buffer.from(await ((await artifact.get("molecule")) as Molecule).bytes()).toString()).toBe(
    "ATOM",
  );
  expect(((await artifact.get("classes")) as Classes).labels).toEqual([
    { id: 1, name: "a", color: "#fff" },
  ]);
  const moved = await store(setup, "moved", { again: sound });
  const reference = (await moved.entries()).find((entry) => entry.ref !== undefined);
  expect(reference?.ref).toMatch(/^wandb-artifact:\/\/[0-9a-f]+\/media\/audio\//);
  expect((await ((await moved.get("again")) as Audio).bytes()).length).toBe(50);
});

test("keeps pictures in a table's cells", async () => {
  await using setup = await setUp();
  const table = new Table({
    columns: ["i", "im"],
    data: [
      [1, new Image(png)],
      [2, null],
    ],
  });
  const artifact = await store(setup, "cells", { t: table });
  const json = JSON.parse(await (await artifact.entry("t.table.json")).text()) as {
    column_types: { params: { type_map: Record<string, unknown> } };
    data: unknown[][];
  };
  expect(json.column_types.params.type_map["im"]).toMatchObject({
    wb_type: "union",
    params: { allowed_types: [{ wb_type: "image-file" }, { wb_type: "none" }] },
  });
  expect(json.data[0]?.[1]).toMatchObject({ _type: "image-file", width: 2 });
  const [image, nothing] = ((await artifact.get("t")) as Table).getColumn("im");
  expect(image).toBeInstanceOf(Image);
  expect(nothing).toBeNull();
});

test("joins tables and reads both sides", async () => {
  await using setup = await setUp();
  const left = new Table({ columns: ["a", "b"], data: [[1, "x"]] });
  const right = new Table({ columns: ["a", "c"], data: [[1, true]] });
  const artifact = await store(setup, "joined", { j: new JoinedTable(left, right, "a") });
  const found = (await artifact.get("j")) as JoinedTable;
  expect(found.joinKey).toBe("a");
  expect((found.right as Table).getColumn("c")).toEqual([true]);
});

test("writes a table past 200 000 rows as a partitioned one, and one of unknown length row by row", async () => {
  await using setup = await setUp();
  const long = new Table({
    columns: ["n"],
    data: Array.from({ length: 200_001 }, (_, index) => [index]),
  });
  const artifact = await store(setup, "long", {
    big: long,
    flow: new TableStream({ columns: ["n", "text"], rows: sampleRows(), rowsPerPart: 10 }),
  });
  expect(await paths(artifact)).toEqual([
    "big.partitioned-table.json",
    "flow.partitioned-table.json",
    "media/tables/big_parts/part-000000.table.json",
    "media/tables/big_parts/part-000001.table.json",
    "media/tables/flow_parts/part-000000.table.json",
    "media/tables/flow_parts/part-000001.table.json",
    "media/tables/flow_parts/part-000002.table.json",
  ]);
  const found = (await artifact.get("big")) as PartitionedTable;
  expect(found.rowCount).toBe(200_001);
  expect(found.getColumn("n").at(-1)).toBe(200_000);
  const flow = (await artifact.get("flow")) as PartitionedTable;
  expect([...flow].map((row) => row[0])).toEqual(Array.from({ length: 25 }, (_, index) => index));
  const streamed: unknown[] = [];
  const part = await artifact.entry("media/tables/flow_parts/part-000001.table.json");
  for await (const row of readTableRows(part.stream(), part.path)) streamed.push(row);
  expect(streamed[0]).toEqual([10, 'row "10"']);
  expect(streamed).toHaveLength(10);
});

test("says where a graph or histogram can go instead", async () => {
  const draft = new ArtifactDraft({ name: "x", type: "t" });
  const graph = new Graph({ nodes: [{ id: 1 }] });
  expect(await rejection(draft.add(graph, "g"))).toMatchObject({
    code: "WANDB_CLIENT_MEDIA",
    hint: expect.stringContaining("run.log"),
  });
  expect(await rejection(draft.add(new Histogram({ values: [1] }), "h"))).toMatchObject({
    code: "WANDB_CLIENT_MEDIA",
  });
  expect([isWandbMedia(graph), isWandbMedia({}), isWandbMedia(null), graph.className]).toEqual([
    true,
    false,
    false,
    "Graph",
  ]);
});

test("refuses what no reader could show", async () => {
  const media = expect.objectContaining({ code: "WANDB_CLIENT_MEDIA" });
  expect(() => new Image("x.pdf")).toThrow(media);
  expect(() => new Image(Uint8Array.of(1, 2, 3))).toThrow(media);
  expect(() => new Image({ data: new Uint8Array(5), width: 2, height: 2 })).toThrow(media);
  expect(
    () =>
      new Image(png, {
        boxes: { p: [{ position: { minX: 2, maxX: 1, minY: 0, maxY: 1 }, classId: 0 }] },
      }),
  ).toThrow(/boxes\.p\[0\]/);
  expect(() => new ImageMask({ data: [256], width: 1, height: 1 })).toThrow(media);
  expect(() => new Video(new Uint8Array(), { format: "avi" })).toThrow(media);
  expect(() => new Object3D([[1, 2]])).toThrow(media);
  expect(() => new Audio({ samples: [0], sampleRate: 0 })).toThrow(media);
  expect(() => new Graph({ nodes: [], edges: [[1, 2]] })).toThrow(media);
  const draft = new ArtifactDraft({ name: "x", type: "t" });
  expect(
    await rejection(
      draft.add(
        new Image(png, { masks: { m: new ImageMask({ data: [0], width: 1, height: 1 }) } }),
        "i",
      ),
    ),
  ).toMatchObject({ message: expect.stringContaining("no classes") });
  expect(await rejection(draft.add(new Image("/nowhere/x.png"), "i"))).toMatchObject({
    code: "WANDB_CLIENT_FILE",
  });
});

test("refuses a stored object that is not what its name says", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "broken", type: "t" });
  await draft.newFile("a.table.json", "{");
  await draft.newFile("b.table.json", "[]");
  await draft.newFile("c.table.json", '{"columns":["x"],"data":[1]}');
  await draft.newFile("d.image-file.json", '{"path":3}');
  await draft.newFile("e.bokeh-file.json", "{}");
  const artifact = await setup.client.logArtifact(draft);
  for (const name of ["a", "b", "d", "e"])
    expect(await rejection(artifact.get(name))).toMatchObject({ code: "WANDB_CLIENT_MEDIA" });
  expect(await rejection(artifact.get("c"))).toMatchObject({
    code: "WANDB_CLIENT_TABLE",
    details: { row: 0 },
  });
  for (const text of ["", '{"data":[[1,2]', '{"columns":[]}', '{"data":[[1,]]}'])
    expect(await rejection(rows(text))).toMatchObject({ code: "WANDB_CLIENT_TABLE" });
  expect(await rows('{"x":{"data":[[9]]},"data":[[1,"]["],[{"a":[2]}]],"z":[[3]]}')).toEqual([
    [1, "]["],
    [{ a: [2] }],
  ]);
});

test("checks rows, columns and kinds of cells", () => {
  const wrong = expect.objectContaining({ code: "WANDB_CLIENT_TABLE" });
  const table = new Table({ columns: ["a", "b"] });
  expect(() => table.addRow([1])).toThrow(wrong);
  expect(() => table.addRow({ a: 1, c: 2 })).toThrow(wrong);
  table.addRow({ a: 1 });
  expect(() => table.addRow(["text", null])).toThrow(
    /row 1, column "a" holds a string, but the column is of type number/,
  );
  expect(table.rowCount).toBe(1);
  expect(() => table.getColumn("z")).toThrow(wrong);
  expect(() => table.getRow(9)).toThrow(wrong);
  expect(() => new Table({ columns: ["a", "a"] })).toThrow(wrong);
  expect(() => new Table({ columns: ["a"], columnTypes: { b: { wb_type: "number" } } })).toThrow(
    wrong,
  );
  expect(new Table({ data: [{ x: 1, y: 2 }] }).columns).toEqual(["x", "y"]);
  expect(
    new Table({ columns: ["a"], data: [[1], ["b"]], allowMixedTypes: true }).getColumn("a"),
  ).toEqual([1, "b"]);
});
