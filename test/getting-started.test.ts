import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs", "getting-started.md"), "utf8");
const cli = [
  "--conditions=@heddle/source",
  "--disable-warning=ExperimentalWarning",
  join(root, "packages", "cli", "src", "main.ts"),
];
const place = mkdtempSync(join(tmpdir(), "heddle-start-"));
const loom = join(place, "loom");
const environment: NodeJS.ProcessEnv = { ...process.env, CI: "true" };
let server: ReturnType<typeof spawn> | undefined;

beforeAll(() => mkdirSync(place, { recursive: true }));
afterAll(() => {
  server?.kill("SIGTERM");
  rmSync(place, { recursive: true, force: true });
});

test(
  "every command of docs/getting-started.md prints what the page says",
  { timeout: 300_000 },
  async () => {
    const steps = [...page.matchAll(/```sh\n([^`]+)```\n(?:\n```text\n([^`]+)```)?/g)];
    expect(steps.length).toBeGreaterThanOrEqual(8);
    for (const [, commands = "", expected] of steps) {
      for (const command of commands.trim().split("\n")) {
        const stdout = await runLine(command);
        expect(stdout.trim()).toMatch(patternOf(expected ?? stdout));
      }
    }
  },
);

/** Runs one line of the page: `heddle` from source, `npm install` by linking the packages. */
async function runLine(line: string): Promise<string> {
  if (line.startsWith("cd ")) return "";
  if (line === "npm install") {
    linkPackages();
    return "";
  }
  const words = line.replace(/^npx (heddle|@heddle\/cli) /, "").split(/ +/);
  if (words[0] === "wandb-server") return await startServer();
  const cwd = words[0] === "init" ? place : loom;
  const run = await promisify(execFile)(process.execPath, [...cli, ...words], {
    cwd,
    env: environment,
  });
  return run.stdout;
}

function linkPackages(): void {
  const scope = join(loom, "node_modules", "@heddle");
  mkdirSync(scope, { recursive: true });
  for (const name of readdirSync(join(root, "packages"))) {
    symlinkSync(join(root, "packages", name), join(scope, name));
  }
  const zod = dirname(
    createRequire(join(root, "packages/core/package.json")).resolve("zod/package.json"),
  );
  symlinkSync(zod, join(loom, "node_modules", "zod"));
}

async function startServer(): Promise<string> {
  const child = spawn(process.execPath, [...cli, "wandb-server", "--port", "0"], {
    cwd: loom,
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  server = child;
  let text = "";
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.includes("Ctrl-C")) break;
  }
  for (const [, name = "", value = ""] of text.matchAll(/export (\w+)=(\S+)/g)) {
    environment[name] = value;
  }
  return text;
}

/** The page's text as a pattern: `<…>` stands for what differs from run to run; columns may be wider. */
function patternOf(text: string): RegExp {
  const source = text
    .trim()
    .split(/(<\w+>| {2,})/)
    .map((part) =>
      /^<\w+>$/.test(part)
        ? ".+?"
        : /^ {2,}$/.test(part)
          ? " +"
          : part.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`),
    )
    .join("");
  return new RegExp(`^${source}$`);
}
