import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setupServer } from "msw/node";
import { HttpResponse, http } from "msw/http";
import { expect, onTestFinished, test } from "vitest";
import { ArtifactDraft } from "../../src/index.ts";
import { rejection, setUp } from "../support.ts";

const draftOf = (): ArtifactDraft => new ArtifactDraft({ name: "refs", type: "dataset" });

/** A web server with one changing page. */
async function serveFiles(files: Record<string, { body: string; etag?: string }>): Promise<string> {
  const server = createServer((request, response) => {
    const file = files[request.url ?? ""];
    if (file === undefined) return void response.writeHead(404).end();
    response.writeHead(200, {
      "content-length": Buffer.byteLength(file.body),
      ...(file.etag === undefined ? {} : { etag: file.etag }),
    });
    return void response.end(request.method === "HEAD" ? "" : file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const item = (name: string, size: number): string =>
  `<Contents><Key>${name}</Key><ETag>&quot;tag-${size}&quot;</ETag><Size>${size}</Size></Contents>`;

const object = (name: string, size: number) => ({
  name,
  size: String(size),
  etag: `e${size}`,
  generation: `10${size}`,
});

test("records a web address with its ETag and size, uploads nothing, and fetches it as long as it is the same", async () => {
  await using setup = await setUp();
  const files = {
    "/a.txt?v=1": { body: "hello", etag: '"abc"' },
    "/plain": { body: "no tag" },
  } as Record<string, { body: string; etag?: string }>;
  const origin = await serveFiles(files);
  const draft = draftOf();
  const [tagged] = await draft.addReference(`${origin}/a.txt?v=1`);
  const [plain] = await draft.addReference(`${origin}/plain`, { name: "dir/named" });
  const [unchecked] = await draft.addReference(`${origin}/gone`, { checksum: false });
  expect(tagged).toEqual({
    path: "a.txt?v=1",
    digest: "abc",
    ref: `${origin}/a.txt?v=1`,
    size: 5,
    extra: { etag: '"abc"' },
  });
  expect(plain).toEqual({
    path: "dir/named",
    digest: `${origin}/plain`,
    ref: `${origin}/plain`,
    size: 6,
  });
  expect(unchecked).toEqual({ path: "gone", digest: `${origin}/gone`, ref: `${origin}/gone` });
  const artifact = await setup.client.logArtifact(draft);
  expect(setup.backend.inspect.requests({ surface: "upload" })).toHaveLength(1);
  const root = await artifact.download({
    root: join(setup.folder, "out"),
    paths: ["a.txt?v=1", "dir/named"],
  });
  expect(await readFile(join(root, "a.txt?v=1"), "utf8")).toBe("hello");
  files["/a.txt?v=1"] = { body: "other", etag: '"def"' };
  expect(await rejection((await artifact.entry("a.txt?v=1")).bytes())).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
    message: expect.stringContaining("has the ETag def, not abc"),
  });
  await artifact.download({ root: join(setup.folder, "rest"), skipReferences: true });
});

test("refers to local files and folders by the MD5 of their content", async () => {
  await using setup = await setUp();
  const folder = join(setup.folder, "data");
  await mkdir(join(folder, "sub"), { recursive: true });
  await writeFile(join(folder, "sub", "a.txt"), "hello");
  await writeFile(join(folder, "b.txt"), "world");
  const draft = draftOf();
  const found = await draft.addReference(pathToFileURL(folder).href, { name: "all" });
  expect(found.map(({ path, digest, size }) => [path, digest, size])).toEqual([
    ["all/b.txt", "fXkwN6B2AYZXSwKC8vQ15w==", 5],
    ["all/sub/a.txt", "XUFAKrxLKna5cZ2REBfFkg==", 5],
  ]);
  expect(
    await rejection(draftOf().addReference(pathToFileURL(folder), { maxObjects: 1 })),
  ).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
    message: expect.stringContaining("2 files, more than 1"),
  });
  expect(
    await rejection(draftOf().addReference(pathToFileURL(join(folder, "none")))),
  ).toMatchObject({ code: "WANDB_CLIENT_REFERENCE" });
  const artifact = await setup.client.logArtifact(draft);
  expect(await (await artifact.entry("all/b.txt")).text()).toBe("world");
  await writeFile(join(folder, "b.txt"), "WORLD");
  expect(await rejection((await artifact.entry("all/b.txt")).text())).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
  });
});

test("refers to entries of other artifacts, through chains, and reads them there", async () => {
  await using setup = await setUp();
  const source = new ArtifactDraft({ name: "source", type: "dataset" });
  await source.newFile("dir/a.txt", "hello");
  const first = await setup.client.logArtifact(source);
  const middle = new ArtifactDraft({ name: "middle", type: "dataset" });
  await middle.addReference(await first.entry("dir/a.txt"), { name: "b.txt" });
  const second = await setup.client.logArtifact(middle);
  const draft = draftOf();
  const [entry] = await draft.addReference(await second.entry("b.txt"));
  const hex = Buffer.from(first.id, "base64").toString("hex");
  expect(entry).toEqual({
    path: "b.txt",
    digest: "XUFAKrxLKna5cZ2REBfFkg==",
    ref: `wandb-artifact://${hex}/dir/a.txt`,
    size: 0,
  });
  const artifact = await setup.client.logArtifact(draft);
  const root = await artifact.download({ root: join(setup.folder, "out") });
  expect(await readFile(join(root, "b.txt"), "utf8")).toBe("hello");
  await artifact.verify(root);
});

