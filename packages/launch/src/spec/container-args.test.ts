import { expect, test } from "vitest";
import { checkImage, containerArguments } from "./container-args.ts";

test("gives each option as a flag with its value, lists repeated", () => {
  expect(
    containerArguments({
      cpus: 2,
      m: "1g",
      env: ["A=1", "B=2"],
      shm_size: "64m",
      "--Platform": "linux/amd64",
    }),
  ).toEqual([
    "--cpus",
    "2",
    "-m",
    "1g",
    "--env",
    "A=1",
    "--env",
    "B=2",
    "--shm-size",
    "64m",
    "--platform",
    "linux/amd64",
  ]);
  expect(containerArguments(undefined)).toEqual([]);
});

test("refuses what weakens isolation or smuggles options, all at once", () => {
  const places = ["privileged", "volume", "cpus", "memory", "env", "ulimit"];
  expect(() =>
    containerArguments({
      privileged: true,
      volume: "/:/host",
      cpus: true,
      memory: ["1", "2"],
      env: [{}],
      ulimit: [],
    }),
  ).toThrow(
    expect.objectContaining({
      code: "LAUNCH_CONTAINER_ARGS_REFUSED",
      problems: places.map((name): unknown =>
        expect.objectContaining({ path: `resource_args.local-container.${name}` }),
      ),
    }),
  );
  expect(() => containerArguments("--privileged")).toThrow(/map/);
});

test.each([
  "train",
  "team/train:1.4",
  "host:5000/a/b:tag",
  "a/b@sha256:" + "0".repeat(64),
  "host.tld/a-b__c/d:V1",
])("accepts the image %s", (image) => {
  expect(() => checkImage(image)).not.toThrow();
});

test.each(["", "--privileged", "A/B", "a b", "a:", "a:b:c", "a;b", "a/../b", "x".repeat(600)])(
  "refuses the image %j",
  (image) => {
    expect(() => checkImage(image)).toThrow(
      expect.objectContaining({ code: "LAUNCH_IMAGE_REFUSED" }),
    );
  },
);
