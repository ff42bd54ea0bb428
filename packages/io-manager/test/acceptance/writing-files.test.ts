import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { asset, assetDefaults } from "@heddle/core";
import { defaultApiKey } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { wandbArtifact, wandbResource } from "../../src/index.ts";
import { metadataOf, passes, place, World } from "../support/world.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const x8 = (runId: string): string => `dagster-run-${runId.slice(0, 8)}`;
const bucketItem = (key: string, size: number): string =>
  `<Contents><Key>${key}</Key><Size>${size}</Size><ETag>&quot;tag-${size}&quot;</ETag></Contents>`;
const description = "# My *advanced* artifact\n\n- with Markdown";

async function advancedFiles(
  world: World,
): Promise<{ cwd: string; png: string; origin: string; close(): Promise<void> }> {
  const cwd = join(world.baseDir, "inputs");
  await mkdir(join(cwd, "images", "deep"), { recursive: true });
  await writeFile(join(cwd, "images", "a.txt"), "a");
  await writeFile(join(cwd, "images", "deep", "b.txt"), "b");
  await writeFile(join(cwd, "train.py"), "print('train')");
  await writeFile(join(cwd, "README.md"), "temporary");
  const png = "not really a picture";
  const server = createServer((_, answer) => {
    answer.writeHead(200, { etag: '"abc"', "content-length": png.length }).end(png);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    cwd,
    png,
    origin: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

test.for(passes)(
  "A17 F065 F066 F067 F068 F069 F070 F071 F073 F077 F152 everything combined with a plain value ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const outside = await advancedFiles(world);
    const advanced = asset(
      {
        name: "my_advanced_artifact",
        ...manager,
        metadata: {
          wandb_artifact_configuration: {
            type: "dataset",
            description,
            aliases: ["my_first_alias", "my_second_alias"],
            add_dirs: [{ name: "My directory", local_path: "images" }],
            add_files: [
              { name: "validation_dataset", local_path: "train.py" },
              { is_tmp: true, local_path: "README.md" },
            ],
            add_references: [
              { uri: `${outside.origin}/200/300`, name: "External HTTP reference to an image" },
              {
                uri: "s3://my-bucket/datasets/mnist",
                name: "External S3 reference",
                checksum: false,
              },
            ],
          },
        },
      },
      () => [1, 2, 3],
    );
    const result = await world.succeed([advanced], { manager: { cwd: outside.cwd } });
    await outside.close();
    const stored = await world.backend.inspect.artifact(`${place}/my_advanced_artifact:v0`);
    const temporary = createHash("md5").update("temporary").digest("hex").slice(0, 20);
    expect(Object.keys(stored?.entries ?? {}).toSorted()).toEqual(
      [
        "External HTTP reference to an image",
        "External S3 reference",
        "My directory/a.txt",
        "My directory/deep/b.txt",
        "output.pickle",
        "validation_dataset",
        `${temporary}.md`,
      ].toSorted(),
    );
    expect(stored?.entries["External HTTP reference to an image"]).toMatchObject({
      ref: `${outside.origin}/200/300`,
      digest: "abc",
      sizeBytes: outside.png.length,
      md5: undefined,
    });
    expect(stored?.entries["External S3 reference"]).toMatchObject({
      ref: "s3://my-bucket/datasets/mnist",
      md5: undefined,
    });
    expect(stored?.description).toBe(description);
    expect(stored?.aliases.toSorted()).toEqual(
      ["latest", x8(result.runId), "my_first_alias", "my_second_alias"].toSorted(),
    );
    expect(stored?.aliases.filter((alias) => alias === "latest")).toHaveLength(1);
    const sizes = Object.values(stored?.entries ?? {}).reduce(
      (sum, entry) => sum + entry.sizeBytes,
      0,
    );
    const [event] = await result.materializations("my_advanced_artifact");
    expect(metadataOf(event)["wandb_artifact_size"]).toBe(sizes);
  },
);

test.for(passes)(
  "A17 F068 F069 a missing local path fails the step, named in full, and leaves nothing ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    for (const configuration of [
      { addFiles: [{ localPath: "missing.txt" }] },
      { addDirs: [{ localPath: "missing.txt" }] },
    ]) {
      const missing = asset(
        { name: "missing", ...manager, metadata: wandbArtifact(configuration) },
        () => 1,
      );
      const error = await world.fail([missing], { manager: { cwd: world.baseDir } });
      expect(error.code).toBe("E-W15");
      expect(error.message).toContain(join(world.baseDir, "missing.txt"));
    }
    await world.expectUntouched();
  },
);

test.for(passes)(
  "A17 F077 extras that collide are refused, also with the serialized value ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const outside = join(world.baseDir, "inputs");
    await mkdir(outside, { recursive: true });
    await writeFile(join(outside, "a.txt"), "a");
    await writeFile(join(outside, "b.txt"), "b");
    for (const addFiles of [
      [
        { localPath: "a.txt", name: "same" },
        { localPath: "b.txt", name: "same" },
      ],
      [{ localPath: "a.txt", name: "output.pickle" }],
      [{ localPath: "a.txt", name: "output.pickle", overwrite: true }],
    ]) {
      const clash = asset(
        { name: "clash", ...manager, metadata: wandbArtifact({ addFiles }) },
        () => 1,
      );
      expect((await world.fail([clash], { manager: { cwd: outside } })).code).toBe("E-W15");
    }
    await world.expectUntouched();
  },
);

test.for(passes)(
  "F072 a reference to a bucket prefix becomes one entry per object below its name ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const asked: string[] = [];
    const bucket = createServer((request, answer) => {
      asked.push(`${request.method ?? ""} ${request.headers.authorization?.slice(0, 16) ?? ""}`);
      if (request.method === "HEAD") answer.writeHead(404).end();
      else {
        const items = ["a.csv", "b.csv", "deep/c.csv"].map((key, index) =>
          bucketItem(`mnist/${key}`, index + 1),
        );
        answer.writeHead(200).end(`<ListBucketResult>${items.join("")}</ListBucketResult>`);
      }
    });
    await new Promise<void>((resolve) => bucket.listen(0, "127.0.0.1", resolve));
    const { port } = bucket.address() as AddressInfo;
    const referring = asset(
      {
        name: "referring",
        ...manager,
        metadata: wandbArtifact({
          addReferences: [{ uri: "s3://datasets/mnist", name: "from s3" }],
        }),
      },
      () => 1,
    );
    await world.succeed([referring], {
      resources: {
        wandb_resource: wandbResource.configured({
          api_key: defaultApiKey,
          host: world.server.origin,
          retry: { min_delay_ms: 1, max_delay_ms: 4 },
          references: {
            s3: {
              endpoint: `http://127.0.0.1:${port}`,
              access_key_id: "id",
              secret_access_key: "not shown",
            },
          },
        }),
      },
    });
    await new Promise<void>((resolve) => bucket.close(() => resolve()));
    const artifact = await world.backend.inspect.artifact(`${place}/referring:v0`);
    expect(artifact?.entries).toMatchObject({
      "from s3/a.csv": { ref: "s3://datasets/mnist/a.csv", digest: "tag-1", md5: undefined },
      "from s3/b.csv": { ref: "s3://datasets/mnist/b.csv", sizeBytes: 2 },
      "from s3/deep/c.csv": { ref: "s3://datasets/mnist/deep/c.csv" },
    });
    // The last one asks whether the bucket keeps versions.
    expect(asked).toEqual([
      "HEAD AWS4-HMAC-SHA256",
      "GET AWS4-HMAC-SHA256",
      "HEAD AWS4-HMAC-SHA256",
    ]);
  },
);
