import { describe, expect, test } from "vitest";
import { createApi } from "../__fixtures__/api.ts";
import { makeExecutableSchema } from "./executable-schema.ts";

describe("errors in the forms that clients look for", () => {
  test("an unknown field", async () => {
    const { backend, query } = createApi();
    const { status, errors } = await query("{ serverInfo { future } }");
    expect(status).toBe(400);
    expect(errors).toEqual([{ message: 'Cannot query field "future" on type "ServerInfo".' }]);
    expect(backend.inspect.unanswered()).toMatchObject([
      { path: "/graphql", messages: ['Cannot query field "future" on type "ServerInfo".'] },
    ]);
  });

  test("a field that came with a feature which the server lacks", async () => {
    const text = "query ($id: ID!) { artifact(id: $id) { digestAlgorithm } }";
    const old = await createApi({ features: "none" }).query(text, { id: "x" });
    expect([old.status, old.errors[0]?.message]).toEqual([
      400,
      'Cannot query field "digestAlgorithm" on type "Artifact".',
    ]);
    const current = createApi({ features: ["ARTIFACT_DIGEST_ALGORITHM"] });
    expect(await current.ask(text, { id: "x" })).toEqual({ artifact: null });
  });

  test("an unknown member of an input", async () => {
    const { query } = createApi();
    const { status, errors } = await query(
      "mutation ($input: CommitArtifactInput!) { commitArtifact(input: $input) { artifact { id } } }",
      { input: { artifactID: "x", other: 1 } },
    );
    expect(status).toBe(400);
    expect(errors[0]?.message).toContain('"other"');
  });

  test("a missing variable", async () => {
    const { query } = createApi();
    const { status, errors } = await query("query ($id: ID!) { artifact(id: $id) { id } }");
    expect(status).toBe(400);
    expect(errors[0]?.message).toContain('Variable "$id" has invalid value');
  });

  test("text that is no GraphQL", async () => {
    const { query } = createApi();
    expect(await query("query {")).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining("Syntax Error") as string }],
    });
  });

  test("a refusal names the path, and data is null there", async () => {
    const { query } = createApi();
    const { status, data, errors } = await query(
      'mutation { commitArtifact(input: { artifactID: "nope" }) { artifact { id } } }',
    );
    expect(status).toBe(404);
    expect(data).toEqual({ commitArtifact: null });
    expect(errors).toMatchObject([
      { message: "could not find artifact nope", path: ["commitArtifact"] },
    ]);
  });

  test("a constraint of the schema", async () => {
    const { query } = createApi();
    const text =
      "mutation ($input: UpdateArtifactInput!) { updateArtifact(input: $input) { artifact { id } } }";
    const tag = await query(text, { input: { artifactID: "x", tagsToAdd: [{ tagName: "a/b" }] } });
    expect(tag.errors[0]?.message).toContain("input.tagsToAdd[0].tagName does not match");
    const long = await query(text, {
      input: { artifactID: "x", tagsToAdd: [{ tagName: "a".repeat(129) }] },
    });
    expect(long.errors[0]?.message).toContain("exceeds the maximum length of 128");
  });
});

test("accepts what clients send besides: undeclared variables, nulls, comments, aliases", async () => {
  const { ask } = createApi();
  const data = await ask(
    `#graphql
    query Viewer($flag: Boolean = false) { result: viewer { name: username flags @include(if: $flag) } }`,
    { usedAs: null, extra: 1 },
  );
  expect(data).toEqual({ result: { name: "ada" } });
});

test("answers introspection", async () => {
  const { ask } = createApi();
  const data = await ask('{ type: __type(name: "CreateArtifactInput") { inputFields { name } } }');
  expect(data.type.inputFields).toContainEqual({ name: "clientID" });
});

test("refuses bodies that are no JSON object", async () => {
  const { send } = createApi();
  for (const body of ["", "[]", "{", "{}"]) {
    const response = await send("/graphql", { method: "POST", body });
    expect(response.status).toBe(400);
  }
  expect((await send("/graphql")).status).toBe(405);
});

describe("resolver maps", () => {
  const schema = ["type Query { a: Int }"];

  test.each([
    [[], "Query.a has no resolver"],
    [[{ Query: { a: () => 1 } }, { Query: { a: () => 2 } }], "Query.a has two resolvers"],
    [[{ Query: { b: () => 1 } }], "the schema has no field Query.b"],
    [[{ Other: {} }], "the schema has no object type Other"],
  ])("a defect in them is found when the schema is made", (maps, message) => {
    expect(() => makeExecutableSchema(schema, maps)).toThrow(message);
  });
});
