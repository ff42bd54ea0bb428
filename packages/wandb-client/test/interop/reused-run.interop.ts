import { expect, test } from "vitest";
import { openBench } from "./python.ts";

test("a run id that is started again without `resume` keeps its rows, whoever starts it", async () => {
  await using bench = await openBench();
  const { client, backend, warnings } = bench.setup;
  const log = async (values: readonly number[]): Promise<void> => {
    const run = await client.run({ id: "r1", config: { typescript: true } });
    for (const x of values) void run.log({ x });
    await run.finish();
  };
  await log([0, 1, 2]);
  expect(await bench.python("reuse_run", "r1")).toEqual({ resumed: false });
  await log([40]);
  const view = backend.inspect.run("weavers/loom/r1");
  expect(view?.history.map(({ _step, x }) => [_step, x])).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
    [0, 20],
    [1, 21],
    [2, 22],
    [0, 40],
  ]);
  expect(view?.config).toEqual({ typescript: true });
  expect(warnings.map(({ code }) => code)).toEqual(["WANDB_CLIENT_RUN_REUSED"]);
});
