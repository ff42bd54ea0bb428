import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { asset, assetDefaults, assetIn, assetOut, job, multiAsset, op, opOut } from "@heddle/core";
import { ArtifactDraft, Table } from "@heddle/wandb-client";
import { defaultApiKey } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { wandbArtifact, wandbResource } from "../../src/index.ts";
import { entity, metadataOf, passes, place, project, steady, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const x8 = (runId: string): string => `dagster-run-${runId.slice(0, 8)}`;
/** `pickle.dumps([1, 2, 3], protocol=5)` of CPython. */
const pickledByCPython = "8005950b000000000000005d94284b014b024b03652e";
const bucketItem = (key: string, size: number): string =>
  `<Contents><Key>${key}</Key><Size>${size}</Size><ETag>&quot;tag-${size}&quot;</ETag></Contents>`;
const plainBytes = (value: unknown): unknown => (value instanceof Uint8Array ? [...value] : value);
const table = (): Table => new Table({ columns: ["a", "b", "c"], data: [[1, 2, 3]] });

test.for(passes)(
  "A10 O701 F001 F009 F011 F012 F112 F042 F043 F051 F053 F054 F078 F079 F080 F081 F082 F083 F084 F085 F086 F153 a list becomes an artifact with metadata on both sides ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const myArtifact = asset(
      {
        name: "my_artifact",
        ...manager,
        metadata: { wandb_artifact_arguments: { type: "dataset" } },
      },
      () => [1, 2, 3],
    );
    const result = await world.succeed([myArtifact]);
    const { runId } = result;
    const stored = await world.backend.inspect.artifact(`${place}/my_artifact:v0`);
    expect(world.backend.inspect.projects()).toContain(place);
    expect(stored?.type).toBe("dataset");
    expect(Object.keys(stored?.entries ?? {})).toEqual(["output.pickle"]);
    expect(stored?.aliases.toSorted()).toEqual([x8(runId), "latest"].toSorted());
    expect(stored?.loggedBy).toBe(runId);
    const content = await world.backend.inspect.content(`${place}/my_artifact:v0`, "output.pickle");
    expect(Buffer.from(content ?? []).toString("hex")).toBe(pickledByCPython);
    expect(stored?.metadata).toMatchObject({
      source_integration: "@heddle/io-manager",
      source_integration_version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      source_dagster_run_id: runId,
      source_created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/),
      source_runtime: "node",
      source_runtime_version: process.versions.node,
      source_serialization_module: "pickle",
      source_pickle_protocol_used: 5,
      source_asset_key: ["my_artifact"],
    });
    const [event] = await result.materializations("my_artifact");
    expect(event?.data.assetKey).toEqual(["my_artifact"]);
    const metadata = metadataOf(event);
    const path = `${entity}/${project}/${runId}`;
    expect(metadata).toMatchObject({
      dagster_run_id: runId,
      wandb_artifact_id: stored?.id,
      wandb_artifact_name: "my_artifact",
      wandb_artifact_type: "dataset",
      wandb_artifact_version: "v0",
      wandb_artifact_size: stored?.sizeBytes,
      wandb_artifact_url: `${world.server.origin}/${entity}/${project}/artifacts/dataset/my_artifact/v0`,
      wandb_artifact_qualified_name: `${place}/my_artifact:v0`,
      wandb_artifact_digest: stored?.digest,
      wandb_entity: entity,
      wandb_project: project,
      wandb_run_id: runId,
      wandb_run_name: x8(runId),
      wandb_run_path: path,
      wandb_run_url: `${world.server.origin}/${entity}/${project}/runs/${runId}`,
    });
    expect(event?.data.metadata).toMatchObject({
      dagster_run_id: { type: "dagster_run" },
      wandb_artifact_size: { type: "int" },
      wandb_artifact_url: { type: "url" },
      wandb_run_url: { type: "url" },
      wandb_artifact_id: { type: "text" },
    });
    expect(world.warnings.filter((line) => line.includes("wandb_artifact_arguments"))).toHaveLength(
      1,
    );
  },
);

