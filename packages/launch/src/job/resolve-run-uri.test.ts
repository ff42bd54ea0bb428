import { expect, test } from "vitest";
import { runPathOf } from "./resolve-run-uri.ts";

const cloud = { host: "https://api.wandb.ai", appUrl: "https://wandb.ai" };

test.each([
  ["https://wandb.ai/ent/proj/runs/abc", "ent/proj/abc"],
  ["https://wandb.ai/ent/proj/runs/abc/overview?nw=1", "ent/proj/abc"],
  ["https://api.wandb.ai/my%20team/proj/runs/abc", "my team/proj/abc"],
  ["ent/proj/runs/abc", "ent/proj/abc"],
])("%s is a run", (uri, path) => {
  expect(runPathOf(cloud, uri)).toBe(path);
});

test.each([
  "https://github.com/ent/proj/runs/abc",
  "https://github.com/ent/proj",
  "git@host:ent/proj/runs/abc",
  "https://wandb.ai/ent/proj",
  "/ent/proj/runs/abc",
  "file:///a/b/runs/c",
])("%s is no run of this server", (uri) => {
  expect(runPathOf(cloud, uri)).toBeUndefined();
});
