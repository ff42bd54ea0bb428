/**
 * Runs every benchmark (`packages/<name>/bench/*.bench.ts`) and writes BENCHMARKS.md.
 * `--package NAME` runs one package's and replaces only its sections; `--quick` uses small inputs
 * and writes nothing. Peers in Python are measured when `.cache/python` exists (npm run test:interop
 * makes it).
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem, type as system } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { findPythonEnvironment } from "./python/environment.ts";

/** What one benchmark found. */
interface BenchSection {
  readonly title: string;
  readonly intro?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly notes?: readonly string[];
}

type Bench = (options: { python: string | undefined; quick: boolean }) => Promise<BenchSection>;

const root = resolve(import.meta.dirname, "..");
const target = join(root, "BENCHMARKS.md");
const { values } = parseArgs({
  options: { package: { type: "string" }, quick: { type: "boolean", default: false } },
});
const python = findPythonEnvironment()?.python;
const sections = new Map(existsSync(target) ? parse(readFileSync(target, "utf8")) : []);

for (const name of readdirSync(join(root, "packages")).toSorted()) {
  if (values.package !== undefined && values.package !== name) continue;
  const folder = join(root, "packages", name, "bench");
  const files = existsSync(folder)
    ? readdirSync(folder).filter((file) => file.endsWith(".bench.ts"))
    : [];
  if (files.length === 0) {
    sections.delete(name);
    continue;
  }
  const texts: string[] = [];
  for (const file of files.toSorted()) {
    console.error(`${name}: ${file}`);
    const bench = (await import(join(folder, file))) as { default: Bench };
    const text = render(await bench.default({ python, quick: values.quick }));
    console.log(`${text}\n`);
    texts.push(text);
  }
  sections.set(name, texts.join("\n\n"));
}

if (!values.quick) {
  const body = [...sections]
    .toSorted(([a], [b]) => a.localeCompare(b, "en"))
    .map(([name, text]) => `## @heddle/${name}\n\n${text}`);
  writeFileSync(target, [heading(), ...body].join("\n\n") + "\n");
}

function heading(): string {
  const [cpu] = cpus();
  return [
    "# Benchmarks",
    "",
    "Written by `npm run bench`. Machines are noisy: read the ratios, not the times. Peers ran in the",
    "same run as Heddle.",
    "",
    `Machine: ${system()}, ${String(cpus().length)} cores (${cpu?.model ?? "unknown"}), ` +
      `${String(Math.round(totalmem() / 2 ** 30))} GiB; Node ${process.versions.node}; ` +
      `${new Date().toISOString().slice(0, 10)}. Python peers: ${python === undefined ? "not measured" : "scripts/python/requirements.txt"}.`,
  ].join("\n");
}

function render({ title, intro, columns, rows, notes = [] }: BenchSection): string {
  return [
    `### ${title}`,
    ...(intro === undefined ? [] : ["", intro]),
    "",
    line(columns),
    line(columns.map(() => "---")),
    ...rows.map(line),
    ...(notes.length === 0 ? [] : ["", ...notes.map((note) => `- ${note}`)]),
  ].join("\n");
}

function parse(text: string): [string, string][] {
  return text
    .split(/^## @heddle\//m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      return [part.slice(0, end), part.slice(end).trim()];
    });
}

function line(cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}