test.for(passes)(
  "A11 F047 F080 a Table is stored under its class name, nothing serialized ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const myTable = asset(
      { name: "my_table", ...manager, metadata: wandbArtifact({ type: "dataset" }) },
      () => table(),
    );
    const result = await world.succeed([myTable]);
    const stored = await world.backend.inspect.artifact(`${place}/my_table:latest`);
    expect(Object.keys(stored?.entries ?? {})).toEqual(["Table.table.json"]);
    expect(stored?.metadata).not.toHaveProperty("source_serialization_module");
    expect(stored?.metadata).not.toHaveProperty("source_pickle_protocol_used");
    expect(metadataOf((await result.materializations("my_table"))[0])).toMatchObject({
      wandb_artifact_type: "dataset",
      wandb_artifact_version: "v0",
    });
  },
);

test.for(passes)(
  "A12 F050 F054 F151 an own Artifact keeps its metadata and gets ours ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const myAsset = asset({ name: "my_asset", ...manager }, async () => {
      const draft = new ArtifactDraft({
        name: "my_asset",
        type: "dataset",
        metadata: { mine: 1, source_integration: "me" },
      });
      await draft.add(table(), "my_table");
      return draft;
    });
    const result = await world.succeed([myAsset]);
    const stored = await world.backend.inspect.artifact(`${place}/my_asset:v0`);
    expect(Object.keys(stored?.entries ?? {})).toEqual(["my_table.table.json"]);
    expect(stored?.type).toBe("dataset");
    expect(stored?.metadata).toMatchObject({ mine: 1, source_integration: "@heddle/io-manager" });
    expect(metadataOf((await result.materializations("my_asset"))[0])).toMatchObject({
      wandb_artifact_name: "my_asset",
      wandb_artifact_type: "dataset",
    });
    expect(world.warnings).toEqual([]);
  },
);

test.for(passes)(
  "A13 an Artifact of another name is stored as its asset, with a warning ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const myAsset = asset(
      { name: "my_asset", ...manager },
      () => new ArtifactDraft({ name: "another", type: "dataset" }),
    );
    await world.succeed([myAsset]);
    const stored = await world.backend.inspect.artifacts(place);
    expect(stored.map((artifact) => artifact.collection)).toEqual(["my_asset"]);
    expect(world.warnings).toEqual([expect.stringContaining('"another" is replaced')]);
  },
);

test.for(passes)(
  "A14 F044 F056 an op's output takes name and type from its metadata ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const write = op(
      {
        name: "write",
        out: opOut({
          ioManagerKey: "wandb_artifacts_manager",
          metadata: wandbArtifact({ name: "my_artifact", type: "dataset" }),
        }),
      },
      () => [1, 2, 3],
    );
    const writing = job({ name: "writing", resources: world.resources() }, () => void write());
    const result = await writing.executeInProcess();
    const stored = await world.backend.inspect.artifact(`${place}/my_artifact:v0`);
    expect(stored?.type).toBe("dataset");
    expect(Object.keys(stored?.entries ?? {})).toEqual(["output.pickle"]);
    const [event] = await result.events("HANDLED_OUTPUT");
    expect(event?.data.metadata).toMatchObject({
      wandb_artifact_name: { value: "my_artifact" },
      wandb_artifact_type: { value: "dataset" },
    });
  },
);

test.for(passes)(
  "A15 F044 F055 F057 F059 an asset's key names its artifact, prefixes included ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const assets = ["model", "data"].map((name) =>
      asset(
        { name, keyPrefix: ["team_a"], ...manager, metadata: wandbArtifact({ type: "kind" }) },
        () => name,
      ),
    );
    await world.succeed([...assets, asset({ name: "plain", ...manager }, () => 1)]);
    const stored = await world.backend.inspect.artifacts(place);
    expect(stored.map((artifact) => `${artifact.collection} ${artifact.type}`).toSorted()).toEqual([
      "plain artifact",
      "team_a.data kind",
      "team_a.model kind",
    ]);
  },
);

