import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBench, python, type SdkBench } from "./sdk.ts";

describe.skipIf(python === undefined).each(["all", "none"] as const)(
  "the Python SDK against a server with features: %s",
  (features) => {
    let bench: SdkBench;
    beforeAll(async () => {
      bench = await createBench(features);
    });
    afterAll(async () => await bench[Symbol.asyncDispose]());

    test("logs, reads and resumes runs", async () => {
      const result = await bench.run("runs");
      expect(result).toMatchObject({
        resumed_step: 7,
        resumed_config: 0.1,
        never: "UsageError",
        must: "UsageError",
        state: "finished",
        summary_best: 0.25,
        config: { lr: 0.1, nested: { deep: [1, 2] }, late: "value" },
        rows: [1, 0.5, 1 / 3, 0.25, 0.2, 0.01],
        history: 3,
        note: "saved",
        states: { first: "finished", second: "failed" },
        filtered: ["second"],
        by_state: ["second"],
        paged: ["first", "second"],
        after_delete: ["first"],
      });
      expect(result["files"]).toEqual(expect.arrayContaining(["note.txt", "output.log"]));
      expect(result["keys"]).toEqual(expect.arrayContaining(["loss", "picture", "spread"]));
      expect(String(result["reused"])).toContain("previously created and deleted");
      expect(bench.backend.inspect.run("ada/runs/first")).toMatchObject({
        displayName: "First",
        notes: "changed",
        tags: ["b", "a", "later"],
        group: "g",
        jobType: "train",
        alerts: [{ title: "Careful", text: "it is hot", severity: "WARN" }],
      });
    });

    test("artifacts", async () => {
      const result = await bench.run("artifacts");
      console.log(result);
    });
    test("registry", async () => {
      const result = await bench.run("registry");
      console.log(result);
    });
    test.runIf(features === "all")("registry admin", async () => {
      const result = await bench.run("registry_admin");
      console.log(result);
    });
  },
);
