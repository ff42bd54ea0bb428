import { join } from "node:path";
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
  openTable,
  PartitionedTable,
  Table,
  TableStream,
  Video,
  type FileMedia,
  type WandbMedia,
} from "../../src/index.ts";
import { writeMediaFiles } from "./media-files.ts";
import { openBench } from "./python.ts";

const bench = await openBench();
afterAll(() => bench[Symbol.asyncDispose]());
const { client, folder } = bench.setup;
const at = (path: string): string => join(folder, path);
const files = await writeMediaFiles(folder);

const pixels = Uint8Array.from({ length: 18 }, (_, index) => index);
const maskPixels = { data: [0, 1, 1, 0, 0, 4], width: 3, height: 2 };
const day = new Date("2023-01-05T12:00:00Z");
const boxes = [
  {
    position: { minX: 0.1, maxX: 0.5, minY: 0.25, maxY: 0.75 },
    classId: 1,
    caption: "c",
    scores: { acc: 0.5 },
  },
  { position: { middle: [2, 1], width: 2, height: 1 }, classId: 0, domain: "pixel" },
] as const;
const classLabels = { 0: "sky", 1: "sea" };
const image = (): Image =>
  new Image(
    { data: pixels, width: 3, height: 2 },
    {
      caption: "all",
      classes: [
        { id: 0, name: "sky" },
        { id: 1, name: "sea" },
      ],
      boxes: { p: { boxes, classLabels } },
      masks: {
        gt: new ImageMask(maskPixels, { classLabels: { ...classLabels, 4: "sun" } }),
        file: new ImageMask(at("mask.png")),
      },
    },
  );
const textOf = async (media: unknown): Promise<string> =>
  new TextDecoder().decode(await (media as FileMedia).bytes());

const part = (n: number): Table => new Table({ columns: ["n"], data: [[n]] });

/** What `read_media.py` says of the image above. */
const imageSeen = {
  pixels: [
    [
      [0, 1, 2],
      [3, 4, 5],
      [6, 7, 8],
    ],
    [
      [9, 10, 11],
      [12, 13, 14],
      [15, 16, 17],
    ],
  ],
  caption: "all",
  size: [3, 2],
  boxes: {
    p: [
      {
        position: { minX: 0.1, maxX: 0.5, minY: 0.25, maxY: 0.75 },
        class_id: 1,
        box_caption: "c",
        scores: { acc: 0.5 },
      },
      { position: { middle: [2, 1], width: 2, height: 1 }, class_id: 0, domain: "pixel" },
    ],
  },
  masks: {
    gt: [
      [0, 1, 1],
      [0, 0, 4],
    ],
    file: Array.from({ length: 3 }, () => [1, 1, 1, 1, 1]),
  },
  classes: [
    { id: 0, name: "sky" },
    { id: 1, name: "sea" },
    { id: 4, name: "sun" },
  ],
};
const soundSeen = { samples: [0, 0.5, -0.5], rate: 8000, caption: "cap" };

