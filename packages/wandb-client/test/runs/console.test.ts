import { expect, test } from "vitest";
import { setUp } from "../support.ts";

const path = "weavers/loom/r1";

test.each(["all", "none"] as const)(
  "sends console lines in the form that the server shows, with features %s",
  async (features) => {
    await using setup = await setUp({ features });
    const run = await setup.client.run({ id: "r1" });
    run.writeConsole("half ");
    run.writeConsole("line\nprogress 1\rprogress 2\r\n");
    run.writeConsole("bad\n", { stream: "stderr", label: "worker" });
    run.writeConsole("rest");
    await run.finish();
    const lines = setup.backend.inspect.run(path)?.console ?? [];
    expect(lines.map((line) => /half line|progress 2|bad|rest/.exec(line)?.[0])).toEqual([
      "half line",
      "progress 2",
      "bad",
      "rest",
    ]);
  },
);

test("copies what the process writes to its standard streams until the run ends", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1", captureConsole: true });
  process.stderr.write("captured line\n");
  await run.finish();
  process.stderr.write("");
  expect((setup.backend.inspect.run(path)?.console ?? []).join("\n")).toContain("captured line");
});
