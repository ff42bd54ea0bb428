import { expect, test } from "vitest";
import { createApi, type Api } from "../__fixtures__/api.ts";
import { html, link, table } from "./html.ts";

const evil = "<script>alert(1)</script>";

async function filled(): Promise<Api> {
  const api = createApi();
  await api.init("r", {
    displayName: evil,
    notes: evil,
    tags: [evil],
    config: JSON.stringify({ [evil]: { value: evil } }),
  });
  await api.stream("r", {
    files: {
      "wandb-history.jsonl": { offset: 0, content: [JSON.stringify({ _step: 0, text: evil })] },
      "output.log": { offset: 0, content: [evil] },
    },
  });
  await api.log(
    "ds",
    {
      [`${evil.replaceAll("/", "")}.txt`]: evil,
      remote: { ref: "javascript:alert(1)", digest: "d" },
    },
    { run: "r", input: { description: evil, metadata: JSON.stringify({ k: evil }) } },
  );
  return api;
}

const open = async (api: Api, path: string): Promise<string> => {
  const response = await api.backend.handle(new Request(`http://127.0.0.1:1${path}`));
  expect([path, response.status]).toEqual([path, 200]);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  return await response.text();
};

test("the addresses that clients print open without a key, and escape what clients wrote", async () => {
  const api = await filled();
  for (const [path, ...texts] of [
    ["/", "ada/p", "wandb-registry-model"],
    ["/ada", "ada/p"],
    ["/ada/p", "&lt;script&gt;", "ds", "made"],
    ["/ada/p/runs/r", "&lt;script&gt;", "running"],
    ["/ada/p/artifacts/dataset/ds", "v0", "latest"],
    ["/ada/p/artifacts/dataset/ds/v0", "&lt;script&gt;", "Files (2)"],
    ["/ada/p/artifacts/dataset/ds/latest", "ds:v0"],
    ["/orgs/heddle/registry/model", "heddle-org/wandb-registry-model"],
  ] as const) {
    const text = await open(api, path);
    expect(text).not.toContain("<script");
    expect(text).not.toContain('href="javascript:');
    for (const part of texts) expect(text).toContain(part);
  }
});

test("links on a page lead to the bytes, which come as a download that cannot run", async () => {
  const api = await filled();
  const text = await open(api, "/ada/p/artifacts/dataset/ds/v0");
  const href = /href="(http[^"]+)"/.exec(text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const response = await api.backend.handle(new Request(href));
  expect(await response.text()).toBe(evil);
  expect(response.headers.get("content-security-policy")).toBe("sandbox");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test.each([
  "/none",
  "/ada/none",
  "/ada/p/runs/none",
  "/ada/p/artifacts/t/none",
  "/ada/p/artifacts/dataset/ds/v9",
])("%s is not found", async (path) => {
  const api = await filled();
  const response = await api.backend.handle(new Request(`http://localhost:1${path}`));
  expect(response.status).toBe(404);
  expect(api.backend.inspect.unanswered()).toEqual([]);
});

test("a name that is not this machine's sees nothing, so no other web page can read along", async () => {
  const api = await filled();
  const response = await api.backend.handle(new Request("http://attacker.example:1/ada/p"));
  expect(response.status).toBe(401);
});

test("templates escape, links quote, empty tables say so", () => {
  expect(html`<b title="${'"&'}">${[1, null, html`<i></i>`]}${"'"}</b>`.html).toBe(
    '<b title="&quot;&amp;">1<i></i>&#39;</b>',
  );
  expect(link(["a b", "c'd/e"], "<").html).toBe('<a href="/a%20b/c%27d%2Fe">&lt;</a>');
  expect(table(["x"], []).html).toContain("none");
});
