import { expect, test } from "vitest";
import { ArtifactDraft } from "../../src/index.ts";
import { openBench } from "./python.ts";

const names = [
  "a:b.txt",
  "./a:b",
  "a:",
  "C:/x",
  "a:/b",
  "ab:c.txt",
  "dir/a:b.txt",
  "é:b.txt",
  "1:b",
  "a/b:",
  "x\\y",
  "\\a",
  "dir/..\\x",
  "dir/./x",
  "a//b",
  " a",
  "con",
  ".",
  "a/..",
];

async function taken(name: string): Promise<string | null> {
  const draft = new ArtifactDraft({ name: "names", type: "dataset" });
  try {
    return (await draft.newFile(name, "x")).path;
  } catch {
    return null;
  }
}

test("an entry may have the names that the SDK takes, colons among them", async () => {
  await using bench = await openBench();
  const ours: Record<string, string | null> = {};
  for (const name of names) ours[name] = await taken(name);
  expect(ours).toEqual(await bench.python("entry_names", JSON.stringify(names)));
});
