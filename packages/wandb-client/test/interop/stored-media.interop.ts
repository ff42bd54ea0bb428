import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  ArtifactDraft,
  Audio,
  Html,
  Image,
  Table,
  type Artifact,
  type WandbMedia,
} from "../../src/index.ts";
import { isRecord } from "../../src/util/json.ts";
import { type Described, writeMediaFiles } from "./media-files.ts";
import { openBench } from "./python.ts";

interface Answer {
  readonly first: Described;
  readonly second: Described;
  readonly summary: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly ours: Readonly<Record<string, unknown>>;
}

const bench = await openBench();
afterAll(() => bench[Symbol.asyncDispose]());
const { client, folder } = bench.setup;
const files = await writeMediaFiles(folder);

const server = createServer((request, response) => {
  const name = request.url?.split("?")[0]?.endsWith(".wav") === true ? "tone.wav" : "picture.png";
  const body = Buffer.from(files[name] ?? "");
  response.writeHead(200, { etag: '"abc"', "content-length": body.length }).end(body);
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** What the program of the SDK makes as well. */
const picture = new Image(join(folder, "picture.png"), { caption: "p" });
const first = await store("first", {
  address: new Image(`${origin}/a/pic.png?x=1`, { caption: "c" }),
  sound: new Audio(`${origin}/tone.wav`, { caption: "t" }),
  cells: new Table({ columns: ["i", "im"], data: [[1, new Image(`${origin}/pic.png`)]] }),
  picture,
  page: new Html("<p>x</p>", { inject: false }),
  table: new Table({ columns: ["a"], data: [["x"], ["y"]] }),
});
const read = await readAll(first);
const second = await store("second", {
  again_picture: read.picture,
  again_page: read.page,
  again_table: read.table,
  made: new Table({ columns: ["im"], data: [[read.picture]] }),
});
const run = await client.run({ id: "ts-stored" });
for (const [name, media] of Object.entries(read)) await run.log({ [name]: media });
await run.log({ own: picture });
await run.log({ list: [read.picture, picture] });
await run.finish();
const theirs = await bench.python<Answer>("stored_media", origin, second.qualifiedName);

async function store(name: string, media: Readonly<Record<string, WandbMedia>>): Promise<Artifact> {
  const draft = new ArtifactDraft({ name, type: "media" });
  for (const [key, each] of Object.entries(media)) await draft.add(each, key);
  return await client.logArtifact(draft);
}

async function readAll(artifact: Artifact): Promise<{ picture: Image; page: Html; table: Table }> {
  return {
    picture: (await artifact.get("picture")) as Image,
    page: (await artifact.get("page")) as Html,
    table: (await artifact.get("table")) as Table,
  };
}

/** Addresses with the ids of versions left out. */
function anonymous(value: unknown): unknown {
  if (typeof value === "string")
    return value.replace(/(wandb(?:-client)?-artifact):\/\/[0-9a-z]+/, "$1://…");
  if (Array.isArray(value)) return value.map(anonymous);
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, anonymous(each)]));
  return value;
}

async function described(artifact: Artifact): Promise<Described> {
  const entries = (await artifact.entries()).map(
    ({ path, digest, ref, size }) => [path, [digest, ref ?? null, size ?? null] as const] as const,
  );
  return { digest: artifact.digest, entries: Object.fromEntries(entries) };
}

test("media by their addresses are stored as the SDK stores them", async () => {
  expect(await described(first)).toEqual(theirs.first);
});

test("media of another version are referred to as the SDK refers to them", async () => {
  expect(anonymous(await described(second))).toEqual(anonymous(theirs.second));
});

test("a run's history names media of artifacts as the SDK's does", async () => {
  const { summary } = await client.getRun("ts-stored");
  for (const [key, value] of Object.entries(theirs.summary))
    expect([key, anonymous(summary[key])]).toEqual([key, anonymous(value)]);
});

test("the SDK reads references that we wrote", () => {
  expect(theirs.ours).toEqual({
    table: [["x"], ["y"]],
    source: "first:v0",
    picture: "p",
    cell: 5,
    files: [
      "again_page.html-file.json",
      "again_picture.image-file.json",
      "again_table.table.json",
      expect.stringMatching(/^media\/images\/[0-9a-f]{20}\/picture\.png$/),
    ],
  });
});

test("references that the SDK wrote are read", async () => {
  const artifact = await client.artifact("py_second:latest");
  expect(((await artifact.get("again_table")) as Table).getColumn("a")).toEqual(["x", "y"]);
  expect(await ((await artifact.get("again_picture")) as Image).size()).toEqual({
    width: 5,
    height: 3,
  });
  expect(await ((await artifact.get("again_page")) as Html).text()).toBe("<p>x</p>");
  const made = (await artifact.get("made")) as Table;
  expect(await (made.getRow(0)[0] as Image).size()).toEqual({ width: 5, height: 3 });
  const sound = (await (await client.artifact("py_first:latest")).get("sound")) as Audio;
  expect((await sound.bytes()).length).toBe(50);
});
