import { setupServer } from "msw/node";
import { HttpResponse, http } from "msw/http";
import { expect, onTestFinished, test } from "vitest";
import { ArtifactDraft, type AzureAccess } from "../../src/index.ts";
import { rejection, setUp } from "../support.ts";

const account = "https://account.blob.core.windows.net";
const draftOf = (): ArtifactDraft => new ArtifactDraft({ name: "refs", type: "dataset" });

interface Version {
  readonly body: string;
  readonly etag: string;
  readonly id?: string;
  readonly isFolder?: boolean;
}

/** Lists without versions do not tell them. */
function withoutId({ body, etag, isFolder = false }: Version): Version {
  return { body, etag, isFolder };
}

/**
 * Answers as the Blob service does (Get Blob, Get Blob Properties, List Blobs of its REST reference): every blob
 * is a list of versions, the current one last.
 */
function serveBlobs(blobs: Record<string, readonly Version[]>): Request[] {
  const seen: Request[] = [];
  const element = (name: string, version: Version): string =>
    `<Blob><Name>${name.replaceAll("&", "&amp;")}</Name>${version.id === undefined ? "" : `<VersionId>${version.id}</VersionId>`}<Properties><Etag>${version.etag}</Etag><Content-Length>${version.body.length}</Content-Length></Properties>${version.isFolder === true ? "<Metadata><hdi_isfolder>true</hdi_isfolder></Metadata>" : "<Metadata />"}</Blob>`;
  const list = (query: URLSearchParams): Response => {
    const prefix = query.get("prefix") ?? "";
    const isVersioned = query.get("include") === "versions";
    const found = Object.entries(blobs)
      .filter(([name]) => name.startsWith(prefix))
      .flatMap(([name, versions]) =>
        (isVersioned ? versions : versions.slice(-1)).map((version) =>
          element(name, isVersioned ? version : withoutId(version)),
        ),
      );
    const start = Number(query.get("marker") ?? 0);
    const next = start + 2 < found.length ? String(start + 2) : "";
    return HttpResponse.xml(
      `<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs>${found.slice(start, start + 2).join("")}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`,
    );
  };
  const network = setupServer(
    http.all(`${account}/*`, ({ request }) => {
      seen.push(request);
      const { pathname, searchParams } = new URL(request.url);
      const [, container, ...rest] = pathname.split("/").map(decodeURIComponent);
      if (container !== "box") return new HttpResponse(null, { status: 403 });
      if (searchParams.get("comp") === "list") return list(searchParams);
      const wanted = searchParams.get("versionid");
      const version = blobs[rest.join("/")]?.findLast(({ id }) => wanted === null || id === wanted);
      if (version === undefined) return new HttpResponse(null, { status: 404 });
      const headers = {
        etag: `"${version.etag}"`,
        "content-length": String(version.body.length),
        ...(version.id === undefined ? {} : { "x-ms-version-id": version.id }),
        ...(version.isFolder === true ? { "x-ms-meta-hdi_isfolder": "true" } : {}),
      };
      return new HttpResponse(request.method === "HEAD" ? null : version.body, { headers });
    }),
  );
  network.listen({ onUnhandledFrame: "bypass" });
  onTestFinished(() => network.close());
  return seen;
}

test("records a blob with ETag, size and version, and an explicit version without its query", async () => {
  serveBlobs({
    "data/a.csv": [
      { body: "old", etag: "0x1", id: "2024-01-01" },
      { body: "newer", etag: "0x2", id: "2024-02-01" },
    ],
    plain: [{ body: "x", etag: "0x3" }],
  });
  expect(await draftOf().addReference(`${account}/box/data/a.csv`)).toEqual([
    {
      path: "a.csv",
      digest: "0x2",
      ref: `${account}/box/data/a.csv`,
      size: 5,
      extra: { etag: "0x2", versionID: "2024-02-01" },
    },
  ]);
  expect(
    await draftOf().addReference(`${account}/box/data/a.csv?versionId=2024-01-01`, { name: "n" }),
  ).toEqual([
    {
      path: "n",
      digest: "0x1",
      ref: `${account}/box/data/a.csv`,
      size: 3,
      extra: { etag: "0x1", versionID: "2024-01-01" },
    },
  ]);
  expect(await draftOf().addReference(`${account}/box/plain`)).toEqual([
    { path: "plain", digest: "0x3", ref: `${account}/box/plain`, size: 1, extra: { etag: "0x3" } },
  ]);
});

