import { expect, test } from "vitest";
import { ArtifactDraft, type ManifestEntry, type ReferenceOptions } from "../../src/index.ts";
import { openBench } from "./python.ts";

type StoredObject = readonly [
  etag: string,
  size: number,
  version: string | null,
  isFolder: boolean,
];

/** The REST interfaces of S3 and Azure over one set of objects. */
function storeOver(objects: Readonly<Record<string, StoredObject>>): typeof globalThis.fetch {
  const answer = (url: URL, isAzure: boolean): Response => {
    const key = decodeURIComponent(url.pathname).split("/").slice(2).join("/");
    const prefix = url.searchParams.get("prefix");
    if (prefix !== null) {
      const found = Object.entries(objects)
        .filter(([name]) => name.startsWith(prefix))
        .toSorted(([one], [other]) => (one < other ? -1 : 1));
      return new Response(
        found
          .map(([name, [etag, size, version, isFolder]]) =>
            isAzure
              ? `<Blob><Name>${name}</Name><VersionId>${version ?? ""}</VersionId><Etag>${etag}</Etag><Content-Length>${size}</Content-Length><hdi_isfolder>${isFolder}</hdi_isfolder></Blob>`
              : `<Contents><Key>${name}</Key><ETag>"${etag}"</ETag><Size>${size}</Size></Contents>`,
          )
          .join(""),
      );
    }
    const object = objects[key];
    if (object === undefined) return new Response(null, { status: 404 });
    const [etag, size, version, isFolder] = object;
    return new Response(null, {
      headers: {
        etag: `"${etag}"`,
        "content-length": String(size),
        ...(isFolder
          ? { "content-type": "application/x-directory", "x-ms-meta-hdi_isfolder": "true" }
          : {}),
        ...(version === null ? {} : { "x-amz-version-id": version, "x-ms-version-id": version }),
      },
    });
  };
  return async (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    return await Promise.resolve(answer(url, url.hostname.endsWith("windows.net")));
  };
}

test("records what the SDK's handlers of S3 and Azure record", async () => {
  await using bench = await openBench();
  const objects: Readonly<Record<string, StoredObject>> = {
    "top.bin": ["tag-0", 7, "v0", false],
    plain: ["tag-1", 3, null, false],
    dir: ["tag-2", 0, null, true],
    "dir/a.csv": ["tag-3", 10, "v3", false],
    "dir/sub/b.csv": ["tag-4", 20, "v4", false],
  };
  const cases: readonly (readonly [string, ReferenceOptions])[] = [
    "s3://bucket",
    "https://account.blob.core.windows.net/box",
  ].flatMap((base) => [
    [`${base}/top.bin`, {}],
    [`${base}/top.bin`, { name: "named/it" }],
    [`${base}/plain`, {}],
    [`${base}/dir`, {}],
    [`${base}/dir`, { name: "under" }],
    [`${base}/dir/sub/b.csv`, {}],
    [`${base}/dir/sub/b.csv`, { checksum: false }],
    [`${base}/dir/sub/b.csv?versionId=v4`, { checksum: false, name: "n" }],
  ]);
  const fetch = storeOver(objects);
  const s3 = { endpoint: "http://s3.example.org" };
  const ours: ManifestEntry[][] = [];
  for (const [uri, options] of cases) {
    const draft = new ArtifactDraft({ name: "refs", type: "dataset" });
    ours.push(await draft.addReference(uri, { ...options, fetch, s3 }));
  }
  const theirs = await bench.python<readonly Record<string, unknown>[][]>(
    "references",
    JSON.stringify(objects),
    JSON.stringify(cases),
  );
  expect(
    ours.map((entries) =>
      entries.map(({ path, ref, digest, size, extra }) => ({
        path,
        ref,
        digest,
        size: size ?? null,
        extra: extra ?? {},
      })),
    ),
  ).toEqual(theirs);
});