test.for(passes)(
  "A16 F044 F058 each output of a multi-asset is an artifact of its own ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const create = multiAsset(
      {
        name: "create_datasets",
        group: "my_multi_asset_group",
        outs: {
          first_table: assetOut({
            ioManagerKey: "wandb_artifacts_manager",
            metadata: wandbArtifact({ type: "training_dataset" }),
          }),
          second_table: assetOut({
            ioManagerKey: "wandb_artifacts_manager",
            metadata: wandbArtifact({ type: "validation_dataset" }),
          }),
        },
      },
      () => ({ first_table: table(), second_table: table() }),
    );
    const result = await world.succeed([create]);
    for (const [name, type] of [
      ["first_table", "training_dataset"],
      ["second_table", "validation_dataset"],
    ] as const) {
      const stored = await world.backend.inspect.artifact(`${place}/${name}:v0`);
      expect(stored).toMatchObject({ type, loggedBy: result.runId });
      expect(Object.keys(stored?.entries ?? {})).toEqual(["Table.table.json"]);
      const events = await result.materializations(name);
      expect(events.map((event) => metadataOf(event)["wandb_artifact_type"])).toEqual([type]);
    }
  },
);

const description = "# My *advanced* artifact\n\n- with Markdown";

async function advancedFiles(
  world: World,
): Promise<{ cwd: string; png: string; origin: string; close(): Promise<void> }> {
  const cwd = join(world.baseDir, "inputs");
  await mkdir(join(cwd, "images", "deep"), { recursive: true });
  await writeFile(join(cwd, "images", "a.txt"), "a");
  await writeFile(join(cwd, "images", "deep", "b.txt"), "b");
  await writeFile(join(cwd, "train.py"), "print('train')");
  await writeFile(join(cwd, "README.md"), "temporary");
  const png = "not really a picture";
  const server = createServer((_, answer) => {
    answer.writeHead(200, { etag: '"abc"', "content-length": png.length }).end(png);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    cwd,
    png,
    origin: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

test.for(passes)(
  "A17 F065 F066 F067 F068 F069 F070 F071 F073 F077 F152 everything combined with a plain value ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const outside = await advancedFiles(world);
    const advanced = asset(
      {
        name: "my_advanced_artifact",
        ...manager,
        metadata: {
          wandb_artifact_configuration: {
            type: "dataset",
            description,
            aliases: ["my_first_alias", "my_second_alias"],
            add_dirs: [{ name: "My directory", local_path: "images" }],
            add_files: [
              { name: "validation_dataset", local_path: "train.py" },
              { is_tmp: true, local_path: "README.md" },
            ],
            add_references: [
              { uri: `${outside.origin}/200/300`, name: "External HTTP reference to an image" },
              {
                uri: "s3://my-bucket/datasets/mnist",
                name: "External S3 reference",
                checksum: false,
              },
            ],
          },
        },
      },
      () => [1, 2, 3],
    );
    const result = await world.succeed([advanced], { manager: { cwd: outside.cwd } });
    await outside.close();
    const stored = await world.backend.inspect.artifact(`${place}/my_advanced_artifact:v0`);
    const temporary = createHash("md5").update("temporary").digest("hex").slice(0, 20);
    expect(Object.keys(stored?.entries ?? {}).toSorted()).toEqual(
      [
        "External HTTP reference to an image",
        "External S3 reference",
        "My directory/a.txt",
        "My directory/deep/b.txt",
        "output.pickle",
        "validation_dataset",
        `${temporary}.md`,
      ].toSorted(),
    );
    expect(stored?.entries["External HTTP reference to an image"]).toMatchObject({
      ref: `${outside.origin}/200/300`,
      digest: "abc",
      sizeBytes: outside.png.length,
      md5: undefined,
    });
    expect(stored?.entries["External S3 reference"]).toMatchObject({
      ref: "s3://my-bucket/datasets/mnist",
      md5: undefined,
    });
    expect(stored?.description).toBe(description);
    expect(stored?.aliases.toSorted()).toEqual(
      ["latest", x8(result.runId), "my_first_alias", "my_second_alias"].toSorted(),
    );
    expect(stored?.aliases.filter((alias) => alias === "latest")).toHaveLength(1);
    const sizes = Object.values(stored?.entries ?? {}).reduce(
      (sum, entry) => sum + entry.sizeBytes,
      0,
    );
    const [event] = await result.materializations("my_advanced_artifact");
    expect(metadataOf(event)["wandb_artifact_size"]).toBe(sizes);
  },
);

test.for(passes)(
  "A17 F068 F069 a missing local path fails the step, named in full, and leaves nothing ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    for (const configuration of [
      { addFiles: [{ localPath: "missing.txt" }] },
      { addDirs: [{ localPath: "missing.txt" }] },
    ]) {
      const missing = asset(
        { name: "missing", ...manager, metadata: wandbArtifact(configuration) },
        () => 1,
      );
      const error = await world.fail([missing], { manager: { cwd: world.baseDir } });
      expect(error.code).toBe("E-W15");
      expect(error.message).toContain(join(world.baseDir, "missing.txt"));
    }
    await world.expectUntouched();
  },
);