test("expands a folder to one entry per blob, page by page, without the folders' own marks", async () => {
  serveBlobs({
    data: [{ body: "", etag: "0x0", isFolder: true }],
    "data/a": [{ body: "a", etag: "0x1" }],
    "data/sub": [{ body: "", etag: "0x0", isFolder: true }],
    "data/sub/b&c": [{ body: "bb", etag: "0x2" }],
    "data/sub/d": [{ body: "ddd", etag: "0x3" }],
    database: [{ body: "x", etag: "0x4" }],
  });
  const found = await draftOf().addReference(`${account}/box/data`, { name: "in" });
  expect(found.map(({ path, digest, ref, size }) => [path, digest, ref, size])).toEqual([
    ["in/a", "0x1", `${account}/box/data/a`, 1],
    ["in/sub/b&c", "0x2", `${account}/box/data/sub/b&c`, 2],
    ["in/sub/d", "0x3", `${account}/box/data/sub/d`, 3],
  ]);
  expect(
    await rejection(draftOf().addReference(`${account}/box/data`, { maxObjects: 2 })),
  ).toMatchObject({ message: expect.stringContaining("more than 2 objects") });
  expect(await rejection(draftOf().addReference(`${account}/box/none`))).toMatchObject({
    message: expect.stringContaining("stands for no object"),
  });
});

test("records an address alone when it is not to be checked", async () => {
  const seen = serveBlobs({});
  expect(
    await draftOf().addReference(`${account}/box/deep/a.csv?versionId=1`, { checksum: false }),
  ).toEqual([
    {
      path: "deep/a.csv",
      digest: `${account}/box/deep/a.csv`,
      ref: `${account}/box/deep/a.csv`,
    },
  ]);
  expect(seen).toEqual([]);
});

test("reads the recorded version, and without one the version with the recorded ETag", async () => {
  await using setup = await setUp();
  const blobs: Record<string, Version[]> = {
    a: [{ body: "first", etag: "0x1", id: "1" }],
    b: [{ body: "plain", etag: "0x5" }],
    c: [{ body: "gone soon", etag: "0x7" }],
  };
  serveBlobs(blobs);
  const draft = draftOf();
  for (const name of ["a", "b", "c"]) await draft.addReference(`${account}/box/${name}`);
  const artifact = await setup.client.logArtifact(draft);
  const text = async (path: string): Promise<string> => await (await artifact.entry(path)).text();
  expect([await text("a"), await text("b")]).toEqual(["first", "plain"]);
  blobs["a"]?.push({ body: "second", etag: "0x2", id: "2" });
  blobs["b"] = [
    { body: "plain", etag: "0x5", id: "5" },
    { body: "third", etag: "0x8", id: "8" },
    { body: "replaced", etag: "0x6", id: "9" },
  ];
  expect([await text("a"), await text("b")]).toEqual(["first", "plain"]);
  blobs["b"].shift();
  expect(await rejection(text("b"))).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
    message: expect.stringContaining("has the ETag 0x6, not 0x5"),
  });
  delete blobs["c"];
  expect(await rejection(text("c"))).toMatchObject({
    message: expect.stringContaining("does not exist any more"),
  });
});

test.each<[string, AzureAccess, (request: Request) => boolean]>([
  [
    "a shared access signature",
    { sasToken: "?sv=2021&sig=a%2Bb" },
    (request) => request.url.endsWith("sv=2021&sig=a%2Bb"),
  ],
  [
    "an access token",
    { accessToken: "jwt" },
    (request) => request.headers.get("authorization") === "Bearer jwt",
  ],
])("shows %s with every request", async (_name, azure, isShown) => {
  await using setup = await setUp();
  const seen = serveBlobs({ "data/a": [{ body: "a", etag: "0x1", id: "1" }] });
  const draft = draftOf();
  await draft.addReference(`${account}/box/data`, { azure });
  const artifact = await setup.connect({ references: { azure } }).logArtifact(draft);
  expect(await (await artifact.entry("a")).text()).toBe("a");
  expect(seen.length).toBeGreaterThanOrEqual(4);
  expect(seen.every(isShown)).toBe(true);
  expect(seen.every((request) => request.headers.get("x-ms-version") === "2021-12-02")).toBe(true);
});

test("says what an address lacks, and what a refusal asks for", async () => {
  serveBlobs({});
  expect(await rejection(draftOf().addReference(`${account}/box`))).toMatchObject({
    message: expect.stringContaining("is not of the form"),
  });
  expect(await rejection(draftOf().addReference(`${account}/locked/a`))).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
    message: expect.stringContaining("answers 403"),
    hint: expect.stringContaining("shared access signature"),
  });
  expect(await rejection(draftOf().addReference(`${account}/box/a?versionId=7`))).toMatchObject({
    message: expect.stringContaining("does not exist in that version"),
  });
});
