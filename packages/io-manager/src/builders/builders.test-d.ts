import {
  type AsProduced,
  asset,
  assetIn,
  type InputMetadata,
  type MetadataInput,
  type Output,
} from "@heddle/core";
import { staticPartitions } from "@heddle/partitions";
import { type Artifact, Table, type WandbMedia } from "@heddle/wandb-client";
import { expectTypeOf, test } from "vitest";
import type { WandbWriteConfiguration } from "../configuration/write-types.ts";
import { fromWandb } from "./from-wandb.ts";
import { wandbArtifact } from "./wandb-artifact.ts";
import { wandbOutput } from "./wandb-output.ts";

type ReadsOf<M> = M extends InputMetadata<infer Reads, infer Keys> ? [Reads, Keys] : never;

test("F087 valid write configurations compile, wrong ones do not", () => {
  expectTypeOf(wandbArtifact({ type: "dataset", aliases: ["a"] })).toExtend<MetadataInput>();
  expectTypeOf(
    wandbArtifact((context) => ({ description: context.runId })),
  ).toExtend<MetadataInput>();
  wandbArtifact({ serializationModule: { name: "joblib", parameters: { compress: 3 } } });
  wandbArtifact({ serializationModule: "dill" });
  wandbArtifact({ link: ["a/b", { path: "c", aliases: ["production"] }] });
  // @ts-expect-error a key that does not exist
  wandbArtifact({ typ: "dataset" });
  // @ts-expect-error a read key
  wandbArtifact({ get: "table" });
  // @ts-expect-error a read key
  wandbArtifact({ version: "v0" });
  // @ts-expect-error the path is missing
  wandbArtifact({ addFiles: [{ name: "a" }] });
  // @ts-expect-error an argument of add_file that does not exist
  wandbArtifact({ addFiles: [{ localPath: "a", tmp: true }] });

  const ported: WandbWriteConfiguration = {
    type: "dataset",
    add_files: [{ local_path: "a", is_tmp: true }],
    add_dirs: [{ local_path: "b", name: "My directory" }],
    add_references: [{ uri: "s3://bucket", max_objects: 3 }],
    serialization_module: { name: "joblib", parameters: { compress: 3, protocol: 4 } },
  };
  expectTypeOf(ported.type).toEqualTypeOf<string | undefined>();
  // @ts-expect-error camelCase belongs in the builder
  const wrong: WandbWriteConfiguration = { addFiles: [] };
  expectTypeOf(wrong).toExtend<object>();
});

test("F087 the input's type follows from what is read", () => {
  const plain = fromWandb({ alias: "best" });
  expectTypeOf<ReadsOf<typeof plain>>().toEqualTypeOf<[AsProduced, never]>();
  const table = fromWandb({ get: "t", as: Table });
  expectTypeOf<ReadsOf<typeof table>>().toEqualTypeOf<[Table, never]>();
  const object = fromWandb({ get: "t" });
  expectTypeOf<ReadsOf<typeof object>>().toEqualTypeOf<[WandbMedia, never]>();
  const path = fromWandb({ getPath: "file" });
  expectTypeOf<ReadsOf<typeof path>>().toEqualTypeOf<[string, never]>();
  const stream = fromWandb({ getPath: "file", as: "stream" });
  expectTypeOf<ReadsOf<typeof stream>>().toEqualTypeOf<[AsyncIterable<Uint8Array>, never]>();
  const artifact = fromWandb({ as: "artifact" });
  expectTypeOf<ReadsOf<typeof artifact>>().toEqualTypeOf<[Artifact, never]>();
  const byKey = fromWandb({ partitions: { "*": { get: "t", as: Table }, red: { alias: "best" } } });
  expectTypeOf<ReadsOf<typeof byKey>>().toEqualTypeOf<[Table | AsProduced, "*" | "red"]>();
});

test("F087 settings that exclude each other do not compile", () => {
  // @ts-expect-error a version and an alias
  fromWandb({ version: "v0", alias: "best" });
  // @ts-expect-error an object and a path
  fromWandb({ get: "t", getPath: "p" });
  // @ts-expect-error a write key
  fromWandb({ type: "dataset" });
  // @ts-expect-error the same inside an entry
  const entry = fromWandb({ partitions: { red: { version: "v0", alias: "best" } } });
  expectTypeOf(entry).toExtend<object>();
});

test("an input gets the type in the body of its reader", () => {
  const source = asset({ name: "source" }, () => [1, 2, 3]);
  asset(
    {
      name: "reader",
      ins: {
        value: assetIn(source),
        table: assetIn(source, { metadata: fromWandb({ get: "t", as: Table }) }),
        path: assetIn(source, { metadata: fromWandb({ getPath: "p" }) }),
        best: assetIn(source, { metadata: fromWandb({ alias: "best" }) }),
      },
    },
    ({ value, table, path, best }) => {
      expectTypeOf(value).toEqualTypeOf<number[]>();
      expectTypeOf(table).toEqualTypeOf<Table>();
      expectTypeOf(path).toEqualTypeOf<string>();
      expectTypeOf(best).toEqualTypeOf<number[]>();
    },
  );
});

test("partition keys in a configuration must exist upstream", () => {
  const colours = asset(
    { name: "colours", partitions: staticPartitions(["red", "blue"]) },
    (_, context) => context.partitionKey,
  );
  assetIn(colours, {
    metadata: fromWandb({ partitions: { "*": { get: "t" }, red: { alias: "a" } } }),
  });
  // @ts-expect-error green is no partition
  const green = assetIn(colours, { metadata: fromWandb({ partitions: { green: { get: "t" } } }) });
  expectTypeOf(green).toExtend<object>();
});

test("wandbOutput keeps the value's type", () => {
  expectTypeOf(wandbOutput([1], { aliases: ["a"] })).toEqualTypeOf<Output<"result", number[]>>();
  expectTypeOf(wandbOutput("x", {}, { name: "train" })).toEqualTypeOf<Output<"train", string>>();
});
