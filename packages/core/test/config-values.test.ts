import { expect, test } from "vitest";
import { z } from "zod";
import { type, type Schema } from "@heddle/core";
import { configured, faultsOf } from "./config-faults.ts";

test.each<[string, Schema, unknown, unknown]>([
  ["a scalar", z.object({ a: z.string() }), { a: "x" }, { a: "x" }],
  ["a list", z.object({ a: z.array(z.number()) }), { a: [1, 2] }, { a: [1, 2] }],
  [
    "a nested shape",
    z.object({ a: z.object({ b: z.boolean() }) }),
    { a: { b: true } },
    { a: { b: true } },
  ],
  [
    "a permissive shape",
    z.looseObject({ a: z.string() }),
    { a: "x", other: 1 },
    { a: "x", other: 1 },
  ],
  [
    "a selector",
    z.union([z.strictObject({ s3: z.string() }), z.strictObject({ gcs: z.string() })]),
    { gcs: "b" },
    { gcs: "b" },
  ],
  ["a map", z.record(z.string(), z.number()), { x: 1 }, { x: 1 }],
  ["an enum", z.object({ a: z.enum(["x", "y"]) }), { a: "y" }, { a: "y" }],
  ["a nullable", z.object({ a: z.string().nullable() }), { a: null }, { a: null }],
  [
    "a scalar union",
    z.object({ a: z.union([z.string(), z.object({ b: z.number() })]) }),
    { a: { b: 1 } },
    { a: { b: 1 } },
  ],
])("O101 accepts %s", async (_, schema, config, expected) => {
  expect(await configured(schema, config)).toEqual(expected);
});

test.each<[string, Schema, unknown, string, string]>([
  [
    "a number for text",
    z.object({ a: z.string() }),
    { a: 1 },
    "RUNTIME_TYPE_MISMATCH",
    "root:ops:read:config:a",
  ],
  [
    "a number for a boolean",
    z.object({ a: z.boolean() }),
    { a: 1 },
    "RUNTIME_TYPE_MISMATCH",
    "root:ops:read:config:a",
  ],
  [
    "a mapping for a list",
    z.object({ a: z.array(z.number()) }),
    { a: { b: 1 } },
    "RUNTIME_TYPE_MISMATCH",
    "root:ops:read:config:a",
  ],
  [
    "a wrong item",
    z.object({ a: z.array(z.number()) }),
    { a: [1, "x"] },
    "RUNTIME_TYPE_MISMATCH",
    "root:ops:read:config:a:1",
  ],
  [
    "an unknown enum value",
    z.object({ a: z.enum(["x", "y"]) }),
    { a: "z" },
    "RUNTIME_TYPE_MISMATCH",
    "root:ops:read:config:a",
  ],
  [
    "a missing field",
    z.object({ a: z.string() }),
    {},
    "MISSING_REQUIRED_FIELD",
    "root:ops:read:config:a",
  ],
  [
    "an unknown field",
    z.object({ a: z.string() }),
    { a: "x", b: 1 },
    "FIELD_NOT_DEFINED",
    "root:ops:read:config:b",
  ],
  [
    "an unknown field deep down",
    z.object({ a: z.array(z.object({ b: z.string() })) }),
    { a: [{ b: "x", c: 1 }] },
    "FIELD_NOT_DEFINED",
    "root:ops:read:config:a:0:c",
  ],
])("O101 refuses %s", async (_, schema, config, reason, path) => {
  const faults = await faultsOf(configured(schema, config));
  expect(faults).toEqual([expect.objectContaining({ reason, path })]);
});

test("O102 defaults apply at every depth", async () => {
  const schema = z.object({
    a: z.string().default("x"),
    b: z.object({ c: z.number().default(2), d: z.number().optional() }).prefault({}),
  });
  expect(await configured(schema, undefined)).toEqual({ a: "x", b: { c: 2 } });
  expect(await configured(schema, null)).toEqual({ a: "x", b: { c: 2 } });
});

test("a type token accepts everything", async () => {
  expect(await configured(type<{ anything: unknown }>(), { anything: [1] })).toEqual({
    anything: [1],
  });
});
