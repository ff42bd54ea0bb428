import { expect, test } from "vitest";
import {
  checkDynamicPartitionKeys,
  dynamicPartitions,
  dynamicPartitionsSnapshot,
} from "../index.ts";

const customers = dynamicPartitions("customers");
const context = {
  dynamicStore: dynamicPartitionsSnapshot({ customers: ["bob", "ann", "bob"], others: ["x"] }),
};

test("P013 reads keys of its name in the order they were added", () => {
  expect(customers.getPartitionKeys(context)).toEqual(["bob", "ann"]);
  expect(customers.hasPartitionKey("ann", context)).toBe(true);
  expect(customers.hasPartitionKey("x", context)).toBe(false);
  expect(dynamicPartitions("unknown").getPartitionKeys(context)).toEqual([]);
});

test("P013 asks the store for one key, not for all", () => {
  const dynamicStore = {
    getDynamicPartitions: () => {
      throw new Error("listed");
    },
    hasDynamicPartition: (_name: string, key: string) => key === "ann",
  };
  expect(customers.hasPartitionKey("ann", { dynamicStore })).toBe(true);
});

test("P013 needs a store", () => {
  expect(() => customers.getPartitionKeys()).toThrow(
    expect.objectContaining({ code: "PARTITIONS_NO_STORE", details: { name: "customers" } }),
  );
  expect(() => customers.hasPartitionKey("ann")).toThrow(/live in an instance/);
});

test("P013 builds requests for sensors and refuses faulty keys", () => {
  expect(customers.buildAddRequest(["cleo"])).toEqual({
    kind: "add-dynamic-partitions",
    name: "customers",
    keys: ["cleo"],
  });
  expect(customers.buildDeleteRequest(["bob"])).toEqual({
    kind: "delete-dynamic-partitions",
    name: "customers",
    keys: ["bob"],
  });
  expect(() => customers.buildAddRequest(["a...b", "ok", ""])).toThrow(
    expect.objectContaining({
      code: "PARTITIONS_INVALID_KEY",
      problems: expect.objectContaining({ length: 2 }) as unknown,
    }),
  );
  expect(() => checkDynamicPartitionKeys(["a", "a"])).not.toThrow();
  expect(() => dynamicPartitions("")).toThrow(
    expect.objectContaining({ code: "PARTITIONS_INVALID_DEFINITION" }),
  );
});

test("P018 the id follows the stored keys", () => {
  const other = { dynamicStore: dynamicPartitionsSnapshot({ customers: ["bob"] }) };
  expect(customers.getDefinitionId(context)).not.toBe(customers.getDefinitionId(other));
  expect(customers.equals(dynamicPartitions("customers"))).toBe(true);
  expect(customers.equals(dynamicPartitions("others"))).toBe(false);
});

test("P020 subsets keep keys by text while positions change", () => {
  const subset = customers.subsetWithKeys(["ann"], context);
  const all = customers.allSubset(context);
  expect([...all.difference(subset).keys()]).toEqual(["bob"]);
  expect(subset.union(all).equals(all)).toBe(true);
  expect(all.intersection(subset).equals(subset)).toBe(true);
  expect([...subset.complement(context).keys()]).toEqual(["bob"]);
  expect(subset.withKeys(["bob"], context).size).toBe(2);
  expect(subset.serialize()).toBe('{"version": 1, "subset": ["ann"]}');
  expect(subset.keyRanges()).toEqual([{ start: "ann", end: "ann" }]);
  expect(() => customers.subsetWithKeys(["zoe"], context)).toThrow(
    expect.objectContaining({ code: "PARTITIONS_UNKNOWN_KEY" }),
  );
  expect([...customers.subsetInRange({ start: "bob", end: "ann" }, context).keys()]).toEqual([
    "bob",
    "ann",
  ]);
});
