import { expect, test } from "vitest";
import { createBackendClock } from "./clock.ts";

test("follows its source, and goes forwards with advance", () => {
  let time = 1000;
  const clock = createBackendClock(() => time);
  clock.advance(500);
  time += 1;
  expect(clock.now()).toBe(1501);
});

test("stands still while frozen and goes on from there", () => {
  let time = 1000;
  const clock = createBackendClock(() => time);
  clock.freeze();
  time += 100;
  clock.advance(5);
  expect(clock.now()).toBe(1005);
  clock.resume();
  time += 1;
  expect(clock.now()).toBe(1006);
});

test("is set to an instant, frozen or not", () => {
  let time = 1000;
  const clock = createBackendClock(() => time);
  clock.set(50);
  time += 1;
  expect(clock.now()).toBe(51);
  clock.freeze();
  clock.set(7);
  expect(clock.now()).toBe(7);
});
