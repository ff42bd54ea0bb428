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
    (_, at) => `${"a".repeat(40)}${at + 1000}${"z".repeat(40)}`,
  );
  for (const [at, text] of texts.entries()) {
    expect(memo.find(text)).toBe(undefined);
    memo.store(text, at);
  }
  expect(texts.map((text) => memo.find(text))).toEqual(texts.map((_, at) => at));
});
