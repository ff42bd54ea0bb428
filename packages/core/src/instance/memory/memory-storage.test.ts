import { test } from "vitest";
import { instanceStorageContract } from "../conformance/index.ts";
import { memoryStorage } from "./memory-storage.ts";

for (const { title, run } of instanceStorageContract) {
  // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- the contract brings titles and assertions
  test(title, () => run(async ({ clock }) => memoryStorage({ clock })));
}
