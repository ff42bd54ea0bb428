import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Asset, asset, assetDefaults, assetIn, sourceAsset, type } from "@heddle/core";
import { dailyPartitions, multiPartitions, staticPartitions } from "@heddle/partitions";
import { type Artifact, ArtifactDraft, Table } from "@heddle/wandb-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromWandb, wandbArtifact } from "../../src/index.ts";
import { place, World } from "../support/world.ts";
import { dagsterWandbPython, runProgram } from "./python.ts";

const python = dagsterWandbPython();
const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;
const days = dailyPartitions({ start: "2023-01-01", end: "2023-01-03" });
const colouredDays = multiPartitions({
  date: dailyPartitions({ start: "2023-01-01", end: "2023-01-04" }),
  color: staticPartitions(["red", "blue"]),
});
const modules = ["pickle", "dill", "cloudpickle", "joblib"] as const;

describe.skipIf(python === undefined)("with the real dagster-wandb", () => {
  let world: World;
  let folder: string;
  const program = (name: string): ReturnType<typeof runProgram> =>
    runProgram(name, { python: python ?? "", origin: world.server.origin, folder });

  beforeAll(async () => {
    world = await World.open();
    folder = await mkdtemp(join(tmpdir(), "heddle-dagster-"));
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  test("F114 F115 F118 A60 reads what Python wrote: every module, tables, files, partitions, a prefix", async () => {
    const { run_id: pythonRun } = await program("write_assets");
    const seen: Record<string, unknown> = {};
    const source = (name: string): Asset => sourceAsset({ name, ...manager }) as Asset;
    const values = asset(
      {
        name: "read_values",
        ...quiet,
        ins: Object.fromEntries(modules.map((name) => [name, source(`py_${name}`)])),
      },
      (inputs) => void Object.assign(seen, inputs),
    );
    const bare = sourceAsset({ name: "py_table", ...manager, type: type<Artifact>() });
    const array = sourceAsset({
      name: "py_array",
      ...manager,
      type: type<{ array: Float64Array; label: string }>(),
    });
    const rest = asset(
      {
        name: "read_rest",
        ...quiet,
        ins: {
          bare,
          table: assetIn(source("py_files") as never, {
            metadata: fromWandb({ get: "my_table", as: Table }),
          }),
          path: assetIn(source("py_files") as never, {
            metadata: fromWandb({ getPath: "folder/note.txt" }),
          }),
          array,
          nested: sourceAsset({ key: ["py_prefix", "nested"], ...manager }),
          days: sourceAsset({
            name: "py_daily",
            ...manager,
            partitions: days,
            type: type<string>(),
          }),
        },
      },
      async (inputs) => {
        seen["bare"] = ((await inputs.bare.get("Table")) as Table).getColumn("b");
        seen["table"] = inputs.table.getColumn("a");
        seen["path"] = await readFile(inputs.path, "utf8");
        seen["array"] = [...inputs.array.array, inputs.array.label];
        seen["nested"] = inputs.nested;
        seen["days"] = Object.fromEntries(await inputs.days.toMap());
      },
    );
    const multi = asset(
      {
        name: "read_multi",
        ...quiet,
        partitions: colouredDays,
        ins: {
          one: sourceAsset({ name: "py_multi", ...manager, partitions: colouredDays }),
        },
      },
      ({ one }) => {
        seen["multi"] = one;
      },
    );
    await world.succeed([values, rest]);
    await world.succeed([multi], { partitionKey: { color: "red", date: "2023-01-02" } });
    for (const name of modules) {
      expect(seen[name]).toEqual({ module: name, numbers: [1, 2.5, null], text: "häßlich" });
    }
    expect(seen).toMatchObject({
      bare: ["x", "y"],
      table: [7],
      path: "from python",
      array: [0, 1, 2, 3, 4, "five"],
      nested: "under a prefix",
      days: { "2023-01-01": "day 2023-01-01", "2023-01-02": "day 2023-01-02" },
      multi: "multi red|2023-01-02",
    });
    expect((await world.backend.inspect.artifact(`${place}/py_pickle:v0`))?.loggedBy).toBe(
      pythonRun,
    );

    const lambda = sourceAsset({ name: "py_lambda", ...manager });
    const refused = asset({ name: "refused", ...quiet, ins: { lambda } }, () => undefined);
    expect((await world.fail([refused])).code).toBe("E-R16");
    const inspected = asset(
      {
        name: "inspected",
        ...quiet,
        ins: { lambda: assetIn(lambda, { metadata: fromWandb({ policy: "inspect" }) }) },
      },
      (inputs) => {
        seen["lambda"] = typeof inputs.lambda;
      },
    );
    await world.succeed([inspected]);
    expect(seen["lambda"]).toBe("object");
  });

  test("F051 F112 F114 F118 Python reads what Heddle wrote", async () => {
    const written = modules.map((name) =>
      asset(
        { name: `ts_${name}`, ...manager, metadata: wandbArtifact({ serializationModule: name }) },
        () => ({ module: name, numbers: [1, 2.5, null], text: "häßlich", nested: { deep: true } }),
      ),
    );
    const table = asset(
      { name: "ts_table", ...manager },
      () => new Table({ columns: ["a", "b"], data: [[1, "x"]] }),
    );
    const files = asset({ name: "ts_files", ...manager }, async () => {
      const draft = new ArtifactDraft({ name: "ts_files", type: "files", metadata: { mine: 1 } });
      await draft.add(new Table({ columns: ["a"], data: [[7]] }), "my_table");
      await draft.newFile("folder/note.txt", "from typescript");
      return draft;
    });
    const array = asset(
      {
        name: "ts_array",
        ...manager,
        metadata: wandbArtifact({
          serializationModule: { name: "joblib", parameters: { compress: 3 } },
        }),
      },
      () => new Float64Array([1.5, 2.5]),
    );
    const fn = asset(
      {
        name: "ts_function",
        ...manager,
        metadata: wandbArtifact({
          serializationModule: { name: "joblib", parameters: { functions: "source" } },
        }),
      },
      () => (a: number, b: number) => a + b,
    );
    const nested = asset({ key: ["ts_prefix", "nested"], ...manager }, () => "under a prefix");
    const daily = asset(
      { name: "ts_daily", ...manager, partitions: days },
      (_, context) => `day ${context.partitionKey}`,
    );
    const multi = asset(
      { name: "ts_multi", ...manager, partitions: colouredDays },
      (_, context) => `multi ${String(context.partitionKey)}`,
    );
    const asPython = {
      manager: { partition_name_style: "hyphen", asset_key_to_artifact_name: "first" },
    } as const;
    await world.succeed([...written, table, files, array, fn, nested], asPython);
    for (const partitionKey of ["2023-01-01", "2023-01-02"]) {
      await world.succeed([daily], { ...asPython, partitionKey });
    }
    await world.succeed([multi], { ...asPython, partitionKey: "red|2023-01-02" });

    const seen = await program("read_assets");
    expect(seen["values"]).toEqual(
      modules.map((name) => ({
        module: name,
        numbers: [1, 2.5, null],
        text: "häßlich",
        nested: { deep: true },
      })),
    );
    expect(seen).toMatchObject({
      bare_table: ["Artifact", ["a", "b"], [[1, "x"]]],
      table: [7],
      path: "from typescript",
      whole: ["v0", "files", 1],
      source: "@heddle/io-manager",
      array: ["float64", [1.5, 2.5]],
      function: ["SimpleNamespace", expect.stringContaining("a + b")],
      prefix: "under a prefix",
      days: { "2023-01-01": "day 2023-01-01", "2023-01-02": "day 2023-01-02" },
      multi: "multi red|2023-01-02",
    });
    const stored = await world.backend.inspect.artifact(`${place}/ts_pickle:v0`);
    expect(stored?.usedBy).toContain(seen["run_id"]);
  });
});
