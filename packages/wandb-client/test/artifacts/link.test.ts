import { expect, test } from "vitest";
import { rejection, setUp } from "../support.ts";
import { logText } from "./log-text.ts";

test("links into a registry with aliases, reads through the link, and unlinks", async () => {
  await using setup = await setUp();
  const artifact = await logText(setup, "model", "weights");
  const linked = await artifact.link("wandb-registry-model/best", { aliases: ["production"] });
  expect(linked).toMatchObject({
    isLink: true,
    collection: "best",
    project: "wandb-registry-model",
    sourceCollection: "model",
    id: artifact.id,
  });
  expect(linked.aliases).toContain("production");
  const found = await setup.client.artifact(
    `${linked.entity}/wandb-registry-model/best:production`,
  );
  expect(await (await found.entry("a.txt")).text()).toBe("weights");
  const again = await artifact.link("heddle/wandb-registry-model/best");
  expect(again.version).toBe(linked.version);
  expect(await rejection(artifact.link("strangers/wandb-registry-model/best"))).toMatchObject({
    code: "WANDB_CLIENT_REGISTRY",
  });
  expect(await rejection(artifact.link("a/b/c/d"))).toMatchObject({
    code: "WANDB_CLIENT_INVALID_NAME",
  });
  await found.unlink();
  expect(
    await setup.client.findArtifact(`${linked.entity}/wandb-registry-model/best:production`),
  ).toBeUndefined();
  expect(await rejection(artifact.unlink())).toMatchObject({ code: "WANDB_CLIENT_ARTIFACT_STATE" });
});
