import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  Audio,
  barChart,
  Bokeh,
  confusionMatrixChart,
  customChart,
  Graph,
  Histogram,
  histogramChart,
  Html,
  Image,
  ImageMask,
  JoinedTable,
  lineChart,
  lineSeriesChart,
  Molecule,
  Object3D,
  Plotly,
  prCurveChart,
  rocCurveChart,
  scatterChart,
  Table,
  Video,
  visualize,
  type BoundingBox,
  type ImageOptions,
} from "../../src/index.ts";
import { isRecord, type JsonObject } from "../../src/util/json.ts";
import { writeMediaFiles } from "./media-files.ts";
import { openBench } from "./python.ts";

const bench = await openBench();
afterAll(() => bench[Symbol.asyncDispose]());
const { backend, client, folder } = bench.setup;
const at = (path: string): string => join(folder, path);
await writeMediaFiles(folder);
const documents = await bench.python<{ figure: JsonObject; plot: JsonObject }>("run_media");

const labels = { 0: "sky", 1: "sea" };
const box: BoundingBox = {
  position: { minX: 0.1, maxX: 0.5, minY: 0.25, maxY: 0.75 },
  classId: 1,
  caption: "c",
  scores: { acc: 0.5 },
};
const pixelBox: BoundingBox = {
  position: { middle: [2, 1], width: 2, height: 1 },
  classId: 4,
  domain: "pixel",
};
const pixels = { data: [0, 1, 1, 0, 0, 4], width: 3, height: 2 };
const points = new Table({
  columns: ["x", "y", "group"],
  data: [
    [1, 2.5, "a"],
    [2, 3, "b"],
  ],
});
const picture = (options: ImageOptions = {}): Image => new Image(at("picture.png"), options);
const mask = (): ImageMask => new ImageMask(at("mask.png"));
const cloud = (...content: number[][]): Object3D => new Object3D(content);
const yTrue = [0, 1, 2, 2, 1, 0];
const scores = [
  [0.7, 0.2, 0.1],
  [0.1, 0.8, 0.1],
  [0.2, 0.2, 0.6],
  [0.3, 0.4, 0.3],
  [0.25, 0.5, 0.25],
  [0.4, 0.35, 0.25],
];

