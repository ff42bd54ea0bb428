import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createApi, md5, type Api } from "../__fixtures__/api.ts";
import { begin, files } from "../__fixtures__/artifact-steps.ts";

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "heddle-storage-"));
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

async function uploadUrl(api: Api, text: string): Promise<string> {
  const artifactID = await begin(api);
  const { createArtifactFiles } = await api.ask(files, {
    input: { artifactFiles: [{ artifactID, name: "a.txt", md5: md5(text) }] },
  });
  return createArtifactFiles.files.edges[0].node.uploadUrl as string;
}

async function downloadUrl(api: Api, text: string): Promise<string> {
  await api.log("ds", { "a.txt": text });
  const { project } = await api.ask(`{ project(name: "p") { artifact(name: "ds:latest") {
    files { edges { node { directUrl } } } } } }`);
  return project.artifact.files.edges[0].node.directUrl as string;
}

const codeOf = async (response: Response): Promise<string | undefined> =>
  /<Code>(\w+)/.exec(await response.text())?.[1];

describe.each(["memory", "folder"])("contents in %s", (kind) => {
  const open = (): Api => createApi(kind === "folder" ? { folder: newFolder() } : {});

  test("are sent whole, in ranges, and as headers only", async () => {
    const api = open();
    const url = await downloadUrl(api, "0123456789");
    const whole = await api.send(url);
    expect(whole.headers.get("content-length")).toBe("10");
    expect(await whole.text()).toBe("0123456789");
    for (const [range, status, text] of [
      ["bytes=2-4", 206, "234"],
      ["bytes=7-", 206, "789"],
      ["bytes=-2", 206, "89"],
      ["bytes=8-99", 206, "89"],
      ["bytes=99-", 416, ""],
      ["bytes=-0", 416, ""],
      ["bytes=4-2", 200, "0123456789"],
      ["lines=1-2", 200, "0123456789"],
    ] as const) {
      const part = await api.send(url, { headers: { range } });
      expect([range, part.status, await part.text()]).toEqual([range, status, text]);
    }
    const head = await api.send(url, { method: "HEAD" });
    expect([head.headers.get("content-length"), await head.text()]).toEqual(["10", ""]);
  });

  test("that are not the announced ones are refused and leave nothing", async () => {
    const api = open();
    const url = await uploadUrl(api, "right");
    const wrong = await api.send(url, { method: "PUT", body: "wrong" });
    expect([wrong.status, await codeOf(wrong)]).toEqual([400, "BadDigest"]);
    const headers = { "content-md5": md5("wrong") };
    const lie = await api.send(url, { method: "PUT", body: "right", headers });
    expect([lie.status, await codeOf(lie)]).toEqual([400, "BadDigest"]);
    expect((await api.send(url, { method: "PUT", body: "right" })).status).toBe(200);
  });
});

test("a folder holds no half-written file after a refused upload", async () => {
  const folder = newFolder();
  const api = createApi({ folder });
  await api.send(await uploadUrl(api, "right"), { method: "PUT", body: "wrong" });
  expect(readdirSync(join(folder, "content"))).toEqual(["incoming"]);
  expect(readdirSync(join(folder, "content", "incoming"))).toEqual([]);
});

test("URLs expire, and cannot be forged or turned to another use", async () => {
  const api = createApi({ urlLifetimeMs: 1000 });
  api.backend.clock.freeze();
  const url = await downloadUrl(api, "secret");
  const later = url.replace(/expires=(\d+)/, (_, at: string) => `expires=${Number(at) + 1}`);
  const other = url.replace("/artifact-file/", "/run-file/");
  for (const [address, init] of [
    [later, {}],
    [other, {}],
    [url, { method: "PUT", body: "x" }],
    [url.replace(/signature=.*/, ""), {}],
  ] as const) {
    const response = await api.send(address, init);
    expect([response.status, await codeOf(response)]).toEqual([403, "SignatureDoesNotMatch"]);
  }
  api.backend.clock.advance(1000);
  const expired = await api.send(url);
  expect([expired.status, await codeOf(expired)]).toEqual([403, "AccessDenied"]);
});

test("all URLs can be made to expire at once", async () => {
  const api = createApi();
  const url = await downloadUrl(api, "a");
  api.backend.expireUrls();
  expect((await api.send(url)).status).toBe(403);
  expect((await api.send(await downloadUrl(api, "b"))).status).toBe(200);
});

