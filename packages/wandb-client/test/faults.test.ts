import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultApiKey } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { ArtifactDraft, manifestDigest, type TransferProgress } from "../src/index.ts";
import { rejection, setUp } from "./support.ts";

const everyKind = [
  { kind: "status", status: 500 },
  { kind: "status", status: 503, retryAfter: 1 },
  { kind: "status", status: 429 },
  { kind: "status", status: 408 },
  { kind: "reset", when: "before" },
  { kind: "reset", when: "after" },
  { kind: "cut", afterBytes: 10 },
  { kind: "cut-upload", afterBytes: 10 },
  { kind: "corrupt" },
  { kind: "expired-url" },
] as const;

test(
  "everything arrives, verified and once, when 5 % of all requests of 2 000 files fail in every way",
  { timeout: 120_000 },
  async () => {
    await using setup = await setUp();
    const tree = join(setup.folder, "tree");
    await mkdir(tree);
    for (let index = 0; index < 2000; index++)
      await writeFile(join(tree, `f${index}.txt`), `content ${index} ${"x".repeat(index % 100)}`);
    const client = setup.connect({ retry: { maxAttempts: 12 } });
    const draft = new ArtifactDraft({ name: "many", type: "dataset" });
    await draft.addDir(tree);
    setup.backend.faults.rate({ rate: 0.05, actions: everyKind, seed: 7 });
    const progress: TransferProgress[] = [];
    const artifact = await client.logArtifact(draft, { onProgress: (each) => progress.push(each) });
    expect(artifact).toMatchObject({
      version: "v0",
      fileCount: 2000,
      digest: await draft.digest(),
    });
    expect(progress.at(-1)).toMatchObject({ direction: "upload", files: 2000, filesTotal: 2000 });
    expect(progress.at(-1)?.bytes).toBe(progress.at(-1)?.bytesTotal);
    const root = await artifact.download({ root: join(setup.folder, "out") });
    expect(setup.backend.faults.injected).toBeGreaterThan(100);
    setup.backend.faults.clear();
    await artifact.verify(root);
    expect((await readdir(root)).filter((name) => name.endsWith(".part"))).toEqual([]);
    expect(await readFile(join(root, "f1999.txt"), "utf8")).toBe(
      await readFile(join(tree, "f1999.txt"), "utf8"),
    );
    const versions = [];
    for await (const version of client.artifactVersions("many")) versions.push(version.version);
    expect(versions).toEqual(["v0"]);
    expect(setup.backend.inspect.defects()).toEqual([]);
  },
);

test(
  "a process that is killed in mid-upload leaves a version that the next attempt completes, uploading only what is missing",
  { timeout: 60_000 },
  async () => {
    await using setup = await setUp();
    const tree = join(setup.folder, "tree");
    await mkdir(tree);
    for (let index = 0; index < 120; index++)
      await writeFile(join(tree, `f${index}`), `content ${index}`);
    const dataDir = join(setup.folder, "data");
    const child = spawn(
      process.execPath,
      [
        "--conditions=@heddle/source",
        join(import.meta.dirname, "upload-child.ts"),
        setup.host,
        defaultApiKey,
        dataDir,
        tree,
      ],
      { stdio: ["ignore", "inherit", "inherit"] },
    );
    const [, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    expect(signal).toBe("SIGKILL");
    expect(await readdir(join(dataDir, "uploads"))).toHaveLength(1);
    expect(await setup.client.findArtifact("killed")).toBeUndefined();
    const uploadedBefore = setup.backend.inspect
      .requests({ surface: "upload" })
      .filter((request) => request.status === 200).length;
    setup.backend.inspect.clearRequests();
    const draft = new ArtifactDraft({ name: "killed", type: "dataset" });
    await draft.addDir(tree);
    const artifact = await setup.connect({ dataDir }).logArtifact(draft);
    const uploaded = setup.backend.inspect.requests({ surface: "upload" }).length;
    expect(artifact).toMatchObject({ version: "v0", fileCount: 120 });
    expect(uploaded).toBe(120 - uploadedBefore + 1);
    expect(uploadedBefore).toBeGreaterThanOrEqual(60);
    expect(await readdir(join(dataDir, "uploads"))).toEqual([]);
  },
);

test("a byte that stays wrong is an error and leaves no file; one that is wrong once is fetched again", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "bytes", type: "dataset" });
  await draft.newFile("small.bin", new Uint8Array(1000));
  await draft.newFile("large.bin", new Uint8Array(3_000_000));
  const artifact = await setup.client.logArtifact(draft);
  await artifact.manifest();
  for (const path of ["small.bin", "large.bin"]) {
    setup.backend.faults.next({ kind: "corrupt", offset: 17, surface: "download", times: 10 });
    const root = join(setup.folder, `bad-${path}`);
    expect(await rejection(artifact.getPath(path, { root }))).toMatchObject({
      code: "WANDB_CLIENT_INTEGRITY",
      details: { path, what: "digest" },
    });
    expect(await readdir(root)).toEqual([]);
    setup.backend.faults.clear();
    setup.backend.faults.next({ kind: "corrupt", surface: "download" });
    await artifact.getPath(path, { root });
    expect(await readdir(root)).toEqual([path]);
  }
  setup.backend.faults.next({ kind: "corrupt", surface: "download" });
  expect(await rejection((await artifact.entry("large.bin")).bytes())).toMatchObject({
    code: "WANDB_CLIENT_INTEGRITY",
  });
});

