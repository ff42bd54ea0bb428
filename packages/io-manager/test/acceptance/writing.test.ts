import { asset, assetDefaults, assetIn, assetOut, job, multiAsset, op, opOut } from "@heddle/core";
import { ArtifactDraft, Table } from "@heddle/wandb-client";
import { expect, test } from "vitest";
import { wandbArtifact } from "../../src/index.ts";
import { entity, metadataOf, passes, place, project, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const x8 = (runId: string): string => `dagster-run-${runId.slice(0, 8)}`;
/** `pickle.dumps([1, 2, 3], protocol=5)` of CPython. */
const pickledByCPython = "8005950b000000000000005d94284b014b024b03652e";
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
