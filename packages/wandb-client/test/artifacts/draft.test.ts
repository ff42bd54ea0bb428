import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ArtifactDraft } from "../../src/index.ts";
import { rejection, setUp } from "../support.ts";

test("keeps a draft closed once it is logged, and open when logging failed", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "closed", type: "t" });
  await draft.newFile("a", "b");
  setup.backend.faults.next({ kind: "status", status: 400, operation: "CommitArtifact" });
  expect(await rejection(setup.client.logArtifact(draft))).toMatchObject({
    code: "WANDB_CLIENT_REQUEST",
  });
  const artifact = await setup.client.logArtifact(draft);
  expect(artifact.version).toBe("v0");
  expect(await rejection(draft.newFile("c", "d"))).toMatchObject({
    code: "WANDB_CLIENT_ARTIFACT_STATE",
  });
  expect(await rejection(setup.client.logArtifact(draft))).toMatchObject({
    code: "WANDB_CLIENT_ARTIFACT_STATE",
  });
});

test("refuses files that are missing, changed, or taken twice", async () => {
  await using setup = await setUp();
  const path = join(setup.folder, "file.txt");
  await writeFile(path, "one");
  const draft = new ArtifactDraft({ name: "files", type: "t" });
  await draft.addFile(path, { name: "a" });
  await draft.addFile(path, { name: "a" });
  await writeFile(path, "other");
  expect(await rejection(setup.client.logArtifact(draft))).toMatchObject({
    code: "WANDB_CLIENT_FILE_CHANGED",
  });
  expect(await rejection(draft.addFile(path, { name: "a" }))).toMatchObject({
    code: "WANDB_CLIENT_ENTRY_EXISTS",
  });
  const missing = new ArtifactDraft({ name: "files", type: "t" });
  missing.addFile(join(setup.folder, "nope")).catch(() => undefined);
  expect(await rejection(setup.client.logArtifact(missing))).toMatchObject({
    code: "WANDB_CLIENT_FILE",
    message: expect.stringContaining(join(setup.folder, "nope")),
  });
  expect(
    await rejection(new ArtifactDraft({ name: "files", type: "t" }).addFile(setup.folder)),
  ).toMatchObject({ message: expect.stringContaining("is a folder") });
  expect(
    await rejection(new ArtifactDraft({ name: "files", type: "t" }).addDir(path)),
  ).toMatchObject({ message: expect.stringContaining("is not a folder") });
  expect(() => new ArtifactDraft({ name: "files", type: "t" }).remove("x")).toThrow(
    expect.objectContaining({ code: "WANDB_CLIENT_ENTRY_MISSING" }),
  );
});

test("refuses metadata that W&B cannot store, with every place", () => {
  const looping: Record<string, unknown> = {};
  looping["self"] = looping;
  expect(
    () =>
      new ArtifactDraft({
        name: "x",
        type: "t",
        metadata: { a: [Number.NaN], b: { c: 1n }, looping },
      }),
  ).toThrow(
    expect.objectContaining({
      code: "WANDB_CLIENT_METADATA",
      problems: [
        { path: "metadata.a[0]", message: "is NaN" },
        { path: "metadata.b.c", message: "is a bigint" },
        { path: "metadata.looping.self", message: "contains itself" },
      ],
    }),
  );
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`k${index}`, index]));
  expect(() => new ArtifactDraft({ name: "x", type: "t", metadata: many })).toThrow(/101 keys/);
});