test("a download that breaks off goes on where it broke", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "broken", type: "dataset" });
  const bytes = Buffer.alloc(5_000_000, 7);
  await draft.newFile("big.bin", bytes);
  const artifact = await setup.client.logArtifact(draft);
  await artifact.manifest();
  setup.backend.inspect.clearRequests();
  setup.backend.faults.next({ kind: "cut", afterBytes: 2_000_000, surface: "download" });
  setup.backend.faults.next({ kind: "cut", afterBytes: 500_000, surface: "download" });
  const found = await (await artifact.entry("big.bin")).bytes();
  expect(bytes.equals(found)).toBe(true);
  const ranges = setup.backend.inspect
    .requests({ surface: "download" })
    .map((request) => request.headers["range"]);
  expect(ranges).toHaveLength(3);
  expect(ranges[1]).toMatch(/^bytes=\d+-$/);
});

test("a large file comes down in ranges side by side; each is taken up where it broke, with a new address", async () => {
  await using setup = await setUp();
  const bytes = Buffer.from(Array.from({ length: 3_500_000 }, (_, index) => (index * 7) % 253));
  const draft = new ArtifactDraft({ name: "ranges", type: "dataset" });
  await draft.newFile("large.bin", bytes);
  const { id } = await setup.client.logArtifact(draft);
  const client = setup.connect({ multipart: { thresholdBytes: 2_000_000, partBytes: 1_200_000 } });
  const artifact = await client.artifactById(id);
  await artifact.manifest();
  setup.backend.inspect.clearRequests();
  setup.backend.faults.next({ kind: "cut", afterBytes: 300_000, surface: "download" });
  setup.backend.faults.next({ kind: "status", status: 503, surface: "download" });
  setup.backend.faults.next({ kind: "expired-url", surface: "download" });
  const path = await artifact.getPath("large.bin", { root: join(setup.folder, "out") });
  expect(bytes.equals(await readFile(path))).toBe(true);
  const ranges = setup.backend.inspect
    .requests({ surface: "download" })
    .map((request) => request.headers["range"] ?? "");
  expect(setup.backend.faults.injected).toBe(3);
  expect(ranges).toHaveLength(6);
  expect(new Set(ranges.map((range) => range.split("-")[1]))).toEqual(
    new Set(["1199999", "2399999", "3499999"]),
  );
  expect(ranges.some((range) => /^bytes=(?!0|1200000|2400000)\d+-/.test(range))).toBe(true);
});

