import { expect, test } from "vitest";
import { Graph, Histogram, Html, Image, Plotly, Table } from "../../src/index.ts";
import { setUp } from "../support.ts";

const path = "weavers/loom/r1";

test("logs media as files of the run: pictures, pages, graphs, figures, histograms and tables", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  const picture = new Image(
    { data: new Uint8Array(12), width: 2, height: 2 },
    { caption: "black" },
  );
  const graph = new Graph({
    nodes: [
      { id: 1, name: "in", className: "Input" },
      { id: 2, name: "out" },
    ],
    edges: [[1, 2]],
  });
  await run.log({
    picture,
    both: [picture, picture],
    nested: { page: new Html("<p>hi</p>") },
    graph,
    figure: new Plotly({ data: [] }),
    counts: new Histogram({ values: [1, 2, 2, 3], bins: 2 }),
    table: new Table({ columns: ["a"], data: [[1]] }),
  });
  void run.log({ after: 1 });
  await run.finish();
  const view = setup.backend.inspect.run(path);
  const row = view?.history[0] as Record<string, { path: string; _type: string }>;
  expect(view?.history.map((each) => each["_step"])).toEqual([0, 1]);
  expect(row["picture"]).toMatchObject({
    _type: "image-file",
    width: 2,
    height: 2,
    format: "png",
    caption: "black",
    path: expect.stringMatching(/^media\/images\/picture_0_[0-9a-f]{20}\.png$/),
  });
  expect(row["both"]).toMatchObject({
    _type: "images/separated",
    count: 2,
    captions: ["black", "black"],
  });
  expect(row["nested"]).toMatchObject({ page: { _type: "html-file" } });
  expect(row["graph"]).toMatchObject({
    _type: "graph-file",
    path: expect.stringMatching(/^media\/graph\/graph_0_[0-9a-f]{20}\.graph\.json$/),
  });
  expect(row["counts"]).toEqual({ _type: "histogram", values: [1, 3], bins: [1, 2, 3] });
  expect(row["table"]).toMatchObject({
    _type: "table-file",
    ncols: 1,
    nrows: 1,
    log_mode: "IMMUTABLE",
  });
  for (const name of ["picture", "graph", "figure", "table"])
    expect(view?.files).toContain(row[name]?.path);
  const stored = JSON.parse(
    Buffer.from(
      (await setup.backend.inspect.runFile(path, row["graph"]?.path ?? "")) ?? [],
    ).toString(),
  ) as unknown;
  expect(stored).toEqual({
    format: "keras",
    nodes: [
      { id: 1, name: "in", class_name: "Input" },
      { id: 2, name: "out" },
    ],
    edges: [[1, 2]],
  });
  const artifact = await setup.client.artifact("run-r1-table");
  expect(((await artifact.get("table")) as Table).getColumn("a")).toEqual([1]);
});
