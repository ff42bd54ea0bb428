import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleForBrowsers } from "./bundle.ts";
import { everything, outcomes } from "./program.ts";

const archive = readFileSync(join(import.meta.dirname, "../vectors/pickle.zip"));
const places = [
  process.env["CHROMIUM_PATH"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const executablePath = places.find((path) => path !== undefined && existsSync(path));
const options = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

test("the main entry imports none of Node's modules", { timeout: 60_000 }, async () => {
  const { code, nodeImports } = await bundleForBrowsers(
    join(import.meta.dirname, "../../src/index.ts"),
  );
  expect(nodeImports).toEqual([]);
  expect(code).not.toMatch(/\bBuffer\.|\bprocess\.|\brequire\(|from ?"/);
});

if (executablePath === undefined) {
  console.log("browser test not run: no Chromium; install it, or set CHROMIUM_PATH");
}

describe.skipIf(executablePath === undefined)("in Chromium", { timeout: 120_000 }, () => {
  let server: Server;
  let page: Awaited<ReturnType<Awaited<ReturnType<typeof chromium.launch>>["newPage"]>>;
  const cleanUp: (() => Promise<unknown>)[] = [];
  let expected: { outcomes: object; everything: object };

  beforeAll(async () => {
    expected = { outcomes: outcomes(unzipSync(archive)), everything: await everything() };
    const { code } = await bundleForBrowsers(join(import.meta.dirname, "page.ts"));
    const parts: Readonly<Record<string, readonly [type: string, body: string | Buffer]>> = {
      "/": ["text/html", '<!doctype html><script type="module" src="/page.js"></script>'],
      "/page.js": ["text/javascript", code],
      "/pickle.zip": ["application/zip", archive],
    };
    server = createServer((request, response) => {
      const part = parts[request.url ?? ""];
      response.writeHead(part === undefined ? 404 : 200, part && { "content-type": part[0] });
      response.end(part?.[1]);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    cleanUp.push(() => new Promise((done) => server.close(done)));
    const browser = await chromium.launch({ executablePath: executablePath!, args: options });
    cleanUp.unshift(() => browser.close());
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }, 120_000);

  afterAll(async () => {
    for (const step of cleanUp) await step();
  });

  test.each(["runHere", "runInWorker"])(
    "decodes, encodes, compresses and signs as in Node (%s)",
    async (where) => {
      const actual: unknown = await page.evaluate(
        (name) => (globalThis as unknown as Record<string, () => unknown>)[name]!(),
        where,
      );
      expect(Object.keys(expected.outcomes).length).toBeGreaterThan(1000);
      expect(actual).toEqual(expected);
    },
  );
});
