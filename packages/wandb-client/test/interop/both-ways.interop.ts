import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  ArtifactDraft,
  Audio,
  type Classes,
  Html,
  JoinedTable,
  Table,
  TableStream,
  type Artifact,
} from "../../src/index.ts";
import { openBench } from "./python.ts";

const featureSets = ["all", "none"] as const;

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}

test.each(featureSets)(
  "what the SDK writes, the client reads: runs, artifacts, media, links (server features: %s)",
  async (features) => {
    await using bench = await openBench({ features });
    const written = await bench.python<{ digest: string; second: string; size: number }>("write");
    const { client, folder } = bench.setup;

    const run = await client.getRun("py1");
    expect(run).toMatchObject({
      name: "from python",
      state: "finished",
      tags: ["a"],
      notes: "n",
      group: "g",
      jobType: "train",
      historyLineCount: 6,
    });
    expect(run.config).toMatchObject({ lr: 0.1, nested: { x: [1] } });
    expect(run.summary).toMatchObject({ loss: { min: 1 }, best: 1, nan: "NaN" });
    const rows = await all(run.scanHistory({ keys: ["loss"] }));
    expect(rows.map((row) => row["loss"])).toEqual([5, 4, 3, 2, 1]);
    const names = (await all(run.files())).map((file) => file.name);
    expect(names).toEqual(
      expect.arrayContaining(
        ["config.yaml", "wandb-summary.json", "output.log"].filter((name) => names.includes(name)),
      ),
    );
    expect((await client.getRun("py2")).state).toBe("failed");

    const artifact = await client.artifact("py_data:best");
    expect(artifact).toMatchObject({
      digest: written.digest,
      size: written.size,
      type: "dataset",
      description: "d",
      metadata: { rows: 2 },
    });
    const root = await artifact.download({ root: join(folder, "read"), skipReferences: true });
    expect(await readFile(join(root, "My directory", "sub dir", "b.txt"), "utf8")).toBe(
      "tree/sub dir/b.txt",
    );
    expect((await artifact.entry("file.csv")).ref).toBe("https://example.org/file.csv");
    const table = (await artifact.get("table")) as Table;
    expect(table.getColumn("a")).toEqual([1, null]);
    expect(await (table.getColumn("m")[0] as Html).text()).toContain("<i>1</i>");
    expect(await ((await artifact.get("page")) as Html).text()).toBe("<p>page</p>");
    expect(((await artifact.get("classes")) as Classes).labels).toEqual([{ id: 0, name: "bg" }]);
    expect(
      ((await (await client.artifact("run-py1-table")).get("table")) as Table).getColumn("q"),
    ).toEqual([7]);

    const second = await client.artifact("py_data:v1");
    expect(second.digest).toBe(written.second);
    expect((await second.entries()).map((entry) => entry.path)).not.toContain("note.txt");
    expect(
      (await (await client.artifact("py_more")).entries()).map((entry) => entry.path).toSorted(),
    ).toEqual(["one.txt", "two.txt"]);
    const linked = await client.artifact("heddle-org/wandb-registry-model/linked:production");
    expect(linked).toMatchObject({ id: artifact.id, isLink: true });
    expect(await artifact.usedBy()).toEqual([{ entity: "weavers", project: "loom", id: "py1" }]);
    expect(await artifact.loggedBy()).toEqual({ entity: "weavers", project: "loom", id: "py1" });
    expect(
      (await all(client.artifactVersions("py_data"))).map((each: Artifact) => each.version),
    ).toEqual(["v1", "v0"]);
  },
);

test.each(featureSets)(
  "what the client writes, the SDK reads: runs, artifacts, media, links (server features: %s)",
  async (features) => {
    await using bench = await openBench({ features });
    const { client } = bench.setup;
    const run = await client.run({
      id: "ts1",
      name: "from node",
      tags: ["x"],
      notes: "n",
      config: { lr: 0.5, list: [1, "a"] },
    });
    for (let step = 0; step < 4; step++) void run.log({ loss: step, nan: Number.NaN });
    const draft = new ArtifactDraft({
      name: "ts_data",
      type: "dataset",
      description: "**d**",
      metadata: { rows: 3 },
      ttlSeconds: 86_400,
      tags: ["kept"],
    });
    await draft.newFile("My directory/file one.txt", "hello");
    await draft.newFile("empty.bin", "");
    const when = new Date("2023-01-05T12:00:00Z");
    const table = new Table({
      columns: ["a", "b", "when", "media"],
      data: [
        [1.5, "ä", when, new Html("<i>1</i>")],
        [null, "y", null, null],
      ],
    });
    await draft.add(table, "table");
    await draft.add(new Html("<p>page</p>", { inject: false }), "page");
    await draft.add(new Audio({ samples: [0, 0.5], sampleRate: 8000 }), "sound");
    await draft.add(
      new JoinedTable(
        new Table({ columns: ["k"], data: [[1]] }),
        new Table({ columns: ["k"], data: [[1]] }),
        "k",
      ),
      "joined",
    );
    await draft.add(
      new TableStream({ columns: ["n"], rows: [[1], [2], [3]], rowsPerPart: 2 }),
      "flow",
    );
    const artifact = await run.logArtifact(draft, { aliases: ["best"] });
    await artifact.link("wandb-registry-model/ts_linked", { aliases: ["production"] });
    const next = await artifact.newDraft();
    await next.newFile("added.txt", "two");
    await run.logArtifact(next);
    await run.useArtifact("ts_data:v0");
    await run.finish();

    const read = await bench.python("read");
    expect(read).toMatchObject({
      run: {
        state: "finished",
        name: "from node",
        tags: ["x"],
        notes: "n",
        config: { lr: 0.5, list: [1, "a"] },
        loss: 3,
        history: [0, 1, 2, 3],
        files: expect.arrayContaining(["config.yaml", "wandb-metadata.json", "wandb-summary.json"]),
        logged: ["ts_data:v0", "ts_data:v1"],
        used: ["ts_data:v0"],
      },
      artifact: {
        name: "ts_data:best",
        type: "dataset",
        aliases: ["best"],
        metadata: { rows: 3 },
        description: "**d**",
        digest: artifact.digest,
        ttl: 86_400,
      },
      files: { "My directory/file one.txt": "68656c6c6f", "empty.bin": "" },
      table: {
        columns: ["a", "b", "when", "media"],
        data: [
          [1.5, "ä"],
          [null, "y"],
        ],
        when: "2023-01-05T12:00:00+00:00",
        cell: "Html",
      },
      page: "<p>page</p>",
      sound: "Audio",
      joined: "k",
      rows: [[1], [2], [3]],
      versions: ["v1", "v0"],
      linked: "ts_data:v0",
      step: 4,
      latest: "v1",
    });
    const resumed = await client.getRun("ts1");
    expect((await all(resumed.scanHistory({ keys: ["loss"] }))).map((row) => row["loss"])).toEqual([
      0, 1, 2, 3, 100,
    ]);
    expect(resumed.config).toMatchObject({ lr: 0.5 });
  },
);
