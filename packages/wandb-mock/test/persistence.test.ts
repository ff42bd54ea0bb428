import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test } from "vitest";
import { createApi, origin } from "../src/__fixtures__/api.ts";
import { defaultApiKey } from "../src/accounts.ts";
import { createWandbBackend } from "../src/backend.ts";

const folder = mkdtempSync(join(tmpdir(), "heddle-persistence-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a backend on a folder goes on where the last one stopped", async () => {
  const home = join(folder, "restart");
  const before = createApi({ folder: home });
  await before.init("r", { config: '{"lr":{"value":1}}', tags: ["t"] });
  await before.stream("r", {
    files: {
      "wandb-history.jsonl": { offset: 0, content: ['{"_step":0}', '{"_step":1}'] },
      "output.log": { offset: 2, content: ["third"] },
    },
  });
  await before.stream("r", { complete: true, exitcode: 0 });
  await before.log("ds", { "a.txt": "one" }, { run: "r", aliases: ["best"] });
  await before.log("ds", { "a.txt": "two" });
  const { project } = await before.ask(`{ project(name: "p") { artifact(name: "ds:best") {
    files { edges { node { directUrl } } } } } }`);
  const { directUrl } = project.artifact.files.edges[0].node;
  const run = before.backend.inspect.run("ada/p/r");
  const versions = await before.backend.inspect.artifacts("ada/p");
  const lineage = before.backend.inspect.lineage();
  await before.backend[Symbol.asyncDispose]();

  const after = createApi({ folder: home });
  expect(after.backend.inspect.run("ada/p/r")).toEqual(run);
  expect(await after.backend.inspect.artifacts("ada/p")).toEqual(versions);
  expect(after.backend.inspect.lineage()).toEqual(lineage);
  expect(await (await after.send(directUrl)).text()).toBe("one");
  await after.log("ds", { "a.txt": "three" });
  const latest = await after.backend.inspect.artifact("ada/p/ds:latest");
  expect(latest?.version).toBe("v2");
  expect(versions.map(({ id }) => id)).not.toContain(latest?.id);
  await after.backend[Symbol.asyncDispose]();
});

test("what was answered survives a process that is killed", async () => {
  const home = join(folder, "killed");
  const program = join(import.meta.dirname, "killed-server.ts");
  const child = spawn(process.execPath, ["--conditions=@heddle/source", program, home], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [address] = await new Promise<string[]>((resolve, reject) => {
    child.once("error", reject);
    createInterface(child.stdout).once("line", (line) => resolve([line]));
  });
  const send = async (path: string, body: object): Promise<Response> =>
    await fetch(`${address}${path}`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`api:${defaultApiKey}`)}` },
      body: JSON.stringify(body),
    });
  await send("/graphql", {
    query: 'mutation { upsertBucket(input: { name: "r", modelName: "p" }) { inserted } }',
  });
  const content = Array.from({ length: 100 }, (_, step) => JSON.stringify({ _step: step }));
  const files = { "wandb-history.jsonl": { offset: 0, content } };
  expect((await send("/files/ada/p/r/file_stream", { files })).status).toBe(200);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
  });
  child.kill("SIGKILL");
  await ended;

  await using backend = createWandbBackend({ folder: home });
  expect(backend.inspect.run("ada/p/r")?.history).toHaveLength(100);
  const response = await backend.handle(new Request(`${origin}/ada/p/runs/r`));
  expect(response.status).toBe(200);
});

test("a folder belongs to one backend at a time", async () => {
  const home = join(folder, "alone");
  {
    await using first = createWandbBackend({ folder: home });
    expect(first.inspect.runs("ada/p")).toEqual([]);
    expect(() => createWandbBackend({ folder: home })).toThrow(
      expect.objectContaining({ code: "WANDB_MOCK_FOLDER_IN_USE" }),
    );
  }
  await using next = createWandbBackend({ folder: home });
  expect(next.inspect.runs("ada/p")).toEqual([]);
});
