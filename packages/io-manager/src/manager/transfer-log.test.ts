import type { OutputContext } from "@heddle/core";
import { expect, test } from "vitest";
import { watchTransfer } from "./transfer-log.ts";

test("a long transfer says every few seconds how far it is; the listener hears everything", () => {
  const lines: string[] = [];
  const heard: number[] = [];
  let now = 0;
  const parts = {
    clock: () => now,
    hooks: { onProgress: (progress: { bytes: number }) => void heard.push(progress.bytes) },
  };
  const log = { info: (line: string) => void lines.push(line) } as OutputContext["log"];
  const watch = watchTransfer(parts, { stepKey: "s", name: "result", log }, "model");
  const at = (seconds: number, bytes: number): void => {
    now = seconds * 1000;
    watch({ direction: "upload", files: 0, filesTotal: 1, bytes, bytesTotal: 100_000_000 });
  };
  at(1, 1_000_000);
  at(4, 12_340_000);
  at(6, 20_000_000);
  at(9, 50_000_000);
  at(20, 100_000_000);
  expect(lines).toEqual(["uploading model: 12.3 of 100.0 MB", "uploading model: 50.0 of 100.0 MB"]);
  expect(heard).toHaveLength(5);
});
