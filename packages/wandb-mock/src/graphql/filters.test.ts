import { expect, test } from "vitest";
import { compileFilters } from "./filters.ts";
import { likePattern } from "./like-pattern.ts";
import { sortBy } from "./order.ts";

interface Item {
  readonly [key: string]: unknown;
}

const read = (item: Item, path: string): unknown => item[path];
const item: Item = {
  name: "weaver",
  count: 3,
  tags: ["a", "b"],
  nothing: null,
  at: "2024-05-01T00:00:00.000Z",
};

test.each([
  ["{}", true],
  ["", true],
  ["null", true],
  ['{"name":"weaver"}', true],
  ['{"name":"other"}', false],
  ['{"name":{"$ne":"other"}}', true],
  ['{"count":{"$gt":2,"$lte":3}}', true],
  ['{"count":{"$gte":4}}', false],
  ['{"count":{"$lt":"x"}}', false],
  ['{"at":{"$gt":"2024-04-30"}}', true],
  ['{"at":{"$lt":"2024-04-30T23:59:59Z"}}', false],
  ['{"name":{"$in":["weaver","loom"]}}', true],
  ['{"name":{"$nin":["weaver"]}}', false],
  ['{"name":{"$regex":"^wea"}}', true],
  ['{"name":{"$regex":"(?i)^WEA"}}', true],
  ['{"tags":{"$regex":"b"}}', true],
  ['{"name":{"$contains":"eav"}}', true],
  ['{"tags":"a"}', true],
  ['{"tags":{"$in":["x","b"]}}', true],
  ['{"nothing":null}', true],
  ['{"absent":{"$exists":false}}', true],
  ['{"name":{"$not":{"$eq":"weaver"}}}', false],
  ['{"$and":[{"name":"weaver"},{"count":3}]}', true],
  ['{"$or":[{"name":"x"},{"count":3}]}', true],
  ['{"$or":[]}', true],
  ['{"$nor":[{"name":"weaver"}]}', false],
  ['{"$not":{"name":"weaver"}}', false],
])("%s accepts the item: %s", (filters, isAccepted) => {
  expect(compileFilters(filters, read)(item)).toBe(isAccepted);
});

test.each([
  ["{", "not valid JSON"],
  ["[]", "must be a JSON object"],
  ['{"$where":"1"}', "unknown filter operator $where"],
  ['{"name":{"$like":"x"}}', "unknown filter operator $like"],
  ['{"name":{"$in":"x"}}', "$in takes a list"],
  ['{"$and":{}}', "$and takes a list"],
  ['{"name":{"$regex":"("}}', "invalid regular expression"],
  ['{"name":{"$regex":3}}', "$regex takes a string"],
  [`{"a":${'{"$not":'.repeat(30)}1${"}".repeat(30)}}`, "nested too deeply"],
])("%s is refused", (filters, message) => {
  expect(() => compileFilters(filters, read)).toThrow(message);
});

test("orders by several keys, absent values last", () => {
  const items: Item[] = [
    { name: "a", loss: 2 },
    { name: "b" },
    { name: "c", loss: 1 },
    { name: "d", loss: 2 },
  ];
  const names = (order: string | null): unknown[] =>
    sortBy(items, order, "+name", read).map(({ name }) => name);
  expect(names("+loss")).toEqual(["c", "a", "d", "b"]);
  expect(names("-loss, -name")).toEqual(["d", "a", "c", "b"]);
  expect(names(null)).toEqual(["a", "b", "c", "d"]);
});

test("matches SQL LIKE patterns", () => {
  expect(likePattern("media/%")("media/images/a.png")).toBe(true);
  expect(likePattern("a_c")("abc")).toBe(true);
  expect(likePattern("a_c")("abbc")).toBe(false);
  expect(likePattern(String.raw`50\%`)("50%")).toBe(true);
  expect(likePattern("a.c")("abc")).toBe(false);
});