test("expands an S3 prefix to one entry per object, keeps versions, and signs when it has keys", async () => {
  await using setup = await setUp();
  const seen: { url: string; authorization: string | null }[] = [];
  const bodies: Record<string, string> = { "data/a.csv": "a", "data/sub/b&c.csv": "bb" };
  const network = setupServer(
    http.all("https://bucket.s3.eu-west-1.amazonaws.com/*", ({ request }) => {
      const url = new URL(request.url);
      seen.push({ url: request.url, authorization: request.headers.get("authorization") });
      const key = decodeURIComponent(url.pathname.slice(1));
      if (url.searchParams.get("list-type") === "2") {
        const isFirst = url.searchParams.get("continuation-token") === null;
        return HttpResponse.xml(
          isFirst
            ? `<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>next+/=</NextContinuationToken>${item("data/a.csv", 1)}${item("data/", 0)}</ListBucketResult>`
            : `<ListBucketResult>${item("data/sub/b&amp;c.csv", 2)}</ListBucketResult>`,
        );
      }
      const body = bodies[key];
      if (body === undefined) return new HttpResponse(null, { status: 404 });
      const headers = {
        etag: `"tag-${body.length}"`,
        "content-length": String(body.length),
        "x-amz-version-id": "v7",
      };
      return new HttpResponse(request.method === "HEAD" ? null : body, { headers });
    }),
  );
  network.listen({ onUnhandledFrame: "bypass" });
  onTestFinished(() => network.close());
  const s3 = { region: "eu-west-1", accessKeyId: "AKIA", secretAccessKey: "secret" };
  const draft = draftOf();
  const found = await draft.addReference("s3://bucket/data", { name: "in", s3 });
  expect(found).toEqual([
    {
      path: "in/a.csv",
      digest: "tag-1",
      ref: "s3://bucket/data/a.csv",
      size: 1,
      extra: { etag: "tag-1", versionID: "v7" },
    },
    {
      path: "in/sub/b&c.csv",
      digest: "tag-2",
      ref: "s3://bucket/data/sub/b&c.csv",
      size: 2,
      extra: { etag: "tag-2", versionID: "v7" },
    },
  ]);
  expect(
    seen.every(
      (request) => request.authorization?.startsWith("AWS4-HMAC-SHA256 Credential=AKIA/") === true,
    ),
  ).toBe(true);
  const [single] = await draftOf().addReference("s3://bucket/data/a.csv", { s3 });
  expect(single).toEqual({
    path: "a.csv",
    digest: "tag-1",
    ref: "s3://bucket/data/a.csv",
    size: 1,
    extra: { etag: "tag-1", versionID: "v7" },
  });
  expect(
    await rejection(draftOf().addReference("s3://bucket/data", { s3, maxObjects: 1 })),
  ).toMatchObject({ code: "WANDB_CLIENT_REFERENCE" });
  expect(await rejection(draftOf().addReference("s3://", { s3 }))).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
  });
  const artifact = await setup.connect({ references: { s3 } }).logArtifact(draft);
  expect(await (await artifact.entry("in/sub/b&c.csv")).text()).toBe("bb");
  bodies["data/a.csv"] = "longer";
  expect(await rejection((await artifact.entry("in/a.csv")).text())).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
    message: expect.stringContaining("tag-6"),
  });
});

test("expands a prefix of Google's storage with generations", async () => {
  const network = setupServer(
    http.get("https://storage.googleapis.com/storage/v1/b/bucket/o", ({ request }) =>
      new URL(request.url).searchParams.get("pageToken") === null
        ? HttpResponse.json({
            items: [object("d/a", 1), object("d/folder/", 0)],
            nextPageToken: "p",
          })
        : HttpResponse.json({ items: [object("d/x/b", 2)] }),
    ),
    http.get(
      "https://storage.googleapis.com/storage/v1/b/bucket/o/:name",
      ({ params, request }) => {
        if (params["name"] !== "d%2Fa" && params["name"] !== "d/a")
          return new HttpResponse(null, { status: 404 });
        return new URL(request.url).searchParams.get("alt") === "media"
          ? HttpResponse.text("A")
          : HttpResponse.json(object("d/a", 1));
      },
    ),
  );
  network.listen({ onUnhandledFrame: "bypass" });
  onTestFinished(() => network.close());
  await using setup = await setUp();
  const draft = draftOf();
  expect(
    (await draft.addReference("gs://bucket/d")).map(({ path, digest, ref, extra }) => [
      path,
      digest,
      ref,
      extra,
    ]),
  ).toEqual([
    ["a", "e1", "gs://bucket/d/a", { versionID: "101" }],
    ["x/b", "e2", "gs://bucket/d/x/b", { versionID: "102" }],
  ]);
  const artifact = await setup.client.logArtifact(draft);
  expect(await (await artifact.entry("a")).text()).toBe("A");
  expect((await draftOf().addReference("gs://bucket/d/a#101"))[0]).toMatchObject({
    path: "a",
    size: 1,
  });
});

test("says what an address lacks", async () => {
  expect(await rejection(draftOf().addReference("data/file.csv"))).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
    hint: expect.stringContaining("file://"),
  });
  expect(await rejection(draftOf().addReference("custom://host/"))).toMatchObject({
    hint: "Pass `name`.",
  });
  expect((await draftOf().addReference("custom://host/x", { name: "y" }))[0]).toMatchObject({
    path: "y",
    digest: "custom://host/x",
  });
  expect(await rejection(draftOf().addReference("http://127.0.0.1:1/x"))).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
    message: expect.stringContaining("cannot be reached"),
  });
});
