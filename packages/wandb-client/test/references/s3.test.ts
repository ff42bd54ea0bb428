import { setupServer } from "msw/node";
import { HttpResponse, http } from "msw/http";
import { expect, onTestFinished, test } from "vitest";
import { ArtifactDraft, type ManifestEntry } from "../../src/index.ts";
import { rejection, setUp } from "../support.ts";

const draftOf = (): ArtifactDraft => new ArtifactDraft({ name: "refs", type: "dataset" });
const endpoint = "http://s3.example.org";

interface Version {
  readonly body: string;
  readonly id?: string;
  readonly type?: string;
}

/** A store in which each object is a list of versions, the current one last; ETags are `tag-<body>`. */
function serveBucket(
  objects: Record<string, Version[]>,
  refused: readonly string[] = [],
): Request[] {
  const seen: Request[] = [];
  const element = (name: string, key: string, { body, id }: Version): string =>
    `<${name}><Key>${key}</Key><VersionId>${id ?? "null"}</VersionId><ETag>&quot;tag-${body}&quot;</ETag><Size>${body.length}</Size></${name}>`;
  const network = setupServer(
    http.all(`${endpoint}/bucket/*`, ({ request }) => {
      seen.push(request);
      if (refused.includes(request.method)) return new HttpResponse(null, { status: 403 });
      const { pathname, searchParams } = new URL(request.url);
      const key = decodeURIComponent(pathname.slice("/bucket/".length));
      const prefix = searchParams.get("prefix") ?? "";
      const found = Object.entries(objects).filter(([name]) => name.startsWith(prefix));
      if (searchParams.has("versions")) {
        const all = found.flatMap(([name, versions]) =>
          versions.toReversed().map((version) => ({ name, version })),
        );
        const marker = searchParams.get("version-id-marker");
        const start =
          marker === null ? 0 : all.findIndex(({ version }) => version.id === marker) + 1;
        const page = all.slice(start, start + 1);
        const [last] = page;
        const more =
          start + 1 < all.length
            ? `<NextKeyMarker>${last?.name ?? ""}</NextKeyMarker><NextVersionIdMarker>${last?.version.id ?? ""}</NextVersionIdMarker>`
            : "";
        return HttpResponse.xml(
          `<ListVersionsResult>${page.map(({ name, version }) => element("Version", name, version)).join("")}${more}</ListVersionsResult>`,
        );
      }
      if (searchParams.has("list-type")) {
        const items = found.map(([name, versions]) =>
          element("Contents", name, versions.at(-1) ?? { body: "" }),
        );
        return HttpResponse.xml(`<ListBucketResult>${items.join("")}</ListBucketResult>`);
      }
      const wanted = searchParams.get("versionId");
      const version = objects[key]?.findLast(({ id }) => wanted === null || id === wanted);
      if (version === undefined) return new HttpResponse(null, { status: 404 });
      return new HttpResponse(request.method === "HEAD" ? null : version.body, {
        headers: {
          etag: `"tag-${version.body}"`,
          "content-length": String(version.body.length),
          "content-type": version.type ?? "text/plain",
          ...(version.id === undefined ? {} : { "x-amz-version-id": version.id }),
        },
      });
    }),
  );
  network.listen({ onUnhandledFrame: "bypass" });
  onTestFinished(() => network.close());
  return seen;
}

const s3 = { endpoint };

/** Records an address without a look at the object. */
async function addUnchecked(uri: string): Promise<ManifestEntry[]> {
  return await draftOf().addReference(uri, { s3, checksum: false });
}

test("a prefix of a bucket without versions costs one look at an object", async () => {
  const seen = serveBucket({
    "d/a": [{ body: "a" }],
    "d/b": [{ body: "bb" }],
    "d/c": [{ body: "" }],
  });
  const found = await draftOf().addReference("s3://bucket/d/", { s3 });
  expect(found.map(({ path, extra }) => [path, extra])).toEqual([
    ["a", { etag: "tag-a" }],
    ["b", { etag: "tag-bb" }],
  ]);
  expect(seen.map(({ method }) => method)).toEqual(["GET", "HEAD"]);
});

test("a prefix of a bucket with versions records each object's own", async () => {
  serveBucket({
    "d/a": [{ body: "a", id: "v1" }],
    "d/b": [
      { body: "old", id: "v2" },
      { body: "bb", id: "v3" },
    ],
    // Written before the bucket had versions.
    "d/c": [{ body: "c", id: "null" }],
  });
  const found = await draftOf().addReference("s3://bucket/d", { s3, name: "in" });
  expect(found.map(({ path, digest, extra }) => [path, digest, extra])).toEqual([
    ["in/a", "tag-a", { etag: "tag-a", versionID: "v1" }],
    ["in/b", "tag-bb", { etag: "tag-bb", versionID: "v3" }],
    ["in/c", "tag-c", { etag: "tag-c" }],
  ]);
});

test("who may list but not look records without versions", async () => {
  serveBucket({ "d/a": [{ body: "a", id: "v1" }] }, ["HEAD"]);
  const [entry] = await draftOf().addReference("s3://bucket/d/", { s3 });
  expect(entry?.extra).toEqual({ etag: "tag-a" });
});

test("a key that only marks a folder stands for what is below it", async () => {
  serveBucket({
    d: [{ body: "mark", type: "application/x-directory" }],
    "d/a": [{ body: "a" }],
  });
  const found = await draftOf().addReference("s3://bucket/d", { s3 });
  expect(found.map(({ path }) => path)).toEqual(["a"]);
});

test("records an address alone when it is not to be checked, named by its whole key", async () => {
  const seen = serveBucket({});
  const ref = "s3://bucket/deep/a.csv";
  expect(await addUnchecked(`${ref}?versionId=7`)).toEqual([
    { path: "deep/a.csv", digest: ref, ref },
  ]);
  expect((await addUnchecked("s3://bucket"))[0]?.path).toBe("bucket");
  expect((await addUnchecked("gs://bucket/deep/a.csv#7"))[0]).toEqual({
    path: "deep/a.csv",
    digest: "gs://bucket/deep/a.csv",
    ref: "gs://bucket/deep/a.csv",
  });
  expect(seen).toEqual([]);
});

test("reads an object that was replaced, if the bucket keeps the version with the recorded ETag", async () => {
  await using setup = await setUp();
  const objects: Record<string, Version[]> = { a: [{ body: "first" }], "a/other": [{ body: "x" }] };
  serveBucket(objects);
  const draft = draftOf();
  const [recorded] = await draft.addReference("s3://bucket/a", { s3 });
  expect(recorded?.extra).toEqual({ etag: "tag-first" });
  const artifact = await setup.connect({ references: { s3 } }).logArtifact(draft);
  const entry = await artifact.entry("a");
  objects["a"] = [
    { body: "first", id: "v1" },
    { body: "second", id: "v2" },
    { body: "third", id: "v3" },
  ];
  expect(await entry.text()).toBe("first");
  objects["a"].shift();
  expect(await rejection(entry.text())).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
    message: expect.stringContaining("has the ETag tag-third, not tag-first"),
  });
  delete objects["a"];
  expect(await rejection(entry.text())).toMatchObject({
    message: expect.stringContaining("does not exist any more"),
  });
});
