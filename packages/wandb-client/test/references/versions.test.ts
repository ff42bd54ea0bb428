import { expect, test } from "vitest";
import { ArtifactDraft } from "../../src/index.ts";
import { rejection, setUp } from "../support.ts";

test("finds what addresses of other versions' entries stand for when the draft is logged", async () => {
  await using setup = await setUp();
  const source = new ArtifactDraft({ name: "source", type: "dataset" });
  await source.newFile("dir/a.txt", "hello");
  const first = await setup.client.logArtifact(source);
  const hex = Buffer.from(first.id, "base64").toString("hex");
  const draft = new ArtifactDraft({ name: "refs", type: "dataset" });
  await draft.addReference(`wandb-artifact://${hex}/dir/a.txt`);
  await draft.addReference(`wandb-client-artifact://${source.clientId}/dir/a.txt`, { name: "b" });
  await draft.addReference("wandb-artifact://_id/opaque", { name: "c" });
  const logged = await setup.client.logArtifact(draft);
  const entries = Object.fromEntries(
    (await logged.entries()).map(({ path, digest, ref, size }) => [path, { digest, ref, size }]),
  );
  const found = {
    digest: "XUFAKrxLKna5cZ2REBfFkg==",
    ref: `wandb-artifact://${hex}/dir/a.txt`,
    size: 0,
  };
  expect(entries).toEqual({
    "a.txt": found,
    b: found,
    c: { digest: "wandb-artifact://_id/opaque", ref: "wandb-artifact://_id/opaque" },
  });
  expect(await (await logged.entry("b")).text()).toBe("hello");
});

test("fails for addresses that lead to no version or no entry, and the draft stays open", async () => {
  await using setup = await setUp();
  const source = new ArtifactDraft({ name: "source", type: "dataset" });
  await source.newFile("a.txt", "hello");
  const first = await setup.client.logArtifact(source);
  const hex = Buffer.from(first.id, "base64").toString("hex");
  for (const [uri, code] of [
    ["wandb-client-artifact://nobody/a.txt", "WANDB_CLIENT_REFERENCE"],
    [`wandb-artifact://${hex}/b.txt`, "WANDB_CLIENT_ENTRY_MISSING"],
    ["wandb-artifact://41727469666163743a3939/a.txt", "WANDB_CLIENT_NOT_FOUND"],
  ] as const) {
    const draft = new ArtifactDraft({ name: "refs", type: "dataset" });
    await draft.addReference(uri, { name: "x" });
    expect(await rejection(setup.client.logArtifact(draft))).toMatchObject({ code });
    expect(draft.state).toBe("draft");
  }
});

test("asks for a version once, however many entries refer to it", async () => {
  await using setup = await setUp();
  const source = new ArtifactDraft({ name: "source", type: "dataset" });
  for (let index = 0; index < 20; index++) await source.newFile(`${index}.txt`, `${index}`);
  const first = await setup.client.logArtifact(source);
  const draft = new ArtifactDraft({ name: "refs", type: "dataset" });
  for (const entry of await first.entries()) await draft.addReference(entry);
  const logged = await setup.client.logArtifact(draft);
  const before = setup.backend.inspect.requests({ operation: "ArtifactByID" }).length;
  await logged.download();
  expect(setup.backend.inspect.requests({ operation: "ArtifactByID" }).length - before).toBe(1);
});

test("gives up on references that lead on without end", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "loop", type: "dataset" });
  await draft.newFile("a.txt", "hello");
  const logged = await setup.client.logArtifact(draft);
  const hex = Buffer.from(logged.id, "base64").toString("hex");
  const manifest = await logged.manifest();
  (manifest.entries as Map<string, unknown>).set("a.txt", {
    ...manifest.entries.get("a.txt"),
    ref: `wandb-artifact://${hex}/a.txt`,
  });
  const entry = await logged.entry("a.txt");
  setup.client.services.referenced.get = () => Promise.resolve(logged);
  expect(await rejection(entry.home())).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
    message: expect.stringContaining("more than 16 versions"),
  });
});
