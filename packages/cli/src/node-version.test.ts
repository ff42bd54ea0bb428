import { expect, test } from "vitest";
import { checkNode } from "./node-version.ts";

test.each(["18.0.0", "20.20.2", "22.17.9"])("Node %s is refused by name", (version) => {
  expect(() => checkNode(version)).toThrow(
    expect.objectContaining({
      code: "CLI_NODE_TOO_OLD",
      message: `heddle needs Node 22.18 or newer; this is ${version}`,
    }) as Error,
  );
});

test.each(["22.18.0", "23.1.0", "24.0.0-nightly", process.versions.node])(
  "Node %s will do",
  (version) => {
    expect(() => checkNode(version)).not.toThrow();
  },
);
