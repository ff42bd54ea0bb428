import {
  buildClientSchema,
  getIntrospectionQuery,
  parse,
  validate,
  type IntrospectionQuery,
} from "graphql";
import { expect, test } from "vitest";
import { WandbClient } from "../src/index.ts";
import { declaredOperations } from "../src/transport/operation.ts";
import { setUp } from "./support.ts";

await using setup = await setUp();
const schema = buildClientSchema(
  await setup.client.graphql<IntrospectionQuery>(getIntrospectionQuery(), {}),
);
const operations = declaredOperations();

test("declares the operations of every part of the client", () => {
  expect(WandbClient).toBeDefined();
  const names = operations.map((operation) => operation.name);
  expect(names).toEqual(
    expect.arrayContaining(["Viewer", "CreateArtifact", "UpsertBucket", "LinkArtifact"]),
  );
});

test.each(operations.map((operation) => [operation.name, operation.text]))(
  "asks for nothing that the backend's schema lacks: %s",
  (_name, text) => {
    expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([]);
  },
);
