import { expect, test } from "vitest";
import { createApi } from "../__fixtures__/api.ts";
import { base, begin, create } from "../__fixtures__/artifact-steps.ts";

test("makes project, type and collection; nothing is listed before the commit", async () => {
  const api = createApi();
  const { createArtifact } = await api.ask(create, { input: { ...base, projectName: "new" } });
  expect(createArtifact.artifact).toMatchObject({
    state: "PENDING",
    artifactSequence: { name: "ds", latestArtifact: null },
  });
  expect(await api.backend.inspect.artifacts("ada/new")).toEqual([]);
});

const keys = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`k${index}`, 0]));

test.each([
  ["a slash in the name", { artifactCollectionName: "a/b" }, "invalid artifact collection name"],
  ["a colon in the name", { artifactCollectionName: "a:b" }, "invalid artifact collection name"],
  ["a long name", { artifactCollectionName: "x".repeat(129) }, "invalid artifact collection name"],
  ["no name", { artifactCollectionName: null }, "needs an artifactCollectionName"],
  ["a slash in the type", { artifactTypeName: "a/b" }, "invalid artifact type name"],
  ["no digest", { digest: "" }, "needs a digest"],
  ["metadata that is a list", { metadata: "[]" }, "artifact metadata is not a JSON object"],
  ["too much metadata", { metadata: JSON.stringify(keys) }, "101 keys"],
  ["no time to live", { ttlDurationSeconds: 0 }, "invalid artifact TTL 0"],
  [
    "a version as alias",
    { aliases: [{ artifactCollectionName: "ds", alias: "v3" }] },
    "reserved for versions",
  ],
  [
    "a colon in an alias",
    { aliases: [{ artifactCollectionName: "ds", alias: "a:b" }] },
    "invalid alias",
  ],
  [
    "an alias for another collection",
    { aliases: [{ artifactCollectionName: "other", alias: "a" }] },
    "is for collection other",
  ],
  ["an unknown run", { runName: "absent" }, "could not find run p/absent"],
  ["an unknown entity", { entityName: "strangers" }, "could not find entity strangers"],
])("refuses %s", async (_, input, message) => {
  const { errors } = await createApi().query(create, { input: { ...base, ...input } });
  expect(errors[0]?.message).toContain(message);
});

test("refuses another type for a collection that exists", async () => {
  const api = createApi();
  await api.log("ds", { "a.txt": "a" });
  const { errors } = await api.query(create, { input: { ...base, artifactTypeName: "model" } });
  expect(errors[0]?.message).toBe(
    "Artifact ds already exists with type 'dataset'; cannot create another with type 'model'",
  );
});

test("leads to the same pending version with the same client id or distributed id", async () => {
  const api = createApi();
  const id = await begin(api, { clientID: "c1", sequenceClientID: "s1", distributedID: "d" });
  expect(await begin(api, { clientID: "c1" })).toBe(id);
  expect(await begin(api, { clientID: "c2", distributedID: "d" })).toBe(id);
  expect(await begin(api, { clientID: "c3" })).not.toBe(id);
  const mapping = "query ($id: ID!) { clientIDMapping(clientID: $id) { serverID } }";
  expect((await api.ask(mapping, { id: "c2" })).clientIDMapping.serverID).toBe(id);
  expect((await api.ask(mapping, { id: "s1" })).clientIDMapping).not.toBeNull();
  expect((await api.ask(mapping, { id: "unknown" })).clientIDMapping).toBeNull();
});

test("gives the committed version of equal content, and moves aliases to it", async () => {
  const api = createApi();
  const id = await api.log("ds", { "a.txt": "a" }, { aliases: ["first"] });
  await api.log("ds", { "a.txt": "b" });
  const again = await api.log("ds", { "a.txt": "a" }, { dedupe: true, aliases: ["second"] });
  expect(again).toBe(id);
  expect(await api.backend.inspect.artifact("ada/p/ds:second")).toMatchObject({
    version: "v0",
    aliases: ["first", "second"],
  });
  expect((await api.backend.inspect.artifact("ada/p/ds:latest"))?.version).toBe("v1");
});

test("makes a new version of equal content without deduplication, but asks for no bytes", async () => {
  const api = createApi();
  await api.log("ds", { "a.txt": "a" });
  api.backend.inspect.clearRequests();
  await api.log("ds", { "a.txt": "a" });
  expect((await api.backend.inspect.artifact("ada/p/ds:latest"))?.version).toBe("v1");
  const uploads = api.backend.inspect.requests({ surface: "upload" });
  expect(uploads.map(({ path }) => path.split("/")[2])).toEqual(["manifest"]);
});
