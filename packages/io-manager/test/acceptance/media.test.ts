import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { asset, assetDefaults, assetIn } from "@heddle/core";
import {
  Artifact,
  ArtifactDraft,
  Audio,
  Graph,
  Histogram,
  Html,
  Image,
  Object3D,
  scatterChart,
  Table,
  Video,
} from "@heddle/wandb-client";
import { expect, test } from "vitest";
import { fromWandb, wandbArtifact, wandbResource } from "../../src/index.ts";
import { passes, place, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;
const pixels = { data: new Uint8Array(12).fill(128), width: 2, height: 2, channels: 3 } as const;

test.for(passes)(
  "F048 an Image is stored with its file and comes back as one ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const picture = asset(
      { name: "picture", ...manager, metadata: wandbArtifact({ type: "image" }) },
      () => new Image(pixels, { caption: "grey" }),
    );
    const seen: Image[] = [];
    const reader = asset(
      { name: "reader", ...quiet, ins: { picture } },
      (inputs) => void seen.push(inputs.picture),
    );
    await world.succeed([picture, reader]);
    const stored = await world.backend.inspect.artifact(`${place}/picture:v0`);
    expect(Object.keys(stored?.entries ?? {}).toSorted()).toEqual([
      "Image.image-file.json",
      expect.stringMatching(/^media\/images\/[0-9a-f]{20}\.png$/),
    ]);
    expect(seen[0]).toBeInstanceOf(Image);
    expect(seen[0]?.caption).toBe("grey");
  },
);

test.for(passes)(
  "F049 Audio, Video, Html and Object3D are stored and come back ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const clip = join(world.baseDir, "clip.mp4");
    await writeFile(clip, "not really a film");
    const makers: Readonly<Record<string, () => unknown>> = {
      audio: () => new Audio({ samples: new Float32Array([0, 0.5, -0.5]), sampleRate: 8000 }),
      video: () => new Video(clip),
      html: () => new Html("<p>hello</p>"),
      cloud: () =>
        new Object3D([
          [0, 0, 0],
          [1, 1, 1],
        ] as never),
    };
    const assets = Object.entries(makers).map(([name, make]) => asset({ name, ...manager }, make));
    const seen: Record<string, unknown> = {};
    const reader = asset(
      {
        name: "reader",
        ...quiet,
        ins: Object.fromEntries(assets.map((one) => [one.key[0] ?? "", one])),
      },
      (inputs) => void Object.assign(seen, inputs),
    );
    await world.succeed([...assets, reader]);
    expect(seen["audio"]).toBeInstanceOf(Audio);
    expect(seen["video"]).toBeInstanceOf(Video);
    expect(seen["html"]).toBeInstanceOf(Html);
    expect(seen["cloud"]).toBeInstanceOf(Object3D);
  },
);

test.for(passes)(
  "F049 A20 a Graph is refused in an artifact and accepted by a run ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const graph = new Graph({ nodes: [{ id: 1, name: "a" }], edges: [] });
    const refused = asset({ name: "refused", ...manager }, () => graph);
    expect(await world.fail([refused])).toMatchObject({
      code: "E-W09",
      message: expect.stringMatching(/Graph.*Table, /),
      hint: expect.stringMatching(/run/),
    });
    const histogram = new Histogram({ counts: [1, 2], edges: [0, 1, 2] });
    const counts = asset({ name: "counts", ...manager }, () => histogram);
    expect((await world.fail([counts])).code).toBe("E-W09");
    const table = new Table({ columns: ["x", "y"], data: [[1, 2]] });
    const chart = asset({ name: "chart", ...manager }, () =>
      scatterChart(table, { x: "x", y: "y" }),
    );
    expect(await world.fail([chart])).toMatchObject({
      code: "E-W09",
      message: expect.stringMatching(/CustomChart.*Bokeh/),
      hint: expect.stringContaining("store its table"),
    });
    await world.expectUntouched();
    const logged = asset(
      { name: "logged", ...quiet, resources: { wandb_resource: wandbResource } },
      async (_, { resources, runId }) => {
        const [entity = "", project = ""] = place.split("/");
        const run = await resources.wandb_resource.run({
          id: runId,
          entity,
          project,
          resume: "allow",
        });
        await run.log({ model: graph });
        await run.finish();
      },
    );
    const { runId } = await world.succeed([logged]);
    expect(world.backend.inspect.run(`${place}/${runId}`)?.history[0]?.["model"]).toMatchObject({
      _type: "graph-file",
    });
  },
);

test.for(passes)(
  "A18 F133 the guide's advanced assets: one own Artifact with extras, three readers ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const cwd = join(world.baseDir, "inputs");
    await mkdir(join(cwd, "my_directory"), { recursive: true });
    await writeFile(join(cwd, "my_directory", "inside.txt"), "inside");
    await writeFile(join(cwd, "train.py"), "print('train')");
    await writeFile(join(cwd, "README.md"), "read me");
    const advanced = asset(
      {
        name: "my_advanced_artifact",
        ...manager,
        metadata: {
          wandb_artifact_configuration: {
            description: "My *Markdown* description",
            aliases: ["my_first_alias", "my_second_alias"],
            add_dirs: [{ name: "my_directory", local_path: "my_directory" }],
            add_files: [
              { name: "my_training_script", local_path: "train.py" },
              { is_tmp: true, local_path: "README.md" },
            ],
          },
        },
      },
      async () => {
        const draft = new ArtifactDraft({ name: "my_advanced_artifact", type: "files" });
        await draft.add(new Table({ columns: ["a", "b", "c"], data: [[1, 2, 3]] }), "my_table");
        return draft;
      },
    );
    const seen: Record<string, unknown> = {};
    const getTable = asset(
      {
        name: "get_table",
        ...quiet,
        ins: { table: assetIn(advanced, { metadata: fromWandb({ get: "my_table", as: Table }) }) },
      },
      ({ table }) => {
        seen["column"] = table.getColumn("a");
      },
    );
    const getPath = asset(
      {
        name: "get_path",
        ...quiet,
        ins: {
          path: assetIn(advanced, { metadata: fromWandb({ getPath: "my_training_script" }) }),
        },
      },
      async ({ path }) => {
        seen["script"] = await readFile(path, "utf8");
      },
    );
    const getArtifact = asset(
      { name: "get_artifact", ...quiet, ins: { artifact: advanced } },
      ({ artifact }) => {
        seen["artifact"] = artifact;
      },
    );
    await world.succeed([advanced, getTable, getPath, getArtifact], { manager: { cwd } });
    const stored = await world.backend.inspect.artifact(`${place}/my_advanced_artifact:v0`);
    expect(stored).toMatchObject({ type: "files", description: "My *Markdown* description" });
    const entries = Object.keys(stored?.entries ?? {});
    expect(entries).toEqual(
      expect.arrayContaining([
        "my_directory/inside.txt",
        "my_table.table.json",
        "my_training_script",
        expect.stringMatching(/^[0-9a-f]{20}\.md$/),
      ]),
    );
    expect(entries).toHaveLength(4);
    expect(seen).toMatchObject({ column: [1], script: "print('train')" });
    expect(seen["artifact"]).toBeInstanceOf(Artifact);
    expect((seen["artifact"] as Artifact).name).toBe("my_advanced_artifact:v0");
  },
);
