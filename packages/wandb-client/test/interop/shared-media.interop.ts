import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  ArtifactDraft,
  Html,
  Image,
  Table,
  type Artifact,
  type WandbMedia,
} from "../../src/index.ts";
import { type Described, writeMediaFiles } from "./media-files.ts";
import { openBench } from "./python.ts";

type Artifacts = "first" | "beside" | "after" | "inner" | "of_run";

const bench = await openBench();
afterAll(() => bench[Symbol.asyncDispose]());
const { client, folder } = bench.setup;
await writeMediaFiles(folder);

const run = await client.run({ id: "ts-shared" });

async function draftOf(
  name: string,
  media: Readonly<Record<string, WandbMedia>>,
): Promise<ArtifactDraft> {
  const draft = new ArtifactDraft({ name, type: "media" });
  for (const [key, each] of Object.entries(media)) await draft.add(each, key);
  return draft;
}

async function log(name: string, media: Readonly<Record<string, WandbMedia>>): Promise<Artifact> {
  return await run.logArtifact(await draftOf(name, media));
}

const picture = new Image(join(folder, "picture.png"), { caption: "p" });
const early = {
  table: new Table({ columns: ["a"], data: [["x"], ["y"]] }),
  picture,
  page: new Html("<p>x</p>", { inject: false }),
};
const [first, beside] = [await draftOf("first", early), await draftOf("beside", early)];
const logged = new Table({ columns: ["a"], data: [["z"]] });
const ours: Record<Artifacts, Artifact> = {
  first: await run.logArtifact(first),
  beside: await run.logArtifact(beside),
  after: await log("after", early),
  inner: await log("inner", { cells: new Table({ columns: ["im"], data: [[picture]] }) }),
  of_run: await logOfRun(),
};
await run.finish();
const theirs = await bench.python<Record<Artifacts, Described>>("shared_media");

async function logOfRun(): Promise<Artifact> {
  await run.log({ logged });
  return await log("of_run", { logged });
}

async function described(artifact: Artifact): Promise<Described> {
  const entries = (await artifact.entries()).map(
    ({ path, digest, ref, size }) => [path, [digest, ref ?? null, size ?? null] as const] as const,
  );
  return { digest: artifact.digest, entries: Object.fromEntries(entries) };
}

/** Addresses with the ids of versions left out. */
function anonymous({ digest, entries }: Described): Described {
  const plain = Object.entries(entries).map(
    ([path, [content, ref, size]]) =>
      [path, [content, ref?.replace(/\/\/[0-9a-f]+/, "//…") ?? null, size]] as const,
  );
  return { digest, entries: Object.fromEntries(plain) };
}

test("a table of the SDK's history is read by its address, and by that of the newest version", async () => {
  const { summary } = await client.getRun("py-shared");
  for (const latest of [false, true]) {
    const table = (await client.readMedia(summary["logged"], { latest })) as Table;
    expect(table.data).toEqual([["z"]]);
  }
});

test.each(["first", "beside", "after", "inner", "of_run"] as const)(
  "an object that several artifacts get is stored and referred to as the SDK does: %s",
  async (name) => {
    expect(anonymous(await described(ours[name]))).toEqual(anonymous(theirs[name]));
  },
);
