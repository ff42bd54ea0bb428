import type { StoredAsset } from "@heddle/core";
import { dailyPartitions, staticPartitions } from "@heddle/partitions";
import { expect, test } from "vitest";
import { assetsThatMeet, namingOfConfig } from "./check-names.ts";

const stored = (key: string, over: Partial<StoredAsset> = {}): StoredAsset => ({
  key: key.split("/"),
  partitions: undefined,
  metadata: {},
  ...over,
});
const parts = (...keys: string[]): Partial<StoredAsset> => ({ partitions: staticPartitions(keys) });
const meeting = (assets: readonly StoredAsset[], config: object = {}): readonly string[] =>
  assetsThatMeet(assets, namingOfConfig(config, undefined)).map(({ asset }) => asset.key.join("/"));

test("a partition and a deeper key may meet", () => {
  expect(meeting([stored("a", parts("b", "c")), stored("a/b")])).toEqual(["a/b"]);
  expect(meeting([stored("a", parts("c")), stored("a/b")])).toEqual([]);
  expect(meeting([stored("a/b/c"), stored("a", parts("b.c"))])).toEqual(["a/b/c"]);
  expect(
    meeting([
      stored("a", { partitions: dailyPartitions({ start: "2023-01-01" }) }),
      stored("a/2023-01-05"),
    ]),
  ).toEqual(["a/2023-01-05"]);
});

test("keys that join to the same name meet, each pair once", () => {
  expect(meeting([stored("a.b"), stored("a/b")])).toEqual(["a/b"]);
  expect(meeting([stored("team/model"), stored("team/data")])).toEqual([]);
  expect(
    meeting([stored("team/model"), stored("team/data")], { asset_key_to_artifact_name: "first" }),
  ).toEqual(["team/data"]);
});

test("assets of different projects never meet", () => {
  const metadata = { wandb_artifact_configuration: { project: "other" } };
  expect(meeting([stored("a.b"), stored("a/b", { metadata })])).toEqual([]);
});

test("a scheme of one's own counts", () => {
  const own = namingOfConfig({}, () => "same");
  expect(assetsThatMeet([stored("a"), stored("b")], own)).toHaveLength(1);
});

test("thousands of assets are checked without comparing each with each", () => {
  const many = Array.from({ length: 20_000 }, (_, index) =>
    stored(`group_${index % 100}/asset_${index}`),
  );
  expect(meeting(many)).toEqual([]);
});