test.for(passes)(
  "A17 F077 extras that collide are refused, also with the serialized value ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const outside = join(world.baseDir, "inputs");
    await mkdir(outside, { recursive: true });
    await writeFile(join(outside, "a.txt"), "a");
    await writeFile(join(outside, "b.txt"), "b");
    for (const addFiles of [
      [
        { localPath: "a.txt", name: "same" },
        { localPath: "b.txt", name: "same" },
      ],
      [{ localPath: "a.txt", name: "output.pickle" }],
      [{ localPath: "a.txt", name: "output.pickle", overwrite: true }],
    ]) {
      const clash = asset(
        { name: "clash", ...manager, metadata: wandbArtifact({ addFiles }) },
        () => 1,
      );
      expect((await world.fail([clash], { manager: { cwd: outside } })).code).toBe("E-W15");
    }
    await world.expectUntouched();
  },
);

test.for(passes)("A19 F043 an empty result writes nothing and warns ($name)", async (pass) => {
  await using world = await World.open(pass);
  const empty = asset({ name: "empty", ...manager }, () => null);
  const result = await world.succeed([empty]);
  expect(result.success).toBe(true);
  expect(world.warnings).toEqual([expect.stringContaining("the value is empty")]);
  await world.expectUntouched();
});

test.for(passes)("A19 an empty result is stored when that is asked for ($name)", async (pass) => {
  await using world = await World.open(pass);
  const empty = asset(
    { name: "empty", ...manager, metadata: wandbArtifact({ emptyOutput: "artifact" }) },
    () => null,
  );
  const reader = asset(
    { name: "reader", ...manager, ins: { value: assetIn(empty) } },
    ({ value }) => String(value),
  );
  await world.succeed([empty, reader]);
  expect(await world.backend.inspect.artifact(`${place}/empty:v0`)).toBeDefined();
});

const committed = async (world: World): Promise<unknown> => {
  const { WandbClient } = await import("@heddle/wandb-client");
  const client = new WandbClient({
    apiKey: defaultApiKey,
    host: world.server.origin,
    retry: { minDelayMs: 1, maxDelayMs: 4 },
  });
  return client.logArtifact(new ArtifactDraft({ name: "made_before", type: "dataset" }), {
    entity: "other_entity",
    project: "elsewhere",
  });
};

