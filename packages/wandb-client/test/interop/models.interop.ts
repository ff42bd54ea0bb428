import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { serverFeatures } from "@heddle/wandb-mock";
import { openBench } from "./python.ts";

describe.each([
  ["all features", serverFeatures],
  ["no features", []],
])("models, code and changes of runs, with %s of the server", async (_name, features) => {
  const bench = await openBench({ features });
  afterAll(() => bench[Symbol.asyncDispose]());
  const { client, folder } = bench.setup;
  const net = join(folder, "net");
  await mkdir(net);
  await writeFile(join(net, "weights.bin"), "from us");
  await writeFile(join(net, "main.ts"), "export {};");
  const run = await client.run({ id: "ts-models", config: { lr: 0.1 }, tags: ["made"] });
  await run.logModel(join(net, "weights.bin"), { name: "ts-net", aliases: ["best"] });
  await run.logModel(net, { name: "ts-folder" });
  await run.linkModel(join(net, "weights.bin"), "ts-classifier", { name: "ts-net" });
  await run.logCode({ root: net, name: "ts-code" });
  await run.finish();
  const record = await client.getRun("ts-models");
  await record.update({ notes: "n", config: { lr: 0.2 }, summary: { accuracy: 0.9 } });
  const theirs = await bench.python("models");

  test("the SDK uses our models, and sees code, links and changes", () => {
    expect(theirs).toEqual({
      used: "from us",
      folder: ["main.ts", "weights.bin"],
      code: ["ts-code:v0", ["main.ts"]],
      codePath: "ts-code:v0",
      linked: ["weavers/model-registry/ts-classifier:v0"],
      state: "finished",
      before: { tags: ["made"], accuracy: 0.9, lr: 0.2, notes: "n" },
    });
  });

  test("we use the SDK's models, and see its code, links and changes", async () => {
    const reader = await client.run({ id: "ts-reader" });
    const path = await reader.useModel("py-net:best");
    expect(await readFile(path, "utf8")).toBe("from python");
    const links: string[] = [];
    for await (const link of (await client.artifact("py-net:v0")).links())
      links.push(link.qualifiedName);
    expect(links).toEqual(["weavers/model-registry/py-classifier:v0"]);
    expect((await client.artifact("py-code:latest")).type).toBe("code");
    const changed = await client.getRun("ts-models");
    expect(changed).toMatchObject({ tags: ["made", "seen"], config: { lr: 0.3 } });
    expect(new TextDecoder().decode(await changed.readFile("py_weights.bin"))).toBe("from python");
    await reader.finish();
  });
});
