import { expect, test } from "vitest";
import { rejection, setUp } from "../support.ts";
import { scripted } from "./scripted.ts";

test("reads GraphQL errors whatever the status, and does not repeat them", async () => {
  const { client, seen } = scripted([
    () => Response.json({ data: null, errors: [{ message: "first" }, { message: "second" }] }),
  ]);
  expect(await rejection(client.verify())).toMatchObject({
    code: "WANDB_CLIENT_REQUEST",
    message: expect.stringContaining("first; second"),
    details: { serverMessages: ["first", "second"] },
  });
  expect(seen).toHaveLength(1);
  const denied = scripted([() => Response.json({ errors: [{ message: "permission denied" }] })]);
  expect(await rejection(denied.client.verify())).toMatchObject({ code: "WANDB_CLIENT_FORBIDDEN" });
});

test("runs documents of the caller, with and without a name", async () => {
  await using setup = await setUp();
  const ask = async (document: string): Promise<unknown> =>
    await setup.client.graphql(document, {});
  const answer = { viewer: { username: "ada" } };
  expect(await ask("{ viewer { username } }")).toEqual(answer);
  expect(await ask("query { viewer { username } }")).toEqual(answer);
  expect(
    await ask(
      "# query of mine\nquery Who { viewer { ...Name } }\nfragment Name on User { username }",
    ),
  ).toEqual(answer);
  expect(await rejection(ask("{ viewer { shoeSize } }"))).toMatchObject({
    code: "WANDB_CLIENT_REQUEST",
    message: expect.stringMatching(/^Anonymous: .*shoeSize/),
  });
});

test("tries again when a web page comes in place of the answer, and says so in the end", async () => {
  const { client, seen } = scripted([
    () => new Response("<html>", { headers: { "content-type": "text/html" } }),
  ]);
  expect(await rejection(client.verify())).toMatchObject({
    code: "WANDB_CLIENT_BAD_ANSWER",
    message: expect.stringContaining("text/html"),
  });
  expect(seen).toHaveLength(3);
});

test("says which answer lacks what it promises", async () => {
  const { client } = scripted([
    () =>
      Response.json({
        data: {
          upsertBucket: null,
          serverInfo: { features: [] },
          project: null,
          createArtifact: null,
        },
      }),
  ]);
  expect(await rejection(client.run({ id: "x" }))).toMatchObject({
    code: "WANDB_CLIENT_BAD_ANSWER",
  });
});