describe("what the SDK stores, the client reads", async () => {
  await bench.python("write_media");
  const artifact = await client.artifact("py_media");
  const get = async (name: string): Promise<WandbMedia> => {
    const found = await artifact.get(name);
    if (found === undefined) throw new Error(`${name} is missing`);
    return found;
  };

  test("Image with boxes, masks and classes", async () => {
    const found = (await get("image")) as Image;
    expect(found).toMatchObject({ caption: "all", format: "png", boxes: { p: boxes } });
    expect(await found.size()).toEqual({ width: 3, height: 2 });
    expect(found.classes?.labels).toEqual(imageSeen.classes);
    expect(Object.keys(found.masks)).toEqual(["file", "gt"]);
    expect(await found.masks["file"]?.bytes()).toEqual(
      new Uint8Array(files["mask.png"] as Uint8Array),
    );
    const picture = (await get("picture")) as Image;
    expect(new Uint8Array(await picture.bytes())).toEqual(
      new Uint8Array(files["picture.png"] as Uint8Array),
    );
  });

  test("Audio, Video, Html, Object3D, Molecule, Classes and Bokeh", async () => {
    const sound = (await get("sound")) as Audio;
    expect(sound).toBeInstanceOf(Audio);
    expect(sound.caption).toBe("cap");
    expect((await textOf(sound)).slice(0, 4)).toBe("RIFF");
    const film = (await get("film")) as Video;
    expect(film).toMatchObject({ className: "Video", caption: "c", extension: ".gif" });
    expect(await textOf(film)).toBe("gif");
    expect(await ((await get("page")) as Html).text()).toBe("<p>hi</p>");
    expect(JSON.parse(await textOf(await get("cloud")))).toEqual([
      [0.5, 1, 2],
      [1, 2, 3],
    ]);
    expect(await get("molecule")).toBeInstanceOf(Molecule);
    expect(await textOf(await get("molecule"))).toBe("ATOM");
    expect(((await get("classes")) as Classes).labels).toEqual([
      { id: 0, name: "bg" },
      { id: 1, name: "it's" },
    ]);
    expect(await ((await get("plot")) as Bokeh).document()).toMatchObject({
      title: "Bokeh Application",
    });
  });

  test("Table with cells of every kind, also those that NumPy keeps apart", async () => {
    const table = (await get("table")) as Table;
    const streamed: unknown[][] = [];
    for await (const row of await openTable(artifact, "table")) streamed.push(row);
    expect(streamed).toMatchObject(table.data);
    const media = new Set(["im", "page", "sound"]);
    const plain = [...table.records()].map((row) =>
      Object.fromEntries(Object.entries(row).filter(([column]) => !media.has(column))),
    );
    expect(plain).toEqual([
      {
        n: 1.5,
        s: "ä",
        b: true,
        t: day,
        l: [1, 2],
        d: { k: 1 },
        short: [1.5, 2.5],
        grid: [
          [1, 2],
          [3, 4],
        ],
        long: Array.from({ length: 200 }, (_, index) => index),
      },
      {
        n: null,
        s: null,
        b: null,
        t: null,
        l: [3, 4],
        d: { k: 2 },
        short: [3.5, 4.5],
        grid: [
          [5, 6],
          [7, 8],
        ],
        long: Array.from({ length: 200 }, () => 1),
      },
    ]);
    const [im, nothing] = table.getColumn("im");
    expect((im as Image).boxes).toEqual({ p: boxes });
    expect(nothing).toBeNull();
    expect(await (table.getColumn("page")[0] as Html).text()).toBe("<i>1</i>");
    expect((table.getColumn("sound")[0] as Audio).caption).toBe("cell");
    // The SDK itself cannot read a table with histograms.
    const [counts] = ((await get("counted")) as Table).getColumn("h");
    expect(counts).toMatchObject({ counts: [1, 2], edges: [0, 0.5, 1] });
    expect(((await get("mixed")) as Table).getColumn("a")).toEqual([1, "x"]);
    expect(((await get("typed")) as Table).columnTypes).toEqual({
      id: { wb_type: "string" },
      v: { wb_type: "number" },
    });
  });

  test("JoinedTable and PartitionedTable", async () => {
    const joined = (await get("joined")) as JoinedTable;
    expect(joined.joinKey).toBe("k");
    expect((joined.left as Table).getColumn("a")).toEqual(["x"]);
    expect((joined.right as Table).getColumn("b")).toEqual(["y"]);
    const parted = (await get("parted")) as PartitionedTable;
    expect([...parted]).toEqual([[0], [1], [2]]);
  });

  test("a table that was logged in increments, and the table of a chart", async () => {
    const growing = await client.artifact("run-py-media-incr-growing");
    const [last] = (await growing.entries()).map((entry) => entry.path).toReversed();
    const table = (await growing.get((last ?? "").replace(/\.table\.json$/, ""))) as Table;
    expect(table.getColumn("n")).toEqual([0, 1, 2]);
    const streamed: unknown[][] = [];
    for await (const row of await openTable(growing, last ?? "")) streamed.push(row);
    expect(streamed).toEqual([[0], [1], [2]]);
    const chart = await client.artifact("run-py-media-chart_table");
    expect(((await chart.get("chart_table")) as Table).getColumn("x")).toEqual(["a"]);
  });

  test("and what is logged again from there, the SDK reads", async () => {
    const draft = new ArtifactDraft({ name: "moved", type: "media" });
    const names = ["image", "sound", "film", "page", "cloud", "molecule", "plot", "table"];
    for (const name of names) await draft.add(await get(name), name);
    await client.logArtifact(draft);
    const [before, after] = [
      await bench.python("read_media", "py_media", ...names),
      await bench.python("read_media", "moved", ...names),
    ];
    expect(after).toEqual(before);
  });
});