const draft = (over: object = {}): ArtifactDraft =>
  new ArtifactDraft({ name: "refused", type: "dataset", ...over });

const negative: readonly [code: string, metadata: Record<string, unknown>, value: () => unknown][] =
  [
    ["E-W02", { typo: 1 }, () => 1],
    ["E-W03", { serialization_module: { name: "msgpack" } }, () => 1],
    ["E-W04", { name: "n" }, () => draft()],
    ["E-W05", { type: "t" }, () => draft()],
    ["E-W06", { description: "one" }, () => draft({ description: "two" })],
    ["E-W07", { name: "n" }, () => 1],
    ["E-W14", { type: "job" }, () => 1],
    ["E-W16", { metadata: { source_mine: 1 } }, () => 1],
    ["E-W17", { aliases: ["v1"] }, () => 1],
    ["E-W20", { ttl: "soon" }, () => 1],
  ];

test.for(passes)(
  "A20 F060 F063 F074 each refused configuration of an asset leaves nothing behind ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    for (const [code, configuration, value] of negative) {
      const refused = asset(
        { name: "refused", ...manager, metadata: { wandb_artifact_configuration: configuration } },
        value,
      );
      expect(await world.fail([refused])).toMatchObject({ code, hint: expect.stringMatching(/./) });
    }
    const both = asset(
      {
        name: "refused",
        ...manager,
        metadata: { wandb_artifact_configuration: {}, wandb_artifact_arguments: {} },
      },
      () => 1,
    );
    expect((await world.fail([both])).code).toBe("E-W19");
    await world.expectUntouched();
  },
);

test.for(passes)(
  "A20 F062 F064 an op without a name, and a missing type when it is required ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const write = op(
      { name: "write", out: opOut({ ioManagerKey: "wandb_artifacts_manager" }) },
      () => 1,
    );
    const writing = job({ name: "writing", resources: world.resources() }, () => void write());
    const result = await writing.executeInProcess({ raiseOnError: false });
    expect(String(result.error)).toContain("name");
    const typeless = asset({ name: "typeless", ...manager }, () => 1);
    expect((await world.fail([typeless], { manager: { require_type: true } })).code).toBe("E-W14");
    await world.expectUntouched();
    await world.succeed([typeless]);
    expect((await world.backend.inspect.artifact(`${place}/typeless:v0`))?.type).toBe("artifact");
  },
);

test.for(passes)("A20 an Artifact that was logged already is refused ($name)", async (pass) => {
  await using world = await World.open(pass);
  const before = await committed(world);
  const again = asset({ name: "again", ...manager }, () => before);
  expect((await world.fail([again])).code).toBe("E-W10");
  expect(await world.backend.inspect.artifacts(place)).toEqual([]);
});

test.for(passes)(
  "A20 F061 a name that has another type already is a clear conflict ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const [one, two] = ["one", "two"].map((type) =>
      asset({ name: "typed", ...manager, metadata: wandbArtifact({ type }) }, () => type),
    );
    await world.succeed([one as never]);
    const error = await world.fail([two as never]);
    expect(error.code).toBe("E-W99");
    expect(error.message).toMatch(/one|type/);
    expect(await world.backend.inspect.artifacts(place)).toHaveLength(1);
  },
);

test.for(passes)("F046 F052 plain values of every kind come back equal ($name)", async (pass) => {
  await using world = await World.open(pass);
  const values: Readonly<Record<string, unknown>> = {
    integer: 42,
    negative: -1,
    real: 1.5,
    text: "häßlich ☃",
    empty_text: "",
    yes: true,
    no: false,
    list: [1, "two", [3, [4]]],
    record: { a: 1, b: { c: [null, true] } },
    big: 2n ** 70n,
    bytes: new Uint8Array([0, 255, 7]),
  };
  const assets = Object.entries(values).map(([name, value]) =>
    asset({ name, ...manager }, () => value),
  );
  const seen: Record<string, unknown> = {};
  const reader = asset(
    { name: "reader", ins: Object.fromEntries(assets.map((one) => [one.key[0] ?? "", one])) },
    (inputs: Readonly<Record<string, unknown>>) => {
      Object.assign(seen, inputs);
    },
  );
  await world.succeed([...assets, reader]);
  for (const [name, value] of Object.entries(values)) {
    expect(plainBytes(seen[name])).toEqual(plainBytes(value));
  }
});