/** What `run_media.py` logs, in its order. */
const cases: Record<string, unknown> = {
  line: lineChart(points, { x: "x", y: "y", title: "T" }),
  "line strokes": lineChart(points, { x: "x", y: "y", stroke: "group" }),
  bar: barChart(points, { label: "group", value: "y", title: "T" }),
  scatter: scatterChart(points, { x: "x", y: "y" }),
  "histogram chart": histogramChart(points, { value: "y", title: "T" }),
  "line series": lineSeriesChart({
    xs: [0, 1, 2],
    ys: [
      [1, 2, 3],
      [4, 5.5, 6],
    ],
    title: "T",
    xName: "step",
  }),
  "line series own x": lineSeriesChart({
    xs: [
      [0, 1],
      [0, 2],
    ],
    ys: [
      [1, 2],
      [4, 5],
    ],
    keys: ["a", "b"],
  }),
  "confusion matrix": confusionMatrixChart({
    yTrue: [0, 1, 2, 1],
    predictions: [0, 2, 2, 1],
    classNames: ["a", "b", "c"],
  }),
  "confusion matrix of words": confusionMatrixChart({
    yTrue: ["cat", "dog"],
    predictions: ["dog", "dog"],
  }),
  "confusion matrix of scores": confusionMatrixChart({ scores, yTrue, title: "T" }),
  "precision and recall": prCurveChart({ yTrue, scores, labels: ["a", "b", "c"] }),
  "precision and recall of some": prCurveChart({
    yTrue,
    scores,
    classesToPlot: [0, 2],
    interpolationPoints: 5,
    title: "T",
  }),
  receiver: rocCurveChart({ yTrue, scores, labels: ["a", "b", "c"] }),
  "receiver of words": rocCurveChart({
    yTrue: ["x", "y", "z", "z", "y", "x"],
    scores,
    classesToPlot: ["y"],
    title: "T",
  }),
  "own chart": customChart({
    preset: "weavers/own",
    table: points,
    fields: { x: "x", y: "y" },
    strings: { title: "T" },
  }),
  "split/chart": customChart({
    preset: "weavers/own",
    table: points,
    fields: { x: "x" },
    splitTable: true,
  }),
  visualized: visualize("weavers/own", points),
  "deep view": { view: visualize("weavers/own", points) },
  nested: {
    inner: scatterChart(points, { x: "x", y: "y" }),
    deep: { chart: barChart(points, { label: "x", value: "y" }) },
    n: 1,
  },
  picture: picture({ caption: "CAP" }),
  "train/picture .x": picture(),
  pictures: [picture({ caption: "one" }), picture()],
  "pictures without captions": [picture(), picture()],
  "pictures captioned late": [picture(), picture({ caption: "two" })],
  boxes: picture({
    boxes: { pred: { boxes: [box, pixelBox], classLabels: labels }, truth: [pixelBox] },
  }),
  mask: picture({ masks: { gt: mask() } }),
  "made picture": new Image({
    data: Uint8Array.from({ length: 24 }, (_, index) => index),
    width: 4,
    height: 2,
  }),
  "made masks": picture({
    masks: { pred: new ImageMask(pixels, { classLabels: labels }), plain: new ImageMask(pixels) },
  }),
  "pictures with masks": [picture({ masks: { gt: mask() }, boxes: { p: [box] } }), picture()],
  sound: new Audio(at("tone.wav"), { caption: "cap" }),
  sounds: [new Audio(at("tone.wav"), { caption: "cap" }), new Audio(at("tone.wav"))],
  film: new Video(at("film.mp4"), { caption: "cap" }),
  films: [new Video(at("film.gif"), { caption: "a" }), new Video(at("film.mp4"), { caption: "b" })],
  page: new Html("<p>hi</p>"),
  pages: [new Html("<p>1</p>"), new Html({ path: at("page.html") }, { inject: false })],
  body: new Object3D(at("body.obj"), { caption: "cap" }),
  cloud: cloud([0, 1, 2], [1, 2, 3.5]),
  scene: new Object3D({
    points: [[0, 1, 2]],
    boxes: [{ corners: Array.from({ length: 8 }, () => [0, 0, 0]), label: "b", color: [1, 0, 0] }],
    vectors: [{ start: [0, 0, 0], end: [1, 1, 1] }],
  }),
  bodies: [cloud([0, 1, 2]), new Object3D(at("body.obj"))],
  molecule: new Molecule(at("water.pdb"), { caption: "cap" }),
  molecules: [new Molecule(at("water.pdb"), { caption: "a" }), new Molecule(at("water.pdb"))],
  counts: new Histogram({ values: [1, 2, 2, 3.5, -4], bins: 4 }),
  "made counts": new Histogram({ counts: [1, 2], edges: [0, 0.5, 1] }),
  "many counts": new Histogram({ values: Array.from({ length: 1000 }, (_, index) => index) }),
  graph: new Graph({
    nodes: [
      { id: "in", name: "input", className: "Input", outputShape: [null, 2], parameterCount: 0 },
      {
        id: "out",
        name: "dense",
        className: "Dense",
        size: [2, 3],
        parameters: [["w", 6]],
        isOutput: true,
      },
    ],
    edges: [["in", "out"]],
  }),
  figure: new Plotly(documents.figure),
  plot: new Bokeh(documents.plot),
  table: new Table({
    columns: ["a", "b"],
    data: [
      [1, "ä"],
      [null, "y"],
    ],
  }),
  "table of kinds": new Table({
    columns: ["f", "l", "d", "t", "im"],
    data: [
      [1e-7, [1, 2], { k: 1 }, new Date("2023-01-05T12:00:00Z"), picture()],
      [1e21, [3, 4], { k: 2 }, null, null],
    ],
  }),
  joined: new JoinedTable(points, points, "x"),
  "mixed list": [picture(), new Html("<p>1</p>")],
  "empty list": [],
};

/** Pictures that each side encodes itself, so that their bytes differ. */
const encodedApart = new Set(["made picture", "made masks"]);

const run = await client.run({ id: "ts" });
for (const [key, value] of Object.entries(cases)) void run.log({ [key]: value });
const growing = new Table({ columns: ["n", "s"], logMode: "INCREMENTAL" });
for (const rows of [
  [
    [1, "a"],
    [2, "b"],
  ],
  [[3, "c"]],
  [],
]) {
  for (const row of rows) growing.addRow(row);
  await run.log({ growing });
}
await run.finish();
const sides = { py: await readSide("py"), ts: await readSide("ts") };

interface Side {
  readonly rows: ReadonlyMap<number, Readonly<Record<string, unknown>>>;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly panels: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly artifacts: ReadonlyMap<string, string>;
}

