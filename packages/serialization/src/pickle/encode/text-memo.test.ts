import { expect, test } from "vitest";
import { TextMemo } from "./text-memo.ts";

test("finds every text that was stored and no other", () => {
  const memo = new TextMemo();
  const expected = new Map<string, number>();
  for (let at = 0; at < 5000; at += 1) {
    const text = `${"é".repeat(at % 90)}text ${(at * 7919) % 3000}`;
    expect(memo.find(text)).toBe(expected.get(text));
    if (expected.has(text)) continue;
    memo.store(text, at);
    expected.set(text, at);
  }
  expect(memo.find("")).toBe(undefined);
});

test("stays right when many texts share a hash", () => {
  const memo = new TextMemo();
  const texts = Array.from(
    { length: 1000 },
    (_, at) => `${"a".repeat(150)}${at + 1000}${"z".repeat(150)}`,
  );
  for (const [at, text] of texts.entries()) {
    expect(memo.find(text)).toBe(undefined);
    memo.store(text, at);
  }
  expect(texts.map((text) => memo.find(text))).toEqual(texts.map((_, at) => at));
});

test("stores deferred texts when another is looked up, under indices that follow each other", () => {
  const memo = new TextMemo();
  memo.find("before");
  memo.store("before", 0);
  const items = Array.from({ length: 4000 }, (_, at) => (at % 2 === 0 ? `key ${at}` : at));
  memo.defer(items, 0, 2000, 10);
  expect(memo.canDefer(items)).toBe(true);
  expect(memo.canDefer([])).toBe(false);
  memo.defer(items, 2000, 4000, 5000);
  expect(memo.isStored("before")).toBe(true);
  expect(memo.isStored("key 0")).toBe(false);
  expect(memo.find("key 0")).toBe(10);
  expect(memo.isStored("key 0")).toBe(true);
  expect(memo.find("key 1998")).toBe(1009);
  expect(memo.find("key 2000")).toBe(5000);
  expect(memo.find("key 3998")).toBe(5999);
  expect(memo.find("before")).toBe(0);
  expect(memo.canDefer([])).toBe(true);
});
