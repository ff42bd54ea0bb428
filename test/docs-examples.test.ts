/**
 * Every example of `docs/` compiles, runs and prints what its page says.
 *
 * How a page is read:
 *
 * - A ```ts block is type-checked with the repository's options and run from source, in the page's own
 *   folder. It stands on its own. When a ```text block follows, its output must equal that; `<word>`
 *   stands for what varies.
 * - `<!-- file: name -->` before a block names its file. TypeScript under a name is imported by the
 *   page's other blocks (`from "./name"`); YAML under a name lies beside them.
 * - `<!-- shared file: name -->` puts the file beside the blocks of every page.
 * - A ```sh block that a ```text block follows is run, if each of its lines starts with `npx heddle`.
 * - The blocks of a page run in their order, shell blocks last, against one W&B server of the page's own,
 *   which they find by `WANDB_BASE_URL`, `WANDB_API_KEY`, `WANDB_ENTITY` and `WANDB_PROJECT`.
 *
 * `docs/getting-started.md` has a test of its own.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import {
  createWandbBackend,
  defaultApiKey,
  serveWandb,
  type WandbServer,
} from "@heddle/wandb-mock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeBlocks, docsPages, patternOf, root, type CodeBlock } from "./docs-page.ts";
import { separator, type PageOrder } from "./docs-runner.ts";

interface Page {
  readonly path: string;
  readonly folder: string;
  readonly blocks: readonly CodeBlock[];
}

const run = promisify(execFile);
const place = mkdtempSync(join(root, ".readme-docs-"));
const pages: readonly Page[] = docsPages()
  .filter((path) => path !== join("docs", "getting-started.md"))
  .map((path) => ({
    path,
    folder: join(place, path.replaceAll(/[/.]/g, "-")),
    blocks: codeBlocks(path).filter(isExample),
  }))
  .filter(({ blocks }) => blocks.length > 0);
const servers: WandbServer[] = [];
const lanes = 2;
/** What the blocks of each page printed, once all of them have run. */
let printed: Promise<ReadonlyMap<CodeBlock, string>>;

beforeAll(async () => {
  writeFiles();
  const orders: (PageOrder & { readonly page: Page })[] = [];
  for (const page of pages) {
    const server = await serveWandb(createWandbBackend());
    servers.push(server);
    const files = page.blocks.filter(isTypeScript).map(fileOf);
    orders.push({ page, folder: page.folder, files, environment: environmentOf(page, server) });
  }
  const parts = Array.from({ length: lanes }, (_, lane) =>
    runLane(orders.filter((_order, index) => index % lanes === lane)),
  );
  printed = Promise.all(parts).then((all) => new Map(all.flat()));
  printed.catch(() => undefined);
});
afterAll(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]();
  rmSync(place, { recursive: true, force: true });
});

