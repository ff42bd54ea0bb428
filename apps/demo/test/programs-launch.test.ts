import { expect, test } from "vitest";
import { place, ProgramWorld } from "./program-world.ts";

const queue = "my_dagster_queue";

test("A65 F136 F139 F140 F142 F143 launch-agent runs what is queued until it is stopped", async () => {
  await using world = await ProgramWorld.open();
  await world.run("launch-agent");
  const { launch } = world.backend;
  const queued = launch.queues().find(({ name }) => name === queue);
  const [agent] = launch.agents();
  expect(launch.agents()).toHaveLength(1);
  expect(agent).toMatchObject({ queueIds: [queued?.id], status: "KILLED" });
  const [item] = launch.items(queue);
  expect(item).toMatchObject({ state: "CLAIMED", error: null });
  const launched = world.backend.inspect.run(`${place}/${item?.associatedRunId ?? ""}`);
  expect(launched?.state).toBe("finished");
  expect(launched?.history.map((row) => row["loss"])).toEqual([1, 1 / 2, 1 / 3]);
  const [run] = await world.instance.getRuns();
  expect(run?.jobName).toBe("run_launch_agent_example");
  // The agent ends in order when it is stopped: whether its step counts as done depends on who is first.
  expect(["SUCCESS", "CANCELED"]).toContain(run?.status);
});

test("A66 F138 F144 F145 F147 F148 launch-job queues a git job and succeeds when its run has finished", async () => {
  await using world = await ProgramWorld.open();
  await world.run("launch-job");
  const [item] = world.backend.launch.items(queue);
  expect(item).toMatchObject({
    state: "CLAIMED",
    error: null,
    runSpec: {
      uri: expect.stringMatching(/^file:\/\/.*launch-repository$/),
      overrides: { entry_point: ["node", "--conditions=@heddle/source", "train.mjs"] },
    },
  });
  const path = `${place}/${item?.associatedRunId ?? ""}`;
  const launched = world.backend.inspect.run(path);
  expect(launched).toMatchObject({ state: "finished", exitCode: 0 });
  expect(launched?.history.map((row) => row["loss"])).toEqual([1, 1 / 2, 1 / 3]);
  expect(await world.instance.getRuns()).toMatchObject([
    { jobName: "run_launch_job_example", status: "SUCCESS" },
  ]);
  const [output] = await world.events("HANDLED_OUTPUT");
  expect(output?.stepKey).toBe("my_launched_job");
  expect(await world.stepsThat("STEP_SUCCESS")).toEqual(["my_launched_job"]);
});
