import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instanceStorageContract } from "@heddle/core/conformance";
import { onTestFinished, test } from "vitest";
import { sqliteStorage } from "./sqlite-storage.ts";

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "heddle-storage-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return join(folder, "deep", "instance.db");
}

for (const { title, run } of instanceStorageContract) {
  // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- the contract brings titles and assertions
  test(title, () => run(({ clock }) => sqliteStorage({ path: temporaryFile(), clock })));
}
