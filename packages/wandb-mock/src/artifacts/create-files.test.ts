import { expect, test } from "vitest";
import { createApi, md5 } from "../__fixtures__/api.ts";
import { begin, files, upload } from "../__fixtures__/artifact-steps.ts";

const spec = (id: string, name: string, text: string): object => ({
  artifactID: id,
  name,
  md5: md5(text),
});
const hex = (text: string): string => Buffer.from(md5(text), "base64").toString("hex");

test("files come back one for one, in the order asked; known bytes need no upload", async () => {
  const api = createApi();
  const first = await api.log("ds", { "old.txt": "old" });
  const id = await begin(api);
  const { createArtifactFiles } = await api.ask(files, {
    input: { artifactFiles: [spec(id, "new.txt", "new"), spec(id, "copy.txt", "old")] },
  });
  expect(createArtifactFiles.files.edges).toMatchObject([
    { node: { name: "new.txt", artifact: { id }, uploadUrl: expect.any(String) as string } },
    { node: { name: "copy.txt", artifact: { id: first }, uploadUrl: null } },
  ]);
});

test("files that arrived before an interruption are not asked for again", async () => {
  const api = createApi();
  const killed = await begin(api, { clientID: "one" });
  const answer = await api.ask(files, { input: { artifactFiles: [spec(killed, "a", "a")] } });
  await upload(api, answer.createArtifactFiles.files.edges[0].node.uploadUrl, "a");
  const id = await begin(api, { clientID: "two" });
  const { createArtifactFiles } = await api.ask(files, {
    input: { artifactFiles: [spec(id, "a", "a"), spec(id, "b", "b")] },
  });
  const urls = createArtifactFiles.files.edges.map(
    ({ node }: { node: { uploadUrl: string | null } }) => node.uploadUrl,
  );
  expect(urls).toEqual([null, expect.any(String)]);
});

test("bytes of another collection are not given away to who claims their digest", async () => {
  const api = createApi();
  await api.log("secret", { "a.txt": "secret" });
  const id = await begin(api);
  const { createArtifactFiles } = await api.ask(files, {
    input: { artifactFiles: [spec(id, "a.txt", "secret")] },
  });
  expect(createArtifactFiles.files.edges[0].node.uploadUrl).not.toBeNull();
});

test.each([
  [{ md5: "nope" }, "is not the base64 of an MD5"],
  [{ name: "" }, "needs a name"],
  [{ uploadPartsInput: [{ partNumber: 2, hexMD5: "0".repeat(32) }] }, "numbered from 1"],
  [{ uploadPartsInput: [{ partNumber: 1, hexMD5: "x" }] }, "has no hex MD5"],
])("refuses %j", async (extra, message) => {
  const api = createApi();
  const id = await begin(api);
  const artifactFiles = [{ ...spec(id, "a", "a"), ...extra }];
  const { errors } = await api.query(files, { input: { artifactFiles } });
  expect(errors[0]?.message).toContain(message);
});

test("parts are joined when all of them are there, with the right ETags", async () => {
  const api = createApi();
  const id = await begin(api);
  const parts = ["hello ", "world"].map((text, index) => ({
    partNumber: index + 1,
    hexMD5: hex(text),
  }));
  const answer = await api.ask(files, {
    input: { artifactFiles: [{ ...spec(id, "big", "hello world"), uploadPartsInput: parts }] },
  });
  const { node } = answer.createArtifactFiles.files.edges[0];
  const { uploadID, uploadUrlParts } = node.uploadMultipartUrls;
  const complete = `mutation ($parts: [UploadPartsInput!]!, $id: ID!, $path: String!, $upload: String!) {
    completeMultipartUploadArtifact(input: { completeMultipartAction: Complete, completedParts: $parts,
      artifactID: $id, storagePath: $path, uploadID: $upload }) { digest } }`;
  const variables = { parts, id, path: node.storagePath, upload: uploadID };
  const refusal = async (extra: object): Promise<string | undefined> =>
    (await api.query(complete, { ...variables, ...extra })).errors[0]?.message;

  const first = await upload(api, uploadUrlParts[0].uploadUrl, "hello ");
  expect(first.headers.get("etag")).toBe(`"${hex("hello ")}"`);
  expect(await refusal({})).toContain("part 2 was not uploaded");
  expect((await upload(api, uploadUrlParts[1].uploadUrl, "wrong")).status).toBe(400);
  await upload(api, uploadUrlParts[1].uploadUrl, "world");
  expect(await refusal({ parts: parts.toReversed() })).toContain("part 2 was not uploaded");
  expect(await refusal({ parts: parts.slice(1) })).toContain(
    "upload has 2 parts, 1 were completed",
  );
  expect(await refusal({ path: "elsewhere" })).toContain("is for another file");
  expect(await refusal({ upload: "nope" })).toContain("could not find upload nope");
  const wrong = parts.map((part) => ({ ...part, hexMD5: "0".repeat(32) }));
  expect(await refusal({ parts: wrong })).toContain("part 1 has ETag");

  const quoted = parts.map((part) => ({ ...part, hexMD5: `"${part.hexMD5}"` }));
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const done = await api.ask(complete, { ...variables, parts: quoted });
    expect(done.completeMultipartUploadArtifact.digest).toBe(md5("hello world"));
  }
  const again = await api.ask(files, { input: { artifactFiles: [spec(id, "b", "hello world")] } });
  expect(again.createArtifactFiles.files.edges[0].node.uploadUrl).toBeNull();
});
