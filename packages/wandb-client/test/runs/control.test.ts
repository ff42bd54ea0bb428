import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rejection, setUp } from "../support.ts";

const path = "weavers/loom/r1";

test("saves files, changes what is shown, alerts, and hears that it should stop", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  await run.saveFile("notes/a.txt", "text");
  const big = join(setup.folder, "big.bin");
  await writeFile(big, Buffer.alloc(1_500_000, "b"));
  await run.saveFile("big.bin", { path: big });
  await run.update({ name: "renamed", tags: ["x"], notes: "new" });
  await run.alert({ title: "t", text: "x", level: "WARN" });
  const record = await setup.client.getRun("r1");
  await record.stop();
  void run.log({ a: 1 });
  await run.flush();
  expect(run.stopSignal.aborted).toBe(true);
  await run.finish();
  const view = setup.backend.inspect.run(path);
  expect(view).toMatchObject({
    displayName: "renamed",
    tags: ["x"],
    notes: "new",
    alerts: [{ title: "t", text: "x", severity: "WARN" }],
  });
  expect(Buffer.from(await record.readFile("notes/a.txt")).toString()).toBe("text");
  expect((await record.readFile("big.bin")).length).toBe(1_500_000);
  expect(await rejection(record.readFile("none"))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
  });
});
