import { readFile } from "node:fs/promises";
import { parseDocument, parse } from "yaml";
import { CoreError } from "../errors.ts";

/** A run config as plain data. */
export type PlainRunConfig = Readonly<Record<string, unknown>>;

/**
 * Reads a run config from YAML or JSON text. Any consistent indent works; anchors are allowed, tags are not.
 *
 * @param source what to call the text in errors
 * @throws CORE_CONFIG_FILE with line and column
 */
export function parseRunConfig(text: string, source = "run config"): PlainRunConfig {
  const document = parseDocument(text, { prettyErrors: true, maxAliasCount: 100 } as Parameters<
    typeof parseDocument
  >[1]);
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) {
    const [start] = fault.linePos ?? [];
    const place = start === undefined ? "" : ` at line ${start.line}, column ${start.col}`;
    throw new CoreError({
      code: "CORE_CONFIG_FILE",
      message: `${source} is not valid YAML${place}: ${faultText(fault.message)}`,
      hint: "Check indentation and quotes near this place.",
      details: { source, ...(start === undefined ? {} : { line: start.line, column: start.col }) },
    });
  }
  const value: unknown = document.toJS();
  if (value === null || value === undefined) return {};
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new CoreError({
      code: "CORE_CONFIG_FILE",
      message: `${source} is not a mapping`,
      hint: "A run config has the keys resources, ops, execution, loggers and inputs.",
    });
  }
  return value as PlainRunConfig;
}

/** Several run configs as one: mappings are merged at every depth, later ones win, lists and values are replaced. */
export function mergeRunConfig(...configs: readonly PlainRunConfig[]): PlainRunConfig {
  return configs.reduce<PlainRunConfig>(
    (merged, next) => merge(merged, next) as PlainRunConfig,
    {},
  );
}

/**
 * A run config with values set by path, as by `--set a.b=c`. The value is read as YAML, so `3`, `true` and `[a, b]` keep
 * their type; a part of a path that holds a dot stands in quotes.
 *
 * @throws CORE_CONFIG_FILE for an assignment without a path or `=`
 *
 * @example
 * ```ts
 * setRunConfig({}, ["ops.train.config.epochs=3"]); // { ops: { train: { config: { epochs: 3 } } } }
 * ```
 */
export function setRunConfig(
  config: PlainRunConfig,
  assignments: readonly string[],
): PlainRunConfig {
  return mergeRunConfig(config, ...assignments.map(assignment));
}

/**
 * Reads and merges run config files, then applies assignments.
 *
 * @param files paths, left to right
 * @throws CORE_CONFIG_FILE when a file cannot be read or is not valid
 */
export async function loadRunConfig(
  files: readonly string[],
  options: { readonly set?: readonly string[] } = {},
): Promise<PlainRunConfig> {
  const configs = await Promise.all(
    files.map(async (file) => {
      const source = `config file "${file}"`;
      return parseRunConfig(decode(await readConfigFile(file, source), source), source);
    }),
  );
  return setRunConfig(mergeRunConfig(...configs), options.set ?? []);
}

async function readConfigFile(file: string, source: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const { code = "" } = cause as NodeJS.ErrnoException;
    throw new CoreError({
      code: "CORE_CONFIG_FILE",
      message: `${source} cannot be read: ${reasons[code] ?? String(cause)}`,
      hint: "Give the path of a readable YAML or JSON file.",
      details: { file },
      cause,
    });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
};

function decode(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CoreError({
      code: "CORE_CONFIG_FILE",
      message: `${source} is not UTF-8 text`,
      hint: "Save it in UTF-8.",
      cause,
    });
  }
}

/** A fault's first line, without its place, which is told apart. */
function faultText(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
}

function assignment(text: string): PlainRunConfig {
  const at = text.indexOf("=");
  const path = at < 0 ? [] : pathParts(text.slice(0, at));
  if (path.length === 0 || path.includes("")) {
    throw new CoreError({
      code: "CORE_CONFIG_FILE",
      message: `"${text}" is not of the form path=value`,
      hint: "Write ops.train.config.epochs=3.",
    });
  }
  let value: unknown;
  try {
    value = parse(text.slice(at + 1)) as unknown;
  } catch {
    value = text.slice(at + 1);
  }
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as PlainRunConfig;
}

function pathParts(text: string): readonly string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|([^."]+)|(\.\.)/g)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
}

function merge(before: unknown, next: unknown): unknown {
  if (!isMapping(before) || !isMapping(next)) return next;
  const merged: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(next)) {
    Object.defineProperty(merged, key, {
      value: Object.hasOwn(merged, key) ? merge(merged[key], value) : value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return merged;
}

function isMapping(value: unknown): value is PlainRunConfig {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