async function readSide(id: string): Promise<Side> {
  const path = `weavers/loom/${id}`;
  const view = backend.inspect.run(path);
  const files = new Map<string, Uint8Array>();
  for (const name of view?.files ?? []) {
    if (name.startsWith("media/"))
      files.set(name, (await backend.inspect.runFile(path, name)) ?? new Uint8Array());
  }
  const config = backend.inspect
    .requests({ operation: "UpsertBucket" })
    .flatMap(({ variables }) =>
      variables?.["name"] === id && typeof variables["config"] === "string"
        ? [variables["config"]]
        : [],
    )
    .at(-1);
  const artifacts = new Map<string, string>();
  for (const artifact of await backend.inspect.artifacts("weavers/loom")) {
    if (artifact.loggedBy === id)
      artifacts.set(
        artifact.collection.replace(`run-${id}-`, "").replace(/-[\w-]{6}$/, ""),
        artifact.digest,
      );
  }
  return {
    rows: new Map((view?.history ?? []).map((row) => [Number(row["_step"]), row])),
    files,
    panels:
      (JSON.parse(config ?? "{}") as Record<string, { value: Side["panels"] }>)["_wandb"]?.value ??
      {},
    artifacts,
  };
}

/** What the history says of a case, with the files in place of their names, and sizes left to them. */
function contentOf(side: Side, key: string, value: unknown): unknown {
  const plain = (inner: unknown): unknown => contentOf(side, key, inner);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "string") return plainText(side, key, value);
  if (!isRecord(value)) return value;
  const known = Object.entries(value).filter(([name]) => name !== "sha256" && name !== "size");
  return Object.fromEntries(known.map(([name, inner]) => [name, plain(inner)]));
}

function plainText(side: Side, key: string, text: string): unknown {
  const withoutIds = text
    .replace(/(client-artifact:\/\/)[0-9a-z]+/, "$1")
    .replace(/\/(None|\d+)-\d{13}\./, "/increment.");
  const bytes = side.files.get(text);
  if (bytes === undefined) return withoutIds.replace(/_[0-9a-f]{20}\./, "_.");
  const decoded = Buffer.from(bytes).toString(text.endsWith(".png") ? "base64" : "utf8");
  const isApart = encodedApart.has(key) && text.endsWith(".png");
  return {
    name: text.replace(/_[0-9a-f]{20}\./, "_."),
    content: isApart ? "" : text.endsWith(".json") ? (JSON.parse(decoded) as unknown) : decoded,
  };
}

describe("a run's media are what the SDK writes", () => {
  // The SDK forgets captions when the first picture has none; here none is lost.
  const kept = { "pictures captioned late": { captions: [null, "two"] } } as Record<string, object>;

  test.each(Object.keys(cases).map((key, step) => ({ key, step })))("$key", ({ key, step }) => {
    const rows = [sides.py, sides.ts].map((side) => {
      const { _timestamp: _, _runtime: __, ...row } = side.rows.get(step) ?? {};
      return contentOf(side, key, row) as Record<string, Record<string, unknown>>;
    });
    const expected = rows[0] ?? {};
    if (key in kept) expected[key] = { ...expected[key], ...kept[key] };
    expect(rows[1]).toEqual(expected);
  });

  test.each([0, 1, 2])("increment %i of a table that grows", (index) => {
    const step = Object.keys(cases).length + index;
    const [expected, found] = [sides.py, sides.ts].map((side) =>
      contentOf(side, "growing", side.rows.get(step)?.["growing"]),
    );
    expect(found).toMatchObject({
      _type: "incremental-table-file",
      increment_num: Math.min(index, 1),
    });
    expect(found).toEqual(expected);
  });

  test("with the same panels and class names in the config", () => {
    for (const section of ["visualize", "viz", "mask/class_labels", "bounding_box/class_labels"]) {
      expect(Object.keys(sides.ts.panels[section] ?? {}).length).toBeGreaterThan(0);
      expect(sides.ts.panels[section]).toEqual(sides.py.panels[section]);
    }
    expect(Object.keys(sides.ts.panels["visualize"] ?? {})).toHaveLength(18);
  });

  test("with the same files, byte for byte where JavaScript can say it", () => {
    // Python tells 1.0 from 1, and each side encodes the pictures that it makes itself.
    const differing = /confusion|precision|receiver|cloud_|made|figure/;
    const names = (side: Side): string[] =>
      [...side.files.keys()].filter((name) => !differing.test(name)).toSorted();
    expect(names(sides.ts).length).toBeGreaterThan(40);
    expect(names(sides.ts)).toEqual(names(sides.py));
  });

  test("with tables in artifacts of the same name and digest", () => {
    const differing = /confusion|precision|receiver|^joined|^incr-/;
    const same = (side: Side): Record<string, string> =>
      Object.fromEntries([...side.artifacts].filter(([name]) => !differing.test(name)));
    expect(same(sides.ts)).toEqual(same(sides.py));
    expect([...sides.ts.artifacts.keys()].toSorted()).toEqual(
      [...sides.py.artifacts.keys()].toSorted(),
    );
  });
});
