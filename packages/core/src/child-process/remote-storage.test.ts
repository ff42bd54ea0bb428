import { HeddleError } from "@heddle/errors";
import { expect, test } from "vitest";
import { instanceStorageContract } from "../instance/conformance/index.ts";
import { memoryStorage } from "../instance/memory/memory-storage.ts";
import type { InstanceStorage } from "../instance/storage.ts";
import { RemoteStorage } from "./remote-storage.ts";
import { StorageServer } from "./serve-storage.ts";

/** A storage that is reached only by messages, as between two processes. */
function distant(storage: InstanceStorage): InstanceStorage {
  const remote = new RemoteStorage("distant", (message) => {
    void server.take(structuredClone(message) as Parameters<StorageServer["take"]>[0]);
  });
  const server = new StorageServer(storage, (message) => {
    remote.take(structuredClone(message) as Parameters<RemoteStorage["take"]>[0]);
  });
  return remote.storage;
}

for (const { title, run } of instanceStorageContract) {
  // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- the contract brings titles and assertions
  test(title, () => run(async ({ clock }) => distant(memoryStorage({ clock }))));
}

test("passes errors on with their code, hint and details, and other errors with their name", async () => {
  const storage = memoryStorage();
  const failing: InstanceStorage = {
    ...storage,
    getRun: () => Promise.reject(new RangeError("too far")),
    getValue: () =>
      Promise.reject(
        new HeddleError({
          code: "STORAGE_FULL",
          message: "full",
          hint: "make room",
          details: { a: 1 },
        }),
      ),
  };
  await expect(distant(failing).getRun("a")).rejects.toMatchObject({
    name: "RangeError",
    message: "too far",
  });
  const error: unknown = await distant(failing)
    .getValue("a")
    .catch((caught: unknown) => caught);
  expect(HeddleError.is(error, "STORAGE_FULL")).toBe(true);
  expect(error).toMatchObject({ message: "full", hint: "make room", details: { a: 1 } });
});

test("refuses calls that a worker may not make", async () => {
  const sent: unknown[] = [];
  const server = new StorageServer(memoryStorage(), (message) => sent.push(message));
  await server.take({ kind: "call", id: 1, method: "close" as "getRun", args: [] });
  expect(sent).toMatchObject([
    { kind: "refusal", error: { message: 'a worker may not call "close"' } },
  ]);
});