test.for(passes)(
  "A10 aliases of a definition never grow, and a second run takes none from the first ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const grown = asset(
      { name: "grown", ...manager, metadata: wandbArtifact({ aliases: ["mine"] }) },
      (_, context) => context.runId,
    );
    const first = await world.succeed([grown]);
    const second = await world.succeed([grown]);
    const [v0, v1] = await Promise.all([
      world.backend.inspect.artifact(`${place}/grown:v0`),
      world.backend.inspect.artifact(`${place}/grown:v1`),
    ]);
    expect(v0?.aliases).toEqual([x8(first.runId)]);
    expect(v1?.aliases.toSorted()).toEqual(["latest", "mine", x8(second.runId)].toSorted());
  },
);

test.for(passes)(
  "F072 a reference to a bucket prefix becomes one entry per object below its name ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const asked: string[] = [];
    const bucket = createServer((request, answer) => {
      asked.push(`${request.method ?? ""} ${request.headers.authorization?.slice(0, 16) ?? ""}`);
      if (request.method === "HEAD") answer.writeHead(404).end();
      else {
        const items = ["a.csv", "b.csv", "deep/c.csv"].map((key, index) =>
          bucketItem(`mnist/${key}`, index + 1),
        );
        answer.writeHead(200).end(`<ListBucketResult>${items.join("")}</ListBucketResult>`);
      }
    });
    await new Promise<void>((resolve) => bucket.listen(0, "127.0.0.1", resolve));
    const { port } = bucket.address() as AddressInfo;
    const referring = asset(
      {
        name: "referring",
        ...manager,
        metadata: wandbArtifact({
          addReferences: [{ uri: "s3://datasets/mnist", name: "from s3" }],
        }),
      },
      () => 1,
    );
    await world.succeed([referring], {
      resources: {
        wandb_resource: wandbResource.configured({
          api_key: defaultApiKey,
          host: world.server.origin,
          retry: { min_delay_ms: 1, max_delay_ms: 4 },
          references: {
            s3: {
              endpoint: `http://127.0.0.1:${port}`,
              access_key_id: "id",
              secret_access_key: "not shown",
            },
          },
        }),
      },
    });
    await new Promise<void>((resolve) => bucket.close(() => resolve()));
    const artifact = await world.backend.inspect.artifact(`${place}/referring:v0`);
    expect(artifact?.entries).toMatchObject({
      "from s3/a.csv": { ref: "s3://datasets/mnist/a.csv", digest: "tag-1", md5: undefined },
      "from s3/b.csv": { ref: "s3://datasets/mnist/b.csv", sizeBytes: 2 },
      "from s3/deep/c.csv": { ref: "s3://datasets/mnist/deep/c.csv" },
    });
    expect(asked).toEqual(["HEAD AWS4-HMAC-SHA256", "GET AWS4-HMAC-SHA256"]);
  },
);

test.for(steady)(
  "A20 more metadata keys than W&B allows are refused before anything is sent ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const metadata = Object.fromEntries(
      Array.from({ length: 95 }, (_, index) => [`k${index}`, index]),
    );
    const crowded = asset(
      { name: "crowded", ...manager },
      () => new ArtifactDraft({ name: "crowded", type: "dataset", metadata }),
    );
    expect((await world.fail([crowded])).code).toBe("E-W16");
    await world.expectUntouched();
  },
);
