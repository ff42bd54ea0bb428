import { expect, test } from "vitest";
import { ArtifactDraft, Table } from "../../src/index.ts";
import { setUp } from "../support.ts";

test("stores a table and gives it back by name with its columns", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "tables", type: "results" });
  const day = new Date("2023-01-05T00:00:00Z");
  await draft.add(
    new Table({
      columns: ["a", "when", "list"],
      data: [
        [1, day, [1, 2]],
        [null, null, null],
      ],
    }),
    "my_table",
  );
  const artifact = await setup.client.logArtifact(draft);
  setup.backend.inspect.clearRequests();
  const table = await artifact.get("my_table");
  expect(table).toBeInstanceOf(Table);
  expect((table as Table).getColumn("a")).toEqual([1, null]);
  expect((table as Table).getColumn("when")).toEqual([day, null]);
  expect([...(table as Table).records()][0]).toEqual({ a: 1, when: day, list: [1, 2] });
});
