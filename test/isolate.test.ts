import { connect } from "node:net";
import { expect, test } from "vitest";

test("a test cannot reach a host other than loopback", () => {
  expect(() => connect({ host: "192.0.2.1", port: 443 })).toThrow("only loopback is allowed");
});

test("a fetch to another host fails before it leaves", async () => {
  await expect(fetch("http://192.0.2.1/")).rejects.toThrow("fetch failed");
});

test("no W&B setting of the user is visible", () => {
  expect(Object.keys(process.env).filter((name) => name.startsWith("WANDB"))).toEqual([]);
});
