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
 * - The blocks of a page run in their order, against one W&B server of the page's own, which they find by
 *   `WANDB_BASE_URL`, `WANDB_API_KEY`, `WANDB_ENTITY` and `WANDB_PROJECT`.
 *
 * `docs/getting-started.md` has a test of its own.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { createWandbBackend, defaultApiKey, serveWandb } from "@heddle/wandb-mock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeBlocks, docsPages, patternOf, root, type CodeBlock } from "./docs-page.ts";

const run = promisify(execFile);
const place = mkdtempSync(join(root, ".readme-docs-"));
const pages = docsPages()
  .map((path) => ({ path, blocks: codeBlocks(path).filter(isExample) }))
  .filter(({ blocks }) => blocks.length > 0);
const sharedFiles = pages.flatMap(({ blocks }) => blocks.filter(({ shared }) => shared));

beforeAll(() => {
  const options = { noEmit: true, composite: false, incremental: false };
  const compilerOptions = { ...options, declaration: false, declarationMap: false };
  writeFileSync(
    join(place, "tsconfig.json"),
    JSON.stringify({ extends: "../tsconfig.base.json", compilerOptions, include: ["**/*.ts"] }),
  );
  for (const { path, blocks } of pages) {
    const folder = folderOf(path);
    mkdirSync(folder, { recursive: true });
    for (const block of [...sharedFiles, ...blocks]) {
      if (block.language === "sh") continue;
      mkdirSync(dirname(join(folder, fileOf(block))), { recursive: true });
      writeFileSync(join(folder, fileOf(block)), block.code);
    }
  }
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

test("the examples of docs/ compile", async () => {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = await run(process.execPath, [compiler, "-p", place, "--pretty", "false"], {
    cwd: place,
    maxBuffer: 1 << 26,
  }).catch((error: unknown) => error as { stdout: string });
  const faults = stdout.split("\n").filter((line) => /^\w[^(]*\.ts\(/.test(line));
  expect(faults.filter((line) => !line.startsWith("..")).map(toPageLine)).toEqual([]);
});

const turn = turns(2);
const separator = "\u001e";

test.concurrent.each(pages)("the examples of $path run", ({ path, blocks }) =>
  turn(async () => {
    const folder = folderOf(path);
    await using server = await serveWandb(createWandbBackend());
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      CI: "true",
      NO_COLOR: "1",
      HOME: tmpdir(),
      HEDDLE_HOME: join(folder, ".heddle"),
      WANDB_BASE_URL: server.origin,
      WANDB_API_KEY: defaultApiKey,
      WANDB_ENTITY: "weavers",
      WANDB_PROJECT: "demo",
    };
    for (const part of inParts(blocks)) {
      const printed = await runPart(part, folder, env);
      for (const [index, block] of part.entries()) {
        const where = `${path}:${String(block.line)}`;
        if (block.prints !== undefined) {
          expect(printed[index]?.trim(), where).toMatch(patternOf(block.prints));
        }
      }
    }
  }),
);

function isExample({ language, code, file, prints }: CodeBlock): boolean {
  if (language === "ts" || file !== undefined) return true;
  if (language !== "sh" || prints === undefined) return false;
  return code
    .trim()
    .split("\n")
    .every((line) => line.startsWith("npx heddle "));
}

/** Neighbouring TypeScript blocks share a process; a shell block stands alone. */
function inParts(blocks: readonly CodeBlock[]): readonly (readonly CodeBlock[])[] {
  const parts: CodeBlock[][] = [];
  for (const block of blocks.filter(({ language }) => language === "ts" || language === "sh")) {
    const last = parts.at(-1);
    if (block.language === "ts" && last?.[0]?.language === "ts") last.push(block);
    else parts.push([block]);
  }
  return parts;
}

/** Runs blocks and returns what each of them printed. */
async function runPart(
  part: readonly CodeBlock[],
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const node = ["--conditions=@heddle/source", "--disable-warning=ExperimentalWarning"];
  const start = async (program: readonly string[]): Promise<string> =>
    (await run(process.execPath, [...node, ...program], { cwd: folder, env })).stdout;
  const [first] = part;
  if (first?.language === "sh") {
    let printed = "";
    for (const line of first.code.trim().split("\n")) printed += await start(commandOf(line));
    return [printed];
  }
  const program = join(folder, `from-${String(first?.line)}.mjs`);
  const steps = part.map((block) => `await import("./${fileOf(block)}");`);
  writeFileSync(program, steps.join(`\nconsole.log(${JSON.stringify(separator)});\n`));
  return (await start([program])).split(`${separator}\n`);
}

/** `npx heddle` and its words as the command line from source; quotes hold words together. */
function commandOf(line: string): string[] {
  const words = line.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  const main = join(root, "packages/cli/src/main.ts");
  return [main, ...words.slice(2).map((word) => word.replace(/^(['"])(.*)\1$/, "$2"))];
}

function folderOf(path: string): string {
  return join(place, path.replaceAll(/[/.]/g, "-"));
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

/** Lets at most `count` tasks run at the same time. */
function turns(count: number): (task: () => Promise<void>) => Promise<void> {
  const lanes = Array.from({ length: count }, () => Promise.resolve());
  let next = 0;
  return (task) => {
    const lane = next++ % count;
    const result = (lanes[lane] ?? Promise.resolve()).then(task);
    lanes[lane] = result.catch(() => undefined);
    return result;
  };
}
