import { expect, test } from "vitest";
import { defaultApiKey } from "../accounts.ts";
import { createApi } from "../__fixtures__/api.ts";

test("requests are noted with operation, variables and status, but never a credential", async () => {
  const { ask, init, stream, query, backend } = createApi();
  await init("r");
  await stream("r", { complete: true, exitcode: 0 });
  await ask("query Who($x: String) { entity(name: $x) { id } }", { x: "ada" });
  await query("{ nonsense }");
  const requests = backend.inspect.requests();
  expect(requests).toMatchObject([
    { number: 0, surface: "graphql", status: 200 },
    { surface: "filestream", path: "/files/ada/p/r/file_stream", body: { complete: true } },
    { operation: "Who", variables: { x: "ada" }, status: 200 },
    { status: 400 },
  ]);
  const secret = btoa(`api:${defaultApiKey}`);
  expect(JSON.stringify(requests)).not.toContain(secret);
  expect(JSON.stringify(requests)).not.toContain(defaultApiKey);
  expect(backend.inspect.requests({ surface: "filestream", method: "POST" })).toHaveLength(1);
  expect(backend.inspect.requests({ operation: "Who", path: /graphql/ })).toHaveLength(1);
  backend.inspect.clearRequests();
  expect(backend.inspect.requests()).toEqual([]);
});

test("requests that nobody answers are noted, with what is unknown in them", async () => {
  const { send, query, backend } = createApi();
  expect((await send("/oidc/token", { method: "POST" })).status).toBe(501);
  expect((await send("/unknown/path")).status).toBe(404);
  await query("query Future { telepathy }");
  await query("{ viewer { username(style: 1) } }");
  expect(backend.inspect.unanswered()).toMatchObject([
    { method: "POST", path: "/oidc/token" },
    { method: "GET", path: "/unknown/path" },
    { operation: "Future", messages: ['Cannot query field "telepathy" on type "Query".'] },
    { messages: ['Unknown argument "style" on field "User.username".'] },
  ]);
});

test("contents of artifacts and runs can be read", async () => {
  const { log, init, ask, send, backend } = createApi();
  await log("ds", { "a.txt": "text" });
  const bytes = await backend.inspect.content("ada/p/ds:latest", "a.txt");
  expect(new TextDecoder().decode(bytes)).toBe("text");
  await init("r");
  const { createRunFiles } = await ask(`mutation { createRunFiles(input: { entityName: "ada",
    projectName: "p", runName: "r", files: ["f"] }) { files { uploadUrl } } }`);
  await send(createRunFiles.files[0].uploadUrl, { method: "PUT", body: "file" });
  expect(new TextDecoder().decode(await backend.inspect.runFile("ada/p/r", "f"))).toBe("file");
});

test("what does not exist is undefined or empty", async () => {
  const { inspect } = createApi().backend;
  expect(inspect.run("ada/none/r")).toBeUndefined();
  expect(inspect.runs("none/none")).toEqual([]);
  expect(await inspect.artifact("ada/none/x:v0")).toBeUndefined();
  expect(await inspect.artifacts("ada/none")).toEqual([]);
  expect(await inspect.content("ada/none/x:v0", "a")).toBeUndefined();
  expect(await inspect.runFile("ada/none/r", "a")).toBeUndefined();
});