test("a wrong byte in one range leaves no file; a server without ranges sends one stream", async () => {
  await using setup = await setUp();
  const bytes = Buffer.alloc(3_500_000, "heddle");
  const draft = new ArtifactDraft({ name: "ranges", type: "dataset" });
  await draft.newFile("large.bin", bytes);
  const { id } = await setup.client.logArtifact(draft);
  const multipart = { thresholdBytes: 2_000_000, partBytes: 1_200_000 };
  const artifact = await setup.connect({ multipart }).artifactById(id);
  const root = join(setup.folder, "bad");
  await artifact.manifest();
  setup.backend.faults.next({ kind: "corrupt", offset: 17, surface: "download", times: 10 });
  expect(await rejection(artifact.getPath("large.bin", { root }))).toMatchObject({
    code: "WANDB_CLIENT_INTEGRITY",
    details: { path: "large.bin", what: "digest" },
  });
  expect(await readdir(root)).toEqual([]);
  setup.backend.faults.clear();
  let whole = 0;
  const rangeless = setup.connect({
    multipart,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      if (headers.has("range")) whole++;
      headers.delete("range");
      return await fetch(input, { ...init, headers });
    },
  });
  const path = await (await rangeless.artifactById(id)).getPath("large.bin", { root });
  expect(whole).toBeGreaterThan(0);
  expect(bytes.equals(await readFile(path))).toBe(true);
  expect(await readdir(root)).toEqual(["large.bin"]);
});

test("a large file in one stream is taken up where it broke, through the platform's fetch and a given one", async () => {
  await using setup = await setUp();
  const bytes = Buffer.from(Uint8Array.from({ length: 3_500_000 }, (_, index) => index % 253));
  const draft = new ArtifactDraft({ name: "stream", type: "dataset" });
  await draft.newFile("large.bin", bytes);
  const { id } = await setup.client.logArtifact(draft);
  const given = setup.connect({ fetch: (input, init) => fetch(input, init) });
  for (const [name, client] of Object.entries({ platform: setup.client, given })) {
    const artifact = await client.artifactById(id);
    await artifact.manifest();
    setup.backend.inspect.clearRequests();
    setup.backend.faults.next({ kind: "cut", afterBytes: 1_000_000, surface: "download" });
    setup.backend.faults.next({ kind: "cut", afterBytes: 700_000, surface: "download" });
    setup.backend.faults.next({ kind: "expired-url", surface: "download" });
    const path = await artifact.getPath("large.bin", { root: join(setup.folder, name) });
    expect(bytes.equals(await readFile(path))).toBe(true);
    const starts = setup.backend.inspect
      .requests({ surface: "download" })
      .map(({ headers }) => Number(/^bytes=(\d+)-$/.exec(headers["range"] ?? "bytes=0-")?.[1]));
    expect(starts).toHaveLength(4);
    expect(starts).toEqual(starts.toSorted((left, right) => left - right));
    expect(starts[1]).toBeGreaterThan(0);
    expect(await readdir(join(setup.folder, name))).toEqual(["large.bin"]);
  }
});

test("a large file that is aborted on its way leaves nothing", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "abandoned", type: "dataset" });
  await draft.newFile("large.bin", Buffer.alloc(3_500_000, "heddle"));
  const artifact = await setup.client.logArtifact(draft);
  await artifact.manifest();
  setup.backend.inspect.clearRequests();
  setup.backend.faults.next({ kind: "slow", bytesPerSecond: 1_000_000, surface: "download" });
  const controller = new AbortController();
  const root = join(setup.folder, "abandoned");
  const downloading = rejection(artifact.download({ root, signal: controller.signal }));
  while (setup.backend.inspect.requests({ surface: "download" }).length === 0)
    await new Promise(setImmediate);
  setTimeout(() => controller.abort(new Error("enough")), 100);
  expect(await downloading).toMatchObject({ message: "enough" });
  expect(await readdir(root)).toEqual([]);
});

test("addresses that expired are asked for again, up and down", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "expired", type: "dataset" });
  for (let index = 0; index < 5; index++) await draft.newFile(`f${index}`, `text ${index}`);
  setup.backend.faults.next({ kind: "expired-url", surface: "upload", times: 3 });
  const artifact = await setup.client.logArtifact(draft);
  setup.backend.faults.next({ kind: "expired-url", surface: "download", times: 4 });
  const root = await artifact.download({ root: join(setup.folder, "out") });
  await artifact.verify(root);
  expect(setup.backend.faults.injected).toBe(7);
});

