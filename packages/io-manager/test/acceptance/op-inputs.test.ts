import {
  asset,
  assetDefaults,
  assetIn,
  job,
  op,
  opIn,
  opOut,
  sourceAsset,
  type,
} from "@heddle/core";
import { expect, test } from "vitest";
import { fromWandb, wandbArtifact } from "../../src/index.ts";
import { passes, place, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;

test.for(passes)(
  "A40 F002 F042 F099 F100 F109 F150 an op's input names its artifact ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const seen: unknown[] = [];
    const write = op(
      {
        name: "write",
        out: opOut({
          ioManagerKey: "wandb_artifacts_manager",
          metadata: wandbArtifact({ name: "my_artifact", type: "dataset" }),
        }),
      },
      () => [1, 2, 3],
    );
    const read = op(
      {
        name: "read",
        ins: {
          artifact: opIn({
            type: type<number[]>(),
            metadata: fromWandb({ name: "my_artifact" }),
          }),
        },
        out: opOut({ required: false }),
      },
      ({ artifact }) => void seen.push(artifact),
    );
    const reading = job(
      { name: "reading", resources: world.resources() },
      () => void read({ artifact: write() }),
    );
    const { runId } = await reading.executeInProcess();
    expect(seen).toEqual([[1, 2, 3]]);
    const stored = await world.backend.inspect.artifact(`${place}/my_artifact:v0`);
    expect(stored?.usedBy).toEqual([runId]);
    const { edges } = world.backend.inspect.lineage();
    const run = `run:${place}/${runId}`;
    const version = `artifact:${place}/my_artifact:v0`;
    expect(edges).toContainEqual({ from: run, to: version, kind: "logged" });
    expect(edges).toContainEqual({ from: version, to: run, kind: "used" });
  },
);

test.for(passes)(
  "A41 F104 F149 an input may have another name than its parent ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const seen: unknown[] = [];
    const parent = asset({ name: "my_asset", ...manager }, () => [1, 2, 3]);
    const reader = asset(
      { name: "reader", ...quiet, ins: { artifact: assetIn(parent) } },
      ({ artifact }) => void seen.push(artifact),
    );
    await world.succeed([parent, reader]);
    expect(seen).toEqual([[1, 2, 3]]);
  },
);

test.for(passes)("A47 F100 an op's input without a name is refused ($name)", async (pass) => {
  await using world = await World.open(pass);
  const write = op(
    {
      name: "write",
      out: opOut({
        ioManagerKey: "wandb_artifacts_manager",
        metadata: wandbArtifact({ name: "named", type: "t" }),
      }),
    },
    () => 1,
  );
  const read = op(
    { name: "read", ins: { artifact: type<number>() }, out: opOut({ required: false }) },
    () => undefined,
  );
  const reading = job(
    { name: "reading", resources: world.resources() },
    () => void read({ artifact: write() }),
  );
  const result = await reading.executeInProcess({ raiseOnError: false });
  expect(JSON.stringify((await result.events("STEP_FAILURE"))[0]?.data)).toContain("E-R04");
});

test.for(passes)("F105 each input may have its own manager ($name)", async (pass) => {
  await using world = await World.open(pass);
  const seen: unknown[] = [];
  const here = asset({ name: "here", ...manager }, () => "here");
  const there = sourceAsset({ name: "here", ...manager, type: type<string>() });
  await world.succeed([here], { config: { project: "second" } });
  await world.succeed([asset({ name: "here", ...manager }, () => "first")]);
  const reader = asset(
    {
      name: "reader",
      ...quiet,
      ins: {
        one: assetIn(there),
        two: assetIn(there, { inputManagerKey: "second_manager" }),
      },
    },
    ({ one, two }) => void seen.push(one, two),
  );
  const { wandb_artifacts_manager: second } = world.resources({ manager: { project: "second" } });
  await world.succeed([there, reader], { resources: { second_manager: second as never } });
  expect(seen).toEqual(["first", "here"]);
});
