import { expect, test } from "vitest";
import { changedConfig } from "./run-config.ts";

const own = '{"value":{"t":{"5":"0.31.0"},"m":[]}}';

test("W&B's own part stays when a config comes without it", () => {
  const before = `{"a":{"value":1},"_wandb":${own}}`;
  expect(changedConfig(before, '{"b":{"value":NaN}}')).toBe(`{"_wandb":${own},"b":{"value":NaN}}`);
  expect(changedConfig(before, "{}")).toBe(`{"_wandb":${own}}`);
  expect(changedConfig(before, ' { "b": 1 }')).toBe(` {"_wandb":${own}, "b": 1 }`);
  expect(changedConfig(`{"_wandb":{"value":"$&"}}`, '{"b":1}')).toBe(
    `{"_wandb":{"value":"$&"},"b":1}`,
  );
});

test("a config that has its own part, or follows none, is taken as it is", () => {
  const sent = '{"_wandb":{"value":{}},"b":1}';
  expect(changedConfig(`{"_wandb":${own}}`, sent)).toBe(sent);
  expect(changedConfig("{}", '{"b":1}')).toBe('{"b":1}');
});
