import { expect, test } from "vitest";
import {
  ArtifactDraft,
  Audio,
  Bokeh,
  customChart,
  Graph,
  Histogram,
  Image,
  ImageMask,
  isWandbMedia,
  Object3D,
  Plotly,
  readTableRows,
  Table,
  Video,
  visualize,
} from "../../src/index.ts";
import { rejection, setUp } from "../support.ts";
import { png } from "./store.ts";

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 3)
    yield new TextEncoder().encode(text.slice(at, at + 3));
}

const rows = async (text: string): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const row of readTableRows(chunks(text), "p")) found.push(row);
  return found;
};

test("says where a graph, a histogram, a figure or a chart can go instead", async () => {
  const draft = new ArtifactDraft({ name: "x", type: "t" });
  const graph = new Graph({ nodes: [{ id: 1 }] });
  expect(await rejection(draft.add(graph, "g"))).toMatchObject({
    code: "WANDB_CLIENT_MEDIA",
    hint: expect.stringContaining("run.log"),
  });
  expect(await rejection(draft.add(new Histogram({ values: [1] }), "h"))).toMatchObject({
    code: "WANDB_CLIENT_MEDIA",
  });
  const table = new Table({ columns: ["x"], data: [[1]] });
  const chart = customChart({ preset: "team/own", table, fields: { x: "x" } });
  const view = visualize("team/own", table);
  for (const object of [new Plotly({ data: [] }), chart, view]) {
    expect(await rejection(draft.add(object, "p"))).toMatchObject({
      code: "WANDB_CLIENT_MEDIA",
      message: `W&B cannot store a ${object.className} in an artifact`,
      hint: object.notStorable,
    });
  }
  expect(chart.notStorable).toContain("draft.add(chart.table, name)");
  for (const cell of [chart, view]) {
    const cells = new Table({ columns: ["c"], data: [[cell]] });
    expect(await rejection(draft.add(cells, "t"))).toMatchObject({ code: "WANDB_CLIENT_MEDIA" });
  }
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
  expect(() => new Bokeh("plot.json")).toThrow(media);
  const text = { kind: "bytes", bytes: new TextEncoder().encode("{"), extension: "" } as const;
  expect(await rejection(new Bokeh(text).document())).toMatchObject({ code: "WANDB_CLIENT_MEDIA" });
  const draft = new ArtifactDraft({ name: "x", type: "t" });
  expect(
    await rejection(draft.add(new Image(png, { masks: { m: new ImageMask("mask.png") } }), "i")),
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
