import fc from "fast-check";
import { expect, test } from "vitest";
import { paginate, type Connection } from "./connection.ts";

const self = (item: string): string => item;

test("pages through a list without losing or repeating an item", () => {
  const lists = fc.uniqueArray(fc.string({ maxLength: 5 }), { maxLength: 20 });
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 7 }), (items, first) => {
      const seen: string[] = [];
      let after: string | null = null;
      for (;;) {
        const page: Connection<string> = paginate(items, { first, after }, self);
        seen.push(...page.edges.map(({ node }) => node));
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      expect(seen).toEqual(items);
    }),
  );
});

test("goes on after the same item when others were added before it", () => {
  const { pageInfo } = paginate(["b", "c", "d"], { first: 2 }, self);
  const next = paginate(["a", "b", "c", "d"], { after: pageInfo.endCursor }, self);
  expect(next.edges.map(({ node }) => node)).toEqual(["d"]);
});

test("goes on at the same place when the item itself is gone", () => {
  const { pageInfo } = paginate(["a", "b", "c"], { first: 2 }, self);
  const next = paginate(["a", "c"], { after: pageInfo.endCursor }, self);
  expect(next.edges.map(({ node }) => node)).toEqual(["c"]);
  expect(next.totalCount).toBe(2);
});

test.each(["?", btoa("[]"), btoa("not json")])("refuses the cursor %j", (after) => {
  expect(() => paginate(["a"], { after }, self)).toThrow("invalid cursor");
});

test("refuses a negative page size", () => {
  expect(() => paginate(["a"], { first: -1 }, self)).toThrow("must not be negative");
});
