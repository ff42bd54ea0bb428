import { join } from "node:path";
import {
  asset,
  assetDefaults,
  definitions,
  job,
  op,
  opIn,
  opOut,
  reexecute,
  type,
} from "@heddle/core";
import { openInstance } from "@heddle/storage";
import { expect, test } from "vitest";
import { fromWandb, wandbArtifact } from "../../src/index.ts";
import { passes, place, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });

test.for(passes)(
  "a re-execution reads the version of the run that it repeats, not a newer one: ops ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await using instance = await openInstance({ home: join(world.baseDir, "home") });
    const state = { written: 0, broken: true };
    const seen: unknown[] = [];
    const write = op(
      {
        name: "write",
        out: opOut({
          ioManagerKey: "wandb_artifacts_manager",
          metadata: wandbArtifact({ name: "numbered", type: "dataset" }),
        }),
      },
      () => (state.written += 1),
    );
    const read = op(
      {
        name: "read",
        ins: {
          value: opIn({ type: type<number>(), metadata: fromWandb({ name: "numbered" }) }),
        },
        out: opOut({ required: false }),
      },
      ({ value }) => {
        if (state.broken) throw new Error("on purpose");
        seen.push(value);
      },
    );
    const both = job(
      { name: "both", resources: world.resources() },
      () => void read({ value: write() }),
    );
    const failed = await both.executeInProcess({ instance, raiseOnError: false });
    expect(failed.success).toBe(false);
    state.broken = false;
    await both.executeInProcess({ instance });
    const again = await reexecute(both, failed.runId, { instance });
    expect(seen).toEqual([2, 1]);
    expect((await world.backend.inspect.artifact(`${place}/numbered:v0`))?.usedBy).toContain(
      again.runId,
    );
  },
);

test.for(passes)(
  "a re-execution reads the version of the run that it repeats, not a newer one: assets ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    await using instance = await openInstance({ home: join(world.baseDir, "home") });
    const state = { written: 0, broken: true };
    const seen: unknown[] = [];
    const source = asset({ name: "source", ...manager }, () => (state.written += 1));
    const reader = asset({ name: "reader", outputRequired: false, ins: { source } }, (inputs) => {
      if (state.broken) throw new Error("on purpose");
      seen.push(inputs.source);
    });
    const project = definitions({
      assets: [source, reader],
      resources: world.resources() as never,
    });
    const [jobName = ""] = project.jobNames;
    const all = project.getJob(jobName);
    const failed = await all.executeInProcess({ instance, raiseOnError: false });
    expect(failed.success).toBe(false);
    state.broken = false;
    await all.executeInProcess({ instance });
    await reexecute(project, failed.runId, { instance });
    expect(seen).toEqual([2, 1]);
  },
);
