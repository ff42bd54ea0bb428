import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { settingsFromEnv } from "./environment.ts";
import { findNetrcEntry } from "./netrc.ts";
import { parseSettingsFile } from "./settings-file.ts";

const key = (letter: string): string => letter.repeat(40);

async function home(
  files: Record<string, string>,
): Promise<{ home: string; directory: string; env: Record<string, string> }> {
  const folder = await mkdtemp(join(tmpdir(), "heddle-env-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return { home: folder, directory: join(folder, "work"), env: {} };
}

test("takes key, entity and project from the variables", async () => {
  const source = await home({});
  const env = {
    WANDB_API_KEY: key("a"),
    WANDB_ENTITY: "e",
    WANDB_PROJECT: "p",
    WANDB_BASE_URL: "http://localhost:1",
    WANDB_HTTP_TIMEOUT: "5",
  };
  expect(settingsFromEnv({}, { ...source, env })).toMatchObject({
    apiKey: key("a"),
    entity: "e",
    project: "p",
    host: "http://localhost:1",
    timeoutMs: 5000,
  });
});

test("lets explicit settings win over variables, variables over the workspace's file, that over the user's", async () => {
  const source = await home({
    ".config/wandb/settings":
      "[default]\nentity = user\nproject = user\nbase_url = https://user.example.org\n",
    "work/wandb/settings": "[default]\nentity = work\nproject = work\n",
  });
  const found = settingsFromEnv({}, { ...source, env: { WANDB_PROJECT: "variable" } });
  expect(found).toMatchObject({
    entity: "work",
    project: "variable",
    host: "https://user.example.org",
  });
  expect(
    settingsFromEnv({ project: "explicit" }, { ...source, env: { WANDB_PROJECT: "variable" } })
      .project,
  ).toBe("explicit");
});

test("finds the key in netrc by host with port, then in a settings file of that host", async () => {
  const source = await home({
    ".netrc": `machine localhost login user password ${key("x")}\nmachine localhost:8080\n  login user\n  password ${key("b")}\n`,
    ".config/wandb/settings": `[default]\nbase_url = http://other:1\napi_key = ${key("c")}\n`,
  });
  expect(settingsFromEnv({ host: "http://localhost:8080" }, source).apiKey).toBe(key("b"));
  expect(settingsFromEnv({ host: "http://other:1" }, source).apiKey).toBe(key("c"));
  expect(settingsFromEnv({ host: "http://third:1" }, source).apiKey).toBeUndefined();
});

test("prefers an identity token over a key of the environment, and an explicit key over both", async () => {
  const source = await home({});
  const env = { WANDB_API_KEY: key("a"), WANDB_IDENTITY_TOKEN_FILE: "/token" };
  expect(settingsFromEnv({}, { ...source, env })).toMatchObject({
    identityTokenFile: "/token",
    apiKey: undefined,
  });
  expect(settingsFromEnv({ apiKey: key("z") }, { ...source, env })).toMatchObject({
    identityTokenFile: undefined,
    apiKey: key("z"),
  });
});

test("reads netrc by the shell's rules", () => {
  const text = `# note\nmachine "a b" login 'x y' password p\\ q # end\nmacdef init\n machine hidden password no\n\nmachine c password d`;
  expect(findNetrcEntry(text, "a b")).toEqual({ login: "x y", password: "p q" });
  expect(findNetrcEntry(text, "hidden")).toBeUndefined();
  expect(findNetrcEntry(text, "c")).toEqual({ login: undefined, password: "d" });
});

test("reads only the section `default` of a settings file", () => {
  expect({
    ...parseSettingsFile("; c\n[other]\nentity=no\n[default]\nEntity : yes\nmode=online"),
  }).toEqual({ entity: "yes", mode: "online" });
});

test("refuses a settings file that is a folder", async () => {
  const source = await home({ ".config/wandb/settings/x": "" });
  expect(() => settingsFromEnv({}, source)).toThrow(
    expect.objectContaining({ code: "WANDB_CLIENT_FILE" }),
  );
});

test("takes the proxy of the host's protocol from the standard variables, and never one for this machine", async () => {
  const source = await home({});
  const env = {
    HTTPS_PROXY: "proxy.local:3128",
    http_proxy: "http://plain.local",
    NO_PROXY: ".internal",
  };
  const read = (host?: string, extra = {}) =>
    settingsFromEnv({ host }, { ...source, env: { ...env, ...extra } });
  expect(read()).toMatchObject({
    proxy: "http://proxy.local:3128",
    noProxy: ".internal,localhost,127.0.0.1,::1",
  });
  expect(read("http://wandb.local")).toMatchObject({ proxy: "http://plain.local" });
  expect(settingsFromEnv({ proxy: "http://mine", noProxy: "a" }, { ...source, env })).toMatchObject(
    { proxy: "http://mine", noProxy: "a" },
  );
  expect(read(undefined, { HTTPS_PROXY: "" }).proxy).toBeUndefined();
});

test("takes access to the stores of references from their tools' variables", async () => {
  const source = await home({});
  const env = {
    AWS_REGION: "eu-west-1",
    AWS_S3_ENDPOINT_URL: "http://localhost:9000",
    AZURE_STORAGE_SAS_TOKEN: "sv=1&sig=x",
  };
  expect(settingsFromEnv({}, { ...source, env }).references).toEqual({
    s3: { region: "eu-west-1", endpoint: "http://localhost:9000" },
    azure: { sasToken: "sv=1&sig=x" },
  });
});

test.each(["offline", "disabled", "dryrun"])(
  "refuses to work where W&B's mode is %s, for nothing is to be sent there",
  async (mode) => {
    const source = await home({ "work/wandb/settings": `[default]\nmode = ${mode}\n` });
    const refused = expect.objectContaining({
      code: "WANDB_CLIENT_SETTINGS",
      message: expect.stringContaining(mode),
    });
    expect(() => settingsFromEnv({}, { ...source, env: { WANDB_MODE: mode } })).toThrow(refused);
    expect(() => settingsFromEnv({}, source)).toThrow(refused);
    const env = { WANDB_MODE: "online", WANDB_API_KEY: key("a") };
    expect(settingsFromEnv({}, { ...source, env }).apiKey).toBe(key("a"));
  },
);