test("the examples of docs/ compile", { timeout: 180_000 }, async () => {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = await run(process.execPath, [compiler, "-p", place, "--pretty", "false"], {
    cwd: place,
    maxBuffer: 1 << 26,
  }).catch((error: unknown) => error as { stdout: string });
  const faults = stdout.split("\n").filter((line) => /^\w[^(]*\.ts\(/.test(line));
  expect(faults.map(toPageLine)).toEqual([]);
});

test.each(pages)(
  "the examples of $path print what it says",
  { timeout: 180_000 },
  async ({ path, blocks }) => {
    const outputs = await printed;
    const differences = blocks.flatMap((block): object[] => {
      const actual = outputs.get(block)?.trim() ?? "";
      if (actual.includes("an example failed:"))
        return [{ where: `${path}:${String(block.line)}`, actual }];
      if (block.prints === undefined || patternOf(block.prints).test(actual)) return [];
      return [{ where: `${path}:${String(block.line)}`, expected: block.prints.trim(), actual }];
    });
    expect(differences).toEqual([]);
  },
);

function writeFiles(): void {
  const options = { noEmit: true, composite: false, incremental: false };
  const compilerOptions = { ...options, declaration: false, declarationMap: false };
  writeFileSync(
    join(place, "tsconfig.json"),
    JSON.stringify({ extends: "../tsconfig.base.json", compilerOptions, include: ["**/*.ts"] }),
  );
  const sharedFiles = pages.flatMap(({ blocks }) => blocks.filter(({ shared }) => shared));
  for (const { folder, blocks } of pages) {
    for (const block of [...sharedFiles, ...blocks]) {
      if (block.language === "sh") continue;
      mkdirSync(dirname(join(folder, fileOf(block))), { recursive: true });
      writeFileSync(join(folder, fileOf(block)), block.code);
    }
  }
}

function environmentOf({ folder }: Page, server: WandbServer): Readonly<Record<string, string>> {
  return {
    CI: "true",
    NO_COLOR: "1",
    HOME: tmpdir(),
    HEDDLE_HOME: join(folder, ".heddle"),
    WANDB_BASE_URL: server.origin,
    WANDB_API_KEY: defaultApiKey,
    WANDB_ENTITY: "weavers",
    WANDB_PROJECT: "demo",
  };
}

/** Runs some pages: their TypeScript in one process, then their shell blocks. */
async function runLane(
  orders: readonly (PageOrder & { readonly page: Page })[],
): Promise<[CodeBlock, string][]> {
  const file = join(place, `${orders[0]?.page.path.replaceAll(/\W/g, "-") ?? "none"}.json`);
  writeFileSync(file, JSON.stringify(orders));
  const stdout = await start([join(root, "test/docs-runner.ts"), file], place, {});
  const texts = stdout.split(`${separator}\n`);
  const blocks = orders.flatMap(({ page }) => page.blocks.filter(isTypeScript));
  const outputs = blocks.map((block, index): [CodeBlock, string] => [block, texts[index] ?? ""]);
  for (const { page, environment } of orders) {
    for (const block of page.blocks.filter(({ language }) => language === "sh")) {
      let text = "";
      for (const line of block.code.trim().split("\n")) {
        text += await start(commandOf(line), page.folder, environment);
      }
      outputs.push([block, text]);
    }
  }
  return outputs;
}

/** Starts a program from source and returns what it printed, also when it failed. */
async function start(
  program: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const options = ["--conditions=@heddle/source", "--disable-warning=ExperimentalWarning"];
  const env = { ...process.env, ...environment };
  const ended = run(process.execPath, [...options, ...program], { cwd, env, maxBuffer: 1 << 26 });
  return ended.then(
    ({ stdout }) => stdout,
    (error: { stdout: string; stderr: string }) =>
      `${error.stdout}\nan example failed: ${error.stderr}`,
  );
}

function isTypeScript({ language }: CodeBlock): boolean {
  return language === "ts";
}

function isExample({ language, code, file, prints }: CodeBlock): boolean {
  if (language === "ts" || file !== undefined) return true;
  if (language !== "sh" || prints === undefined) return false;
  return code
    .trim()
    .split("\n")
    .every((line) => line.startsWith("npx heddle "));
}

/** `npx heddle` and its words as the command line from source; quotes hold words together. */
function commandOf(line: string): string[] {
  const words = line.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  const main = join(root, "packages/cli/src/main.ts");
  return [main, ...words.slice(2).map((word) => word.replace(/^(['"])(.*)\1$/, "$2"))];
}

function fileOf({ file, line }: CodeBlock): string {
  return file ?? `line-${String(line)}.ts`;
}

/** Names the page and its line instead of the file that an example was written to. */
function toPageLine(fault: string): string {
  const [, folder, line, inBlock, rest] = /^([\w-]+)\/line-(\d+)\.ts\((\d+)(.*)$/.exec(fault) ?? [];
  if (folder === undefined) return fault;
  return `${folder}:${String(Number(line) + Number(inBlock) - 1)} (column${rest ?? ""}`;
}
