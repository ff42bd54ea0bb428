import { inspect } from "node:util";
import { expect, test } from "vitest";
import { WandbClient } from "../client/wandb-client.ts";
import { appUrlOf, normalizeHost } from "./host.ts";
import { resolveSettings } from "./settings.ts";

const apiKey = "0123456789abcdef0123456789abcdef01234567";

test("reports every fault at once and never the key", () => {
  const key = "too short: secret!";
  const resolve = (): unknown =>
    resolveSettings({
      apiKey: key,
      host: "ftp://x",
      timeoutMs: 0,
      transferConcurrency: 0,
      retry: { maxAttempts: 0 },
      headers: { Authorization: "x" },
      proxy: "socks://x",
    });
  expect(resolve).toThrow(
    expect.objectContaining({
      code: "WANDB_CLIENT_SETTINGS",
      message: expect.not.stringContaining("secret!"),
      problems: [
        "host",
        "apiKey",
        "timeoutMs",
        "transferConcurrency",
        "retry.maxAttempts",
        "headers.Authorization",
        "proxy",
      ].map((path) => expect.objectContaining({ path })),
    }),
  );
});

test("refuses to work without a key and says where one comes from", () => {
  expect(() => new WandbClient({})).toThrow(
    expect.objectContaining({
      code: "WANDB_CLIENT_NOT_LOGGED_IN",
      hint: expect.stringContaining("WANDB_API_KEY"),
    }),
  );
  expect(() => new WandbClient({ apiKey: " " })).toThrow(
    expect.objectContaining({ code: "WANDB_CLIENT_NOT_LOGGED_IN" }),
  );
});

test("takes classic, on-premises, long and token keys", () => {
  for (const key of [apiKey, `local-${apiKey}`, `${"a".repeat(80)}_Bc`, "aa.bb.cc"])
    expect(resolveSettings({ apiKey: key }).apiKey?.reveal()).toBe(key);
  for (const key of ["short", `${apiKey} x`, `local-${apiKey.slice(1)}`])
    expect(() => resolveSettings({ apiKey: key })).toThrow(/API key/);
});

test("shows no key when a client or its settings are printed", () => {
  const settings = resolveSettings({ apiKey });
  expect(inspect(settings, { depth: 9 })).not.toContain(apiKey);
  expect(JSON.stringify(settings)).not.toContain(apiKey);
  expect(String(settings.apiKey)).toBe("[secret]");
  expect(inspect(new WandbClient({ apiKey }), { depth: 9, showHidden: true })).not.toContain(
    apiKey,
  );
});

test.each([
  ["https://api.wandb.ai/", "https://api.wandb.ai", "https://wandb.ai"],
  ["api.wandb.ai", "https://api.wandb.ai", "https://wandb.ai"],
  ["http://localhost:8080//", "http://localhost:8080", "http://localhost:8080"],
  ["https://api.example.org", "https://api.example.org", "https://app.example.org"],
  [
    "https://wandb.example.org/base/",
    "https://wandb.example.org/base",
    "https://wandb.example.org/base",
  ],
  ["https://api.wandb.test", "https://api.wandb.test", "https://app.wandb.test"],
])("normalises the host %s", (given, host, appUrl) => {
  expect(normalizeHost(given)).toEqual({ host });
  expect(appUrlOf(host)).toBe(appUrl);
});

test.each([
  "",
  "ftp://a",
  "http://api.wandb.ai",
  "https://wandb.ai",
  "https://user:pw@x.org",
  "https://x.org?a=1",
  "https://",
])("refuses the host %j", (host) => {
  expect(normalizeHost(host)).toHaveProperty("problem");
});

test("holds several clients with different hosts and keys side by side", () => {
  const one = new WandbClient({ apiKey, host: "https://one.example.org" });
  const two = new WandbClient({ apiKey: apiKey.toUpperCase(), host: "https://two.example.org" });
  expect([one.host, two.host]).toEqual(["https://one.example.org", "https://two.example.org"]);
});
