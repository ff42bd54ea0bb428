import { job, op } from "@heddle/core";
import { createWandbBackend, defaultApiKey, serveWandb } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { wandbResource, type WandbResourceConfig } from "./wandb-resource.ts";

const secondKey = "local-ffffffffffffffffffffffffffffffffffffffff";

const whoAmI = op(
  { name: "who_am_i", resources: { wandb_resource: wandbResource } },
  async (_, { resources: { wandb_resource: client } }) => {
    const viewer = await client.viewer();
    return { host: client.host, username: viewer.username };
  },
);

const asking = (config: WandbResourceConfig): ReturnType<typeof job> =>
  job(
    { name: "asking", resources: { wandb_resource: wandbResource.configured(config) } },
    () => void whoAmI(),
  );

/** The code, and all text, of an error and its causes. */
function flatten(error: unknown): { readonly codes: readonly unknown[]; readonly text: string } {
  const codes: unknown[] = [];
  const texts: string[] = [];
  for (let current = error; current instanceof Error; current = current.cause) {
    codes.push((current as { readonly code?: unknown }).code);
    texts.push(current.message, current.stack ?? "", JSON.stringify(current));
  }
  return { codes, text: texts.join("\n") };
}

const failure = async (
  config: WandbResourceConfig,
  environment = {},
): Promise<ReturnType<typeof flatten>> => {
  try {
    await asking(config).executeInProcess({ environment });
  } catch (error) {
    return flatten(error);
  }
  throw new Error("it succeeded");
};

test("F006 F007 F015 gives ops a client with the key and host from the environment", async () => {
  await using server = await serveWandb(createWandbBackend());
  const result = await asking({
    api_key: { env: "WANDB_API_KEY" },
    host: { env: "HOST" } as never,
  }).executeInProcess({
    environment: { WANDB_API_KEY: defaultApiKey, HOST: `${server.origin}/` },
  });
  expect(await result.outputForNode("who_am_i")).toEqual({ host: server.origin, username: "ada" });
});

test("F013 two hosts and two keys work in one process", async () => {
  await using first = await serveWandb(createWandbBackend());
  await using second = await serveWandb(
    createWandbBackend({ accounts: { users: [{ username: "grace", apiKey: secondKey }] } }),
  );
  const results = await Promise.all([
    asking({ api_key: defaultApiKey, host: first.origin }).executeInProcess(),
    asking({ api_key: secondKey, host: second.origin }).executeInProcess(),
  ]);
  expect(await Promise.all(results.map((result) => result.outputForNode("who_am_i")))).toEqual([
    { host: first.origin, username: "ada" },
    { host: second.origin, username: "grace" },
  ]);
});

test("F008 F015 an unset variable is named", async () => {
  const { text } = await failure({ api_key: { env: "WANDB_API_KEY" } });
  expect(text).toContain("WANDB_API_KEY");
});

test.each<[string, WandbResourceConfig]>([
  ["WANDB_RESOURCE_API_KEY", { api_key: "too-short" }],
  ["WANDB_RESOURCE_HOST", { api_key: defaultApiKey, host: "ftp://example.com" }],
  ["WANDB_RESOURCE_HOST", { api_key: defaultApiKey, host: "http://[" }],
])("fails with %s before any request", async (code, config) => {
  expect((await failure(config)).codes).toContain(code);
});

test("F022 verify asks the server at start-up, and says which host refused", async () => {
  const backend = createWandbBackend();
  await using server = await serveWandb(backend);
  const refused = await failure({ api_key: secondKey, host: server.origin, verify: true });
  expect(refused.codes).toContain("WANDB_RESOURCE_REFUSED");
  expect(refused.text).toContain(server.origin);
  await asking({ api_key: defaultApiKey, host: server.origin, verify: true }).executeInProcess();
});

test("the key is never shown: not in errors, events, nor a dump of the client", async () => {
  await using server = await serveWandb(createWandbBackend());
  const refused = await failure({ api_key: secondKey, host: server.origin });
  expect(refused.text).not.toContain(secondKey);
  const result = await asking({ api_key: defaultApiKey, host: server.origin }).executeInProcess();
  expect(JSON.stringify(await result.events())).not.toContain(defaultApiKey);
  expect(JSON.stringify(result.run)).not.toContain(defaultApiKey);
});

test("F023 unknown settings are refused, all at once", async () => {
  const { text } = await failure({ api_key: defaultApiKey, hots: "x", retries: 3 } as never);
  expect(text).toContain("hots");
  expect(text).toContain("retries");
});

test("hands the access to object stores to the client, which shows none of it", async () => {
  const told = op(
    { name: "told", resources: { wandb_resource: wandbResource } },
    (_, { resources: { wandb_resource: client } }) => client.services.settings.references,
  );
  const telling = job(
    {
      name: "telling",
      resources: {
        wandb_resource: wandbResource.configured({
          api_key: defaultApiKey,
          references: {
            s3: { region: "eu-west-1" },
            azure: { sas_token: { env: "SAS" }, access_token: "jwt" },
          },
        }),
      },
    },
    () => void told(),
  );
  const result = await telling.executeInProcess({ environment: { SAS: "sv=1&sig=x" } });
  expect(await result.outputForNode("told")).toEqual({
    s3: { region: "eu-west-1" },
    gcs: {},
    azure: { sasToken: "sv=1&sig=x", accessToken: "jwt" },
  });
});