test("what the client stores, the SDK reads", async () => {
  const draft = new ArtifactDraft({ name: "ts_media", type: "media" });
  const bokeh = new Bokeh(at("plot.bokeh.json"));
  const left = new Table({ columns: ["k", "a"], data: [[1, "x"]] });
  const right = new Table({ columns: ["k", "b"], data: [[1, "y"]] });
  const objects: Record<string, WandbMedia> = {
    image: image(),
    picture: new Image(at("picture.png")),
    sound: new Audio({ samples: [0, 0.5, -0.5], sampleRate: 8000 }, { caption: "cap" }),
    silence: new Audio(at("tone.wav")),
    film: new Video(new TextEncoder().encode("gif"), { format: "gif", caption: "c" }),
    page: new Html("<p>hi</p>", { inject: false }),
    cloud: new Object3D([
      [0.5, 1, 2],
      [1, 2, 3],
    ]),
    molecule: new Molecule(new TextEncoder().encode("ATOM"), { format: "pdb" }),
    classes: new Classes([{ id: 0, name: "bg" }]),
    plot: bokeh,
    table: new Table({
      columns: ["n", "t", "im", "page", "sound", "molecule", "v", "grid"],
      data: [
        [
          1.5,
          day,
          image(),
          new Html("<i>1</i>", { inject: false }),
          new Audio(at("tone.wav"), { caption: "cell" }),
          new Molecule(at("water.pdb")),
          Float32Array.of(1.5, 2.5),
          [
            [1, 2],
            [3, 4],
          ],
        ],
        [null, null, null, null, null, null, Float32Array.of(3.5, 4.5), null],
      ],
    }),
    mixed: new Table({ columns: ["a"], data: [[1], ["x"]], allowMixedTypes: true }),
    joined: new JoinedTable(left, right, "k"),
    parted: new PartitionedTable("parts", [part(0), part(1)]),
    flow: new TableStream({ columns: ["n"], rows: [[1], [2], [3]], rowsPerPart: 2 }),
    growing: new Table({ columns: ["n"], data: [[1]], logMode: "MUTABLE" }),
  };
  for (const [name, object] of Object.entries(objects)) await draft.add(object, name);
  await client.logArtifact(draft);
  const seen = await bench.python("read_media", "ts_media", ...Object.keys(objects));
  expect(seen).toEqual({
    image: imageSeen,
    picture: expect.objectContaining({ size: [5, 3], boxes: {}, masks: {}, classes: null }),
    sound: soundSeen,
    silence: { ...soundSeen, caption: null },
    film: "gif",
    page: "<p>hi</p>",
    cloud: [
      [0.5, 1, 2],
      [1, 2, 3],
    ],
    molecule: "ATOM",
    classes: [{ id: 0, name: "bg" }],
    plot: "Bokeh Application",
    table: {
      columns: ["n", "t", "im", "page", "sound", "molecule", "v", "grid"],
      data: [
        [
          1.5,
          "2023-01-05 12:00:00+00:00",
          imageSeen,
          "<i>1</i>",
          { ...soundSeen, caption: "cell" },
          files["water.pdb"],
          [1.5, 2.5],
          [
            [1, 2],
            [3, 4],
          ],
        ],
        [null, null, null, null, null, null, [3.5, 4.5], null],
      ],
    },
    mixed: { columns: ["a"], data: [[1], ["x"]] },
    joined: [
      "k",
      { columns: ["k", "a"], data: [[1, "x"]] },
      { columns: ["k", "b"], data: [[1, "y"]] },
    ],
    parted: [[0], [1]],
    flow: [[1], [2], [3]],
    growing: { columns: ["n"], data: [[1]] },
  });
  const again = (await (await client.artifact("ts_media")).get("table")) as Table;
  expect(again.getColumn("im")[0]).toBeInstanceOf(Image);
  expect(new Histogram({ values: [1] }).notStorable).toContain("run.log");
});