test("run files are uploaded, listed, marked, downloaded and deleted", async () => {
  const api = createApi();
  await api.init("r");
  const create = `mutation ($files: [String!]!) { createRunFiles(input: { entityName: "ada",
    projectName: "p", runName: "r", files: $files }) { uploadHeaders files { name uploadUrl } } }`;
  const { createRunFiles } = await api.ask(create, { files: ["media/a.txt", "b.json", "absent"] });
  expect(createRunFiles.files.map(({ name }: { name: string }) => name)).toEqual([
    "media/a.txt",
    "b.json",
    "absent",
  ]);
  for (const [index, body] of ["A", "{}"].entries()) {
    await api.send(createRunFiles.files[index].uploadUrl, { method: "PUT", body });
  }
  const list = `query ($names: [String], $pattern: String) { project(name: "p") { run(name: "r") { fileCount
    files(names: $names, pattern: $pattern) { edges { node { id name sizeBytes mimetype md5 url(upload: false) } } } } } }`;
  const { run } = (await api.ask(list)).project;
  expect(run.fileCount).toBe(2);
  expect(run.files.edges).toMatchObject([
    { node: { name: "media/a.txt", sizeBytes: 1, mimetype: "text/plain", md5: md5("A") } },
    { node: { name: "b.json", mimetype: "application/json" } },
  ]);
  const media = (await api.ask(list, { pattern: "media/%" })).project.run.files.edges;
  expect(media).toHaveLength(1);
  expect(await (await api.send(media[0].node.url)).text()).toBe("A");
  expect(await (await api.send("/files/ada/p/r/media/a.txt")).text()).toBe("A");
  expect((await api.send("/files/ada/p/r/absent")).status).toBe(404);
  const mark = `mutation ($files: [String!]!) { markRunFilesUploaded(input: { entityName: "ada",
    projectName: "p", runName: "r", files: $files }) { success } }`;
  await api.ask(mark, { files: ["b.json"] });
  expect((await api.query(mark, { files: ["absent"] })).status).toBe(404);
  const remove = "mutation ($ids: [ID!]!) { deleteFiles(input: { files: $ids }) { success } }";
  await api.ask(remove, { ids: [media[0].node.id] });
  expect(api.backend.inspect.run("ada/p/r")?.files).toEqual(["b.json"]);
  expect((await api.query(create, { files: ["../x"] })).errors[0]?.message).toContain(
    "invalid file name",
  );
});

test("a summary that is uploaded as a file counts", async () => {
  const api = createApi();
  await api.init("r");
  const { createRunFiles } = await api.ask(`mutation { createRunFiles(input: { entityName: "ada",
    projectName: "p", runName: "r", files: ["wandb-summary.json"] }) { files { uploadUrl } } }`);
  const { uploadUrl: url } = createRunFiles.files[0];
  await api.send(url, { method: "PUT", body: '{"loss":NaN}' });
  expect(api.backend.inspect.run("ada/p/r")?.summary).toEqual({ loss: "NaN" });
});

describe("fallback addresses, for which credentials are needed", () => {
  const hex = Buffer.from(md5("bytes"), "base64").toString("hex");

  test("answer by birth artifact and by entity", async () => {
    const api = createApi();
    const id = await api.log("ds", { "dir/a.txt": "bytes" });
    for (const path of [
      `/artifactsV2/default/ada/p/ds/${id}/${hex}/a.txt`,
      `/artifactsV2/default/ada/p/ds/${id}/${id}/${hex}/a.txt`,
      `/artifactsV2/default/ada/p/ds//${hex}/a.txt`,
      `/artifacts/ada/${hex}`,
    ]) {
      expect([path, await (await api.send(path)).text()]).toEqual([path, "bytes"]);
    }
    expect((await api.send(`/artifacts/ada/${"0".repeat(32)}`)).status).toBe(404);
    expect((await api.send(`/artifactsV2/default/ada/none/ds//${hex}/a`)).status).toBe(404);
  });

  test("answer nobody else", async () => {
    const api = createApi();
    await api.log("ds", { "a.txt": "bytes" });
    const key = `other-${"0".repeat(40)}`;
    api.backend.addAccounts({ users: [{ username: "eve", apiKey: key }] });
    expect((await api.send(`/artifacts/ada/${hex}`, { key })).status).toBe(404);
    expect((await api.send(`/artifacts/ada/${hex}`, { key: "none" })).status).toBe(401);
  });
});
