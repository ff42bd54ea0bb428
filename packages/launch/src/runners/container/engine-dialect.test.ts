import { expect, test } from "vitest";
import { dialectOf } from "./engine-dialect.ts";

test.each(["podman", "/usr/bin/podman", "podman-remote"])(
  "%s removes at once and needs no name for its host",
  (engine) => {
    expect(dialectOf(engine)).toEqual({
      hostNetwork: ["--network", "host"],
      remove: ["rm", "--force", "--time", "0"],
    });
  },
);

test.each(["docker", "/opt/bin/docker", "nerdctl"])("%s is asked as docker is", (engine) => {
  expect(dialectOf(engine)).toEqual({
    hostNetwork: ["--network", "host", "--add-host", "host.docker.internal:host-gateway"],
    remove: ["rm", "--force"],
  });
});
