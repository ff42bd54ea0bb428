/**
 * Packs every package, checks what is in the tarballs, installs them into an empty project and runs a
 * program there that uses each, the way a user gets them from the registry. Needs a build.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packPackages, root, run } from "./pack-packages.ts";

const place = mkdtempSync(join(tmpdir(), "heddle-packed-"));
let passed = 0;
let failed = 0;

try {
  const packed = packPackages(place);
  for (const { name, files } of packed) {
    const paths = files.map(({ path }) => path);
    const need = ["package.json", "README.md", "LICENSE", "dist/index.js", "dist/index.d.ts"];
    const missing = need.filter((path) => !paths.includes(path));
    const extra = paths.filter((path) => /\.test\.|\.test-d\.|__fixtures__|tsbuildinfo/.test(path));
    check(`${name} holds ${String(files.length)} files`, [...missing, ...extra]);
  }
  writeFileSync(join(place, "package.json"), JSON.stringify({ type: "module", private: true }));
  const tarballs = packed.map(({ filename }) => `./${filename}`);
  run("npm", ["install", "--silent", "--prefer-offline", ...tarballs], place);
  for (const { name } of packed) {
    const program = `const all = await import(${JSON.stringify(name)}); if (Object.keys(all).length === 0) throw new Error("no exports");`;
    const tried = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      cwd: place,
      encoding: "utf8",
    });
    check(`${name} can be imported`, tried.status === 0 ? [] : [tried.stderr]);
  }
  writeFileSync(join(place, "program.ts"), userProgram());
  const output = run(process.execPath, ["program.ts"], place).trim();
  check("a program on the installed packages runs", output === "6 [1,2,3]" ? [] : [output]);
  await tryAsNewUser();
  tryFromClone();
} finally {
  rmSync(place, { recursive: true, force: true });
}
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Scaffolds a project with the installed command and runs it: what docs/getting-started.md does first. */
async function tryAsNewUser(): Promise<void> {
  const heddle = join(place, "node_modules", ".bin", "heddle");
  run(heddle, ["init", "loom"], place);
  const loom = join(place, "loom");
  const server = spawn(heddle, ["wandb-server", "--port", "0", "--json"], {
    cwd: loom,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const { baseUrl, apiKey } = await firstJsonLine(server.stdout);
    const env = { ...process.env, WANDB_BASE_URL: baseUrl, WANDB_API_KEY: apiKey };
    const checked = run(heddle, ["check"], loom, env);
    check("the scaffolded project has no faults", checked.includes("no faults") ? [] : [checked]);
    const made = run(
      heddle,
      ["materialize", "--select", "+total", "--config", "config.yaml", "--json"],
      loom,
      env,
    );
    const { status } = JSON.parse(made) as { status: string };
    check("the scaffolded project materializes", status === "SUCCESS" ? [] : [status]);
    lookAtRuns(heddle, loom, env);
    readFromPython(loom, env);
    const types = run(
      process.execPath,
      [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.json"],
      loom,
    );
    check("the scaffolded project compiles", types === "" ? [] : [types]);
  } finally {
    server.kill("SIGTERM");
  }
}

/** Makes a project with the packages of this clone, as docs/getting-started.md says for one. */
function tryFromClone(): void {
  const folder = join(place, "from-clone");
  run(process.execPath, [join(root, "scripts", "project-from-clone.ts"), folder], root);
  const checked = run("npx", ["heddle", "check"], folder, { ...process.env, WANDB_API_KEY: "k" });
  check("a project of a clone has no faults", checked.includes("no faults") ? [] : [checked]);
}

/** Runs, lineage and a backfill of the scaffolded project, as docs/getting-started.md goes on. */
function lookAtRuns(heddle: string, loom: string, env: NodeJS.ProcessEnv): void {
  const json = (...args: string[]): unknown =>
    JSON.parse(run(heddle, [...args, "--json"], loom, env));
  const runs = json("runs", "list") as { status: string }[];
  check("the run is listed", runs.length === 1 && runs[0]?.status === "SUCCESS" ? [] : ["not so"]);
  const { upstream } = json("assets", "lineage", "total") as {
    upstream: { assetKey: string[] }[];
  };
  const parents = upstream.map(({ assetKey }) => assetKey.join("/"));
  check("its lineage is known", parents.join() === "numbers" ? [] : parents);
  const choice = ["--select", "daily", "--partitions", "2023-01-01...2023-01-03"];
  const backfill = json("backfill", ...choice, "--config", "config.yaml") as { status: string };
  check("a backfill succeeds", backfill.status === "COMPLETED_SUCCESS" ? [] : [backfill.status]);
  const { counts } = json("partitions", "daily") as { counts: Record<string, number> };
  check("its partitions are there", counts["materialized"] === 3 ? [] : [JSON.stringify(counts)]);
}

/** What Python's own SDK reads, when the environment of the interop tests is there. */
function readFromPython(loom: string, env: NodeJS.ProcessEnv): void {
  const python = join(root, ".cache", "python", "bin", "python");
  if (!existsSync(python)) {
    console.log("left out: reading from Python, whose environment npm run test:interop makes");
    return;
  }
  const page = readFileSync(join(root, "docs", "getting-started.md"), "utf8");
  const [, program = "", output = ""] =
    /```python\n([^`]+)```\n\n```text\n([^`]+)```/.exec(page) ?? [];
  const printed = run(python, ["-c", program], loom, { ...env, HOME: loom, WANDB_SILENT: "true" });
  check("Python reads the value", printed.trim() === output.trim() ? [] : [printed]);
}

async function firstJsonLine(
  stream: AsyncIterable<Buffer>,
): Promise<{ baseUrl: string; apiKey: string }> {
  let text = "";
  for await (const chunk of stream) {
    text += chunk.toString();
    if (text.includes("\n")) break;
  }
  return JSON.parse(text) as { baseUrl: string; apiKey: string };
}

function check(title: string, faults: readonly string[]): void {
  if (faults.length === 0) passed += 1;
  else {
    failed += 1;
    console.error(`failed: ${title}: ${faults.join(", ")}`);
  }
}

/** A program that a user could write; it prints `6 [1,2,3]`. */
function userProgram(): string {
  return `
import { asset, assetIn, materialize } from "@heddle/core";
import { dumps, loads } from "@heddle/serialization";

const numbers = asset({ name: "numbers" }, () => [1, 2, 3]);
const total = asset({ name: "total", ins: { rows: assetIn(numbers) } }, ({ rows }) =>
  rows.reduce((sum, row) => sum + row, 0),
);
const result = await materialize([numbers, total]);
console.log(await result.assetValue("total"), JSON.stringify(loads(dumps([1, 2, 3]))));
`;
}