test("large files go up in parts, each tried again by itself, and come back whole", async () => {
  await using setup = await setUp();
  const path = join(setup.folder, "large.bin");
  const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, index) => index % 251));
  await writeFile(path, bytes);
  const client = setup.connect({ multipart: { thresholdBytes: 500_000, partBytes: 200_000 } });
  const draft = new ArtifactDraft({ name: "parts", type: "dataset" });
  await draft.addFile(path);
  setup.backend.faults.next({ kind: "reset", when: "before", surface: "upload", skip: 1 });
  setup.backend.faults.next({ kind: "status", status: 503, surface: "upload" });
  const artifact = await client.logArtifact(draft);
  expect(
    setup.backend.inspect.requests({ operation: "CompleteMultipartUploadArtifact" }),
  ).toHaveLength(1);
  const parts = setup.backend.inspect
    .requests({ surface: "upload" })
    .filter((request) => request.status === 200);
  expect(parts.length).toBeGreaterThanOrEqual(5);
  expect(bytes.equals(await (await artifact.entry("large.bin")).bytes())).toBe(true);
});

test("parts that arrived before an attempt failed are not sent again by the next", async () => {
  await using setup = await setUp();
  const path = join(setup.folder, "large.bin");
  await writeFile(path, Buffer.alloc(1_000_000, "heddle"));
  const multipart = { thresholdBytes: 500_000, partBytes: 200_000 };
  const dataDir = join(setup.folder, "journal");
  const failing = setup.connect({ multipart, dataDir, retry: { maxAttempts: 1 } });
  const draftOf = async (): Promise<ArtifactDraft> => {
    const draft = new ArtifactDraft({ name: "resumed", type: "dataset" });
    await draft.addFile(path);
    return draft;
  };
  setup.backend.faults.next({ kind: "status", status: 503, surface: "upload", skip: 3, times: 2 });
  expect(await rejection(failing.logArtifact(await draftOf()))).toMatchObject({
    code: "WANDB_CLIENT_SERVER",
  });
  const arrived = setup.backend.inspect
    .requests({ surface: "upload" })
    .filter((request) => request.status === 200).length;
  expect(arrived).toBe(3);
  setup.backend.faults.clear();
  setup.backend.inspect.clearRequests();
  const artifact = await setup.connect({ multipart, dataDir }).logArtifact(await draftOf());
  expect(setup.backend.inspect.requests({ surface: "upload" })).toHaveLength(5 - arrived + 1);
  expect((await (await artifact.entry("large.bin")).bytes()).length).toBe(1_000_000);
  expect(await readdir(join(dataDir, "uploads", "parts"))).toEqual([]);
});

test("a hostile manifest writes nothing, wherever its entries point", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "hostile", type: "dataset" });
  await draft.newFile("good.txt", "x");
  const artifact = await setup.client.logArtifact(draft);
  const good = { path: "good.txt", digest: (await artifact.entry("good.txt")).digest };
  const digest = manifestDigest([good, { ...good, path: "../../escaped.txt" }]);
  const client = setup.connect({
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const url = input instanceof Request ? input.url : String(input);
      if (url.endsWith("/graphql"))
        return new Response((await response.text()).replaceAll(artifact.digest, digest));
      if (!url.includes("manifest")) return response;
      const manifest = (await response.json()) as { contents: Record<string, unknown> };
      manifest.contents["../../escaped.txt"] = manifest.contents["good.txt"];
      return Response.json(manifest);
    },
  });
  const hostile = await client.artifactById(artifact.id);
  const root = join(setup.folder, "deep", "root");
  expect(await rejection(hostile.download({ root }))).toMatchObject({
    code: "WANDB_CLIENT_INVALID_PATH",
  });
  expect(await readdir(setup.folder)).not.toContain("deep");
});

test("an aborted upload and download stop at once and leave the draft open", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "aborted", type: "dataset" });
  for (let index = 0; index < 50; index++) await draft.newFile(`f${index}`, `text ${index}`);
  const controller = new AbortController();
  setup.backend.faults.next({ kind: "hang", surface: "upload", times: 100 });
  const logging = rejection(setup.client.logArtifact(draft, { signal: controller.signal }));
  while (setup.backend.inspect.requests({ surface: "upload" }).length === 0)
    await new Promise(setImmediate);
  controller.abort(new Error("enough"));
  expect(await logging).toMatchObject({ message: "enough" });
  setup.backend.faults.clear();
  expect((await setup.client.logArtifact(draft)).version).toBe("v0");
});
