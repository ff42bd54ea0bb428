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
        edited_config: { lr: 0.5, added: true },
        own_part: ["cli_version", "e", "m", "python_version", "t"],
        resumed_edited: true,
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

    test("gets through failures of every surface, without loss and without a second version", async () => {
      const { faults, inspect } = bench.backend;
      faults.rate({
        rate: 0.04,
        seed: 5,
        actions: [
          { kind: "status", status: 503 },
          { kind: "status", status: 429, retryAfter: 1 },
          { kind: "reset" },
        ],
      });
      faults.next({ kind: "expired-url", surface: "upload", path: /artifact-file/ });
      faults.next({ kind: "reset", when: "after", operation: "CommitArtifact" });
      try {
        expect(await bench.run("faults")).toEqual({ version: "v0", files: 60 });
      } finally {
        faults.clear();
      }
      expect(faults.injected).toBeGreaterThan(3);
      expect(inspect.run("ada/faulty/run")).toMatchObject({ state: "finished" });
      expect(inspect.run("ada/faulty/run")?.history.map(({ value }) => value)).toEqual(
        Array.from({ length: 20 }, (_, step) => step),
      );
      expect(await inspect.artifacts("ada/faulty")).toHaveLength(1);
    });

    test("logs, changes, uses and deletes artifacts", async () => {
      const entries = [
        "My directory/deep/two.txt",
        "My directory/one.txt",
        "by reference",
        "made.json",
        "media/html/764d7c7f024980b0f3a9.html",
        "page.html-file.json",
        "table.table.json",
      ];
      const result = await bench.run("artifacts");
      expect(result).toMatchObject({
        first: ["v0", "94b281c2e3815157f2742b90a742bfbb", ["best", "latest", "v-one"], 681],
        ttl: 259_200,
        deduplicated: ["v0", ["best", "latest", "twice", "v-one"]],
        draft: ["v1", [...entries, "extra.txt"].toSorted()],
        distributed: ["last.txt", "left.txt", "right.txt"],
        downloaded: [...entries, "with space.bin"],
        table: [
          [1, "x"],
          [2, "y"],
        ],
        page: "Html",
        one: "one",
        growing: ["1.txt", "2.txt"],
        borrowed: true,
        elsewhere: { made: true },
        used_by: ["user"],
        logged_by: "maker",
        files: [...entries, "with space.bin"],
        saved: ["changed", { k: [1, 2], more: 1 }, ["best", "prod", "twice"], ["tag-a", "tag-b"]],
        exists: [true, false],
        collection_exists: true,
        types: ["dataset"],
        collections: ["bundle", "growing", "pointer", "shared"],
        versions: ["v1", "v0"],
        tagged: ["v0"],
        inputs: ["bundle:v0", "growing:v1", "pointer:v0"],
        outputs: ["bundle:v0", "bundle:v1", "growing:v0", "growing:v1", "pointer:v0", "shared:v0"],
        collection: ["about", ["col"], ["best", "latest", "prod", "twice"]],
        delete_aliased: "refused",
        left: ["v1"],
        gone: false,
      });
      expect(String(result["wrong_type"])).toContain("already exists with type 'dataset'");
      const { inspect } = bench.backend;
      const draft = await inspect.artifact("ada/things/bundle:v1");
      const uploads = inspect
        .requests({ surface: "upload", path: /artifact-file/ })
        .filter(({ status }) => status === 200);
      expect(draft?.entries["My directory/one.txt"]?.birthArtifactId).not.toBe(draft?.id);
      expect(new Set(uploads.map(({ path }) => path)).size).toBe(uploads.length);
      expect(inspect.lineage().edges).toContainEqual({
        from: "artifact:ada/things/pointer:v0",
        to: "run:ada/things/user",
        kind: "used",
      });
    });

    test("links to registries and portfolios", async () => {
      expect(await bench.run("registry")).toEqual({
        linked: ["heddle-org/wandb-registry-model/Nets:v0", "weavers/models/net:v0"],
        used: ["v0", "model", true, ["latest", "production"]],
        content: "weights",
        aliases: ["latest", "production"],
        links: ["heddle-org/wandb-registry-model/Nets:v0", "weavers/model-registry/Old style:v0"],
        after_unlink: false,
      });
    });

    test.runIf(features === "all")("administrates and searches registries", async () => {
      expect(await bench.run("registry_admin")).toEqual({
        created: ["plots", "wandb-registry-plots", "organization", ["figure"]],
        description: "changed",
        figure: "linked",
        model: "refused",
        registries: ["model", "plots"],
        filtered: ["plots"],
        collections: ["Gallery-figure"],
        versions: ["v0"],
        left: ["model"],
      });
    });

    test.runIf(features === "all")(
      "searches registries by filters and orders, and changes collections",
      async () => {
        expect(await bench.run("registry_search")).toEqual({
          of_registry: ["Nets 1", "Nets 2"],
          versions_of_registry: ["Nets 1:v0", "Nets 2:v0"],
          by_alias: ["Nets 1:v0"],
          by_metadata: ["Nets 0:v0", "Nets 1:v0"],
          by_version: ["Nets 0:v0", "Nets 1:v0", "Nets 2:v0"],
          ordered: ["Nets 2:v0", "Nets 1:v0", "Nets 0:v0"],
          by_collection: ["Nets 0:v0"],
          sorted: ["Nets 2", "Nets 1", "Nets 0"],
          saved: ["Best nets", "checked", ["a", "b"], false],
          left: ["Nets 0", "Nets 1"],
          moved: ["weavers/search/renamed:v0"],
          filtered: ["net1"],
          members: [["ada", "admin"]],
        });
      },
    );
  },
);
