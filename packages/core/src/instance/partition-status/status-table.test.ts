import fc from "fast-check";
import { expect, test } from "vitest";
import { StatusTable, type PartitionStatus } from "./status-table.ts";

type Fact =
  | { readonly kind: "plan"; readonly run: string; readonly from: number; readonly length: number }
  | { readonly kind: "made" | "failed" | "wiped"; readonly run: string; readonly position: number }
  | { readonly kind: "ended"; readonly run: string }
  | { readonly kind: "stored" };

const size = 12;
const run = fc.constantFrom("a", "b", "c");
const position = fc.nat({ max: size - 1 });
const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({
    kind: fc.constant("plan" as const),
    run,
    from: position,
    length: fc.nat({ max: 5 }),
  }),
  fc.record({ kind: fc.constantFrom("made", "failed", "wiped"), run, position }),
  fc.record({ kind: fc.constant("ended" as const), run }),
  fc.record({ kind: fc.constant("stored" as const) }),
);

/** The same rules, key by key and without any care for speed. */
function statusesByTheBook(facts: readonly Fact[]): readonly PartitionStatus[] {
  const keys = Array.from({ length: size }, () => ({
    made: false,
    failed: false,
    active: new Set<string>(),
    owedBy: "",
  }));
  for (const one of facts) {
    keys.forEach((key, index) => {
      if (
        one.kind === "plan" &&
        index >= one.from &&
        index < Math.min(size, one.from + one.length)
      ) {
        key.active.add(one.run);
        key.owedBy = one.run;
      }
      if (one.kind === "ended") {
        if (key.owedBy === one.run && key.active.has(one.run)) key.failed = true;
        if (key.owedBy === one.run) key.owedBy = "";
        key.active.delete(one.run);
      }
      if (!("position" in one) || one.position !== index) return;
      if (one.kind === "made") Object.assign(key, { made: true, failed: false, owedBy: "" });
      if (one.kind === "failed")
        Object.assign(key, { failed: true, ...(key.owedBy === one.run ? { owedBy: "" } : {}) });
      if (one.kind === "wiped") Object.assign(key, { made: false, failed: false, owedBy: "" });
      if (one.kind !== "wiped") key.active.delete(one.run);
    });
  }
  return keys.map(({ made, failed, active }) => {
    if (active.size > 0) return "in progress";
    if (failed) return "failed";
    return made ? "materialized" : "missing";
  });
}

test("P040 gives every partition the status that the facts lead to, stored and read back or not", () => {
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 40 }), (facts) => {
      let table = new StatusTable(size);
      for (const one of facts) {
        if (one.kind === "plan")
          table.plan(one.run, one.from, Math.min(size, one.from + one.length));
        else if (one.kind === "made") table.made(one.run, one.position);
        else if (one.kind === "failed") table.failed(one.run, one.position);
        else if (one.kind === "wiped") table.wiped(one.position);
        else if (one.kind === "ended") table.ended(one.run);
        else
          table = StatusTable.fromJSON(
            JSON.parse(JSON.stringify(table)) as ReturnType<StatusTable["toJSON"]>,
          );
      }
      const expected = statusesByTheBook(facts);
      expect(Array.from({ length: size }, (_, index) => table.status(index))).toEqual(expected);
      const counts = table.counts();
      for (const status of ["materialized", "in progress", "failed", "missing"] as const) {
        expect(counts[status]).toBe(expected.filter((one) => one === status).length);
      }
    }),
    { numRuns: 500 },
  );
});

test("P041 holds a million partitions of a thousand open runs in a few megabytes, and stores them in less", () => {
  const million = 1_000_000;
  const table = new StatusTable(million);
  for (let index = 0; index < 1000; index += 1)
    table.plan(`run ${String(index)}`, index * 500, index * 500 + 500);
  table.plan("all of the rest", 500_000, million);
  for (let at = 0; at < million; at += 3) table.made("", at);
  expect(table.counts()).toEqual({
    materialized: 0,
    "in progress": million,
    failed: 0,
    missing: 0,
  });
  const text = JSON.stringify(table);
  expect(text.length).toBeLessThan(8_000_000);
  const back = StatusTable.fromJSON(JSON.parse(text) as ReturnType<StatusTable["toJSON"]>);
  back.grow(million + 10);
  back.ended("all of the rest");
  expect(back.counts()).toEqual({
    materialized: 166_667,
    "in progress": 500_000,
    failed: 333_333,
    missing: 10,
  });
});
