import { expect, test } from "vitest";
import {
  asset,
  definitions,
  ephemeralInstance,
  materialize,
  observableSourceAsset,
  staleStatuses,
  type Asset,
} from "@heddle/core";

const versioned = (version: string): readonly ReturnType<typeof asset>[] => {
  const up = asset({ name: "up", codeVersion: version }, () => version);
  const down = asset({ name: "down", codeVersion: "1", ins: { up } }, ({ up: value }) => value);
  return [up, down] as never;
};

test("O230 O231 stale status has its causes, and fresh assets are left out on request", async () => {
  await using instance = ephemeralInstance();
  const statuses = async (version: string): Promise<unknown> => {
    const found = await staleStatuses(definitions({ assets: versioned(version) }).graph, instance);
    return Object.fromEntries(
      [...found].map(([key, status]) => [
        key,
        [status.status, ...status.causes.map((cause) => cause.category)],
      ]),
    );
  };
  expect(await statuses("1")).toEqual({ up: ["MISSING"], down: ["MISSING"] });
  await materialize(versioned("1") as never, { instance });
  expect(await statuses("1")).toEqual({ up: ["FRESH"], down: ["FRESH"] });
  const second = await materialize(versioned("1") as never, { instance, onlyStale: true });
  expect([second.status, await second.steps("succeeded")]).toEqual(["SUCCESS", []]);
  expect(await statuses("2")).toEqual({ up: ["STALE", "CODE"], down: ["STALE", "DATA"] });
  const third = await materialize(versioned("2") as never, { instance, onlyStale: true });
  expect(await third.steps("succeeded")).toEqual(["up", "down"]);
  expect(await statuses("2")).toEqual({ up: ["FRESH"], down: ["FRESH"] });
  const [up] = versioned("2") as never as readonly [Asset<string, undefined, {}>];
  const down = asset({ name: "down", codeVersion: "2", ins: { up } }, (ins) => `${ins.up}!`);
  const fourth = await materialize([up, down], { instance, onlyStale: true });
  expect(await fourth.steps("succeeded")).toEqual(["down"]);
  expect(await fourth.assetValue("down")).toBe("2!");
});

test("O230 an observed data version makes its readers stale", async () => {
  await using instance = ephemeralInstance();
  let version = "v1";
  const source = observableSourceAsset({ name: "source" }, () => ({
    dataVersion: version,
    metadata: { seen: true },
  }));
  const copy = asset({ name: "copy", codeVersion: "1", deps: [source] }, () => 1);
  await materialize([source, copy], { instance });
  const graphOf = definitions({ assets: [source, copy] }).graph;
  expect((await staleStatuses(graphOf, instance)).get("copy")?.status).toBe("FRESH");
  version = "v2";
  await materialize([source], { instance });
  expect((await staleStatuses(graphOf, instance)).get("copy")).toMatchObject({
    status: "STALE",
    causes: [{ category: "DATA", dependency: "source" }],
  });
});
