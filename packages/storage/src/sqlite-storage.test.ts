import { instanceStorageContract } from "@heddle/core/conformance";
import { test } from "vitest";
import { temporaryFile } from "../test/fixtures/temporary-file.ts";
import { sqliteStorage } from "./sqlite-storage.ts";

for (const { title, run } of instanceStorageContract) {
  // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- the contract brings titles and assertions
  test(title, () => run(({ clock }) => sqliteStorage({ path: temporaryFile(), clock })));
}
