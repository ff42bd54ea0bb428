import { expect, test } from "vitest";
import { createApi, digestOf, md5, type Api } from "../__fixtures__/api.ts";
import {
  announced,
  begin,
  commit,
  files,
  manifest,
  manifestOf,
  upload,
} from "../__fixtures__/artifact-steps.ts";

const contents = { "r.bin": { digest: "etag", ref: "s3://bucket/r.bin" } };

async function withManifest(api: Api, id: string, text: string, extra = {}): Promise<Response> {
  const { createArtifactManifest } = await api.ask(manifest, announced(id, md5(text), extra));
  return await upload(api, createArtifactManifest.artifactManifest.file.uploadUrl, text);
}

const refusal = async (api: Api, id: string): Promise<string | undefined> =>
  (await api.query(commit, { id })).errors[0]?.message;

test("a commit numbers the version, moves latest, and can be asked for twice", async () => {
  const api = createApi();
  const id = await api.log("ds", { "a.txt": "a" });
  expect((await api.ask(commit, { id })).commitArtifact.artifact.state).toBe("COMMITTED");
  await api.log("ds", { "a.txt": "b" }, { aliases: ["best"] });
  expect(await api.backend.inspect.artifact("ada/p/ds:v0")).toMatchObject({ aliases: [] });
  expect(await api.backend.inspect.artifact("ada/p/ds:latest")).toMatchObject({
    version: "v1",
    aliases: ["best", "latest"],
    sizeBytes: 1,
  });
});

test("a commit needs a manifest", async () => {
  const api = createApi();
  const id = await begin(api);
  await api.ask(manifest, announced(id, ""));
  expect(await refusal(api, id)).toContain("has no manifest");
});

test("a commit needs the uploaded manifest to have the announced digest", async () => {
  const api = createApi();
  const id = await begin(api);
  const { createArtifactManifest } = await api.ask(manifest, announced(id, md5("x")));
  const number = atob(createArtifactManifest.artifactManifest.id).split(":")[1];
  expect(await refusal(api, id)).toBe(
    `invalid artifact manifest digest:id ${number} expected ${md5("x")}, got `,
  );
});

test("a commit needs the entries to give the digest that the version was created with", async () => {
  const api = createApi();
  const id = await begin(api);
  await withManifest(api, id, manifestOf(contents));
  expect(await refusal(api, id)).toContain(
    `invalid artifact digest: manifest has ${digestOf(contents)}`,
  );
});

test("a commit needs every entry's bytes, of the right size", async () => {
  const api = createApi();
  const missing = { "a.txt": { digest: md5("a"), size: 1 } };
  const id = await begin(api, { digest: digestOf(missing) });
  await withManifest(api, id, manifestOf(missing));
  expect(await refusal(api, id)).toContain('entry "a.txt" has no uploaded content');
  await api.log("ds", { "a.txt": "a" });
  const wrong = { "a.txt": { digest: md5("a"), size: 2 } };
  const other = await begin(api, { digest: digestOf(wrong) });
  await withManifest(api, other, manifestOf(wrong));
  expect(await refusal(api, other)).toContain('entry "a.txt" has size 2, its content 1');
});

test("a commit closes the version to changes of its content", async () => {
  const api = createApi();
  const id = await api.log("ds", { "a.txt": "a" });
  for (const [text, variables] of [
    [manifest, announced(id, md5("x"))],
    [files, { input: { artifactFiles: [{ artifactID: id, name: "b", md5: md5("b") }] } }],
  ] as const) {
    const { status, errors } = await api.query(text, variables);
    expect([status, errors[0]?.message]).toEqual([
      409,
      `artifact ${id} is COMMITTED: its content cannot change any more`,
    ]);
  }
});

test("two commits at once make one version", async () => {
  const api = createApi();
  const id = await begin(api, { digest: digestOf(contents) });
  await withManifest(api, id, manifestOf(contents));
  await Promise.all([api.ask(commit, { id }), api.ask(commit, { id })]);
  expect(await api.backend.inspect.artifacts("ada/p")).toHaveLength(1);
});

test.each([
  ["{", "not valid JSON"],
  ["[]", "not a JSON object"],
  ['{"version":2}', "unsupported artifact manifest version 2"],
  ['{"version":1}', "has no contents"],
  [manifestOf({ "../x": { digest: "d" } }), 'unsafe path "../x"'],
  [manifestOf({ "/x": { digest: "d" } }), 'unsafe path "/x"'],
  [manifestOf({ "C:/x": { digest: "d" } }), 'unsafe path "C:/x"'],
  [manifestOf({ x: {} }), 'entry "x" has no digest'],
  [manifestOf({ x: { digest: "d", ref: 3 } }), "ref that is no string"],
])("the manifest %s is refused on upload", async (text, message) => {
  const api = createApi();
  const response = await withManifest(api, await begin(api), text);
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: string }).error).toContain(message);
});

test("an increment comes on top of its base", async () => {
  const api = createApi();
  await api.log("ds", { "a.txt": "a" });
  const id = await begin(api, { digest: digestOf(contents) });
  await withManifest(api, id, manifestOf(contents), { type: "INCREMENTAL" });
  await api.ask(commit, { id });
  const view = await api.backend.inspect.artifact("ada/p/ds:v1");
  expect(Object.keys(view?.entries ?? {})).toEqual(["a.txt", "r.bin"]);
  expect(view?.digest).toBe(
    digestOf({ ...contents, "a.txt": { digest: view?.entries["a.txt"]?.digest ?? "" } }),
  );
});

test("patches of several writers are merged", async () => {
  const api = createApi();
  const id = await begin(api, { distributedID: "d" });
  for (const name of ["left", "right"]) {
    const part = manifestOf({ [name]: { digest: name, ref: `s3://b/${name}` } });
    await withManifest(api, id, part, { type: "PATCH", name: "wandb_manifest.patch.json" });
  }
  await api.ask(commit, { id });
  const view = await api.backend.inspect.artifact("ada/p/ds:v0");
  expect(Object.keys(view?.entries ?? {})).toEqual(["left", "right"]);
});
