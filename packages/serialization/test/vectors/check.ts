import {
  dumps,
  inspect,
  loadJoblib,
  loads,
  loadsAll,
  type LoadsOptions,
  PickleError,
  type Protocol,
  sniff,
} from "../../src/index.ts";
import type { VectorCase, VectorFile, Vectors } from "./index-file.ts";
import { type Tagged, toTagged } from "./tagged.ts";

/** What was checked of a file. `encode` and `globals` only where the index asks for them. */
export type Aspect = "decode" | "encode" | "globals";

/** The outcome of one check; `problem` is undefined when it passed. */
export interface Outcome {
  readonly aspect: Aspect;
  readonly problem: string | undefined;
}

/** Checks one file against the index. */
export function checkFile(vectors: Vectors, one: VectorCase, file: VectorFile): Outcome[] {
  const bytes = vectors.read(file.file);
  const options = optionsFor(vectors, one, file);
  const outcomes: Outcome[] = [
    { aspect: "decode", problem: problemOf(() => checkDecode(bytes, one, file, options, vectors)) },
  ];
  if (file.roundtrip === true) {
    outcomes.push({
      aspect: "encode",
      problem: problemOf(() => checkEncode(bytes, file, options)),
    });
  }
  if (file.globals !== undefined && one.module !== "joblib") {
    outcomes.push({ aspect: "globals", problem: problemOf(() => checkGlobals(bytes, one, file)) });
  }
  return outcomes;
}

function optionsFor(vectors: Vectors, one: VectorCase, file: VectorFile): LoadsOptions {
  const { encoding, extensions, readonly } = one.params ?? {};
  return {
    policy: "inspect",
    floats: "wrap",
    dicts: "map",
    arrays: "ndarray",
    npScalars: "wrap",
    ...(encoding === undefined ? {} : { strings: encoding }),
    ...(extensions === undefined ? {} : { extensions }),
    ...(file.buffers === undefined
      ? {}
      : {
          buffers: file.buffers.map((name, at) => ({
            bytes: vectors.read(name),
            readonly: readonly?.[at] ?? false,
          })),
        }),
  };
}

function problemOf(check: () => string | undefined): string | undefined {
  try {
    return check();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

function checkDecode(
  bytes: Uint8Array,
  one: VectorCase,
  file: VectorFile,
  options: LoadsOptions,
  vectors: Vectors,
): string | undefined {
  if (one.group === "raw") return checkRaw(bytes, one);
  const decode = (): unknown => {
    if (one.multi === true) return loadsAll(bytes, options);
    if (one.module !== "joblib") return loads(bytes, options);
    const names = new Set(file.sidecar ?? []);
    const sidecar = (name: string): Uint8Array | undefined =>
      names.has(name) ? vectors.read(name) : undefined;
    return loadJoblib(bytes, { ...options, sidecar });
  };
  switch (one.expect) {
    case undefined:
      return compareObject(toTagged(decode()), file.expected ?? one.expected, file.protocol);
    case "error":
      return failure(decode) === undefined ? "decoded, though it must fail" : undefined;
    case "limit":
      return failure(decode) === "SERIALIZATION_LIMIT" ? undefined : "no limit was reached";
    case "ok-or-limit": {
      const code = failure(decode);
      return code === undefined || code === "SERIALIZATION_LIMIT" ? undefined : code;
    }
    case "opaque-or-error":
      failure(decode);
      return failure(() => loads(bytes)) === undefined ? 'decoded under policy "data"' : undefined;
    case "error-or-value":
      failure(decode);
      return undefined;
    case "ok-shared": {
      const [first, second] = decode() as unknown[];
      return first === second ? undefined : "sharing is lost";
    }
    default:
      decode();
      return undefined;
  }
}

/**
 * Protocols 0 and 1 hold the value of the built-in base class, not the arguments of `__new__`, which only the
 * class itself knows: there the arguments of the later protocols begin with what is known.
 */
function compareObject(
  actual: Tagged,
  expected: Tagged,
  protocol: number | null,
): string | undefined {
  const [left, right] = [actual, expected] as { args?: Tagged[] }[];
  const fewer = (left?.args?.length ?? 0) < (right?.args?.length ?? 0);
  if (protocol === null || protocol > 1 || !isTag(actual, "object") || !fewer) {
    return compare(actual, expected);
  }
  const known = { ...right, args: right!.args!.slice(0, left!.args!.length) };
  return compare(actual, withoutReferences(known, referents(expected)));
}

/** The values of all `def`s, by id. */
function referents(value: Tagged, found = new Map<unknown, Tagged>()): Map<unknown, Tagged> {
  if (typeof value !== "object" || value === null) return found;
  const { $type, id, v } = value as { $type?: string; id?: number; v?: Tagged };
  if ($type === "def") found.set(id, v);
  for (const inner of Object.values(value)) referents(inner as Tagged, found);
  return found;
}

function withoutReferences(value: Tagged, found: ReadonlyMap<unknown, Tagged>): Tagged {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Tagged) => withoutReferences(item, found));
  const { $type, id } = value as { $type?: string; id?: number };
  if ($type === "ref" || $type === "def") return found.get(id);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withoutReferences(inner as Tagged, found)]),
  );
}

/** The code of the PickleError that a decoder throws; undefined when it throws none. */
function failure(decode: () => unknown): string | undefined {
  try {
    decode();
  } catch (error) {
    if (error instanceof PickleError) return error.code;
    throw error;
  }
  return undefined;
}

function checkRaw(bytes: Uint8Array, one: VectorCase): string | undefined {
  const expected = one.expected as { format: string; len: number; facts: Record<string, unknown> };
  const found = sniff(bytes);
  if (found?.format !== expected.format || bytes.length !== expected.len) return "not recognised";
  const wrong = Object.entries(found.facts).find(([name, value]) => expected.facts[name] !== value);
  return wrong === undefined ? undefined : `fact ${wrong[0]} differs`;
}

function checkEncode(
  bytes: Uint8Array,
  file: VectorFile,
  options: LoadsOptions,
): string | undefined {
  const exact = file.strings === "mixed" || file.strings === "unknown";
  const value = loads(bytes, exact ? { ...options, str: "wrap" } : options);
  const encoded = dumps(value, {
    protocol: file.protocol as Protocol,
    strings: file.strings === "distinct" ? "distinct" : "interned",
  });
  if (encoded.length === bytes.length && encoded.every((byte, at) => byte === bytes[at])) {
    return undefined;
  }
  const at = encoded.findIndex((byte, place) => byte !== bytes[place]);
  return `bytes differ from offset ${at < 0 ? encoded.length : at} on (${encoded.length} for ${bytes.length})`;
}

function checkGlobals(bytes: Uint8Array, one: VectorCase, file: VectorFile): string | undefined {
  const found = new Set<string>();
  for (let at = 0; at < bytes.length;) {
    const { globals, end } = inspect(bytes.subarray(at));
    for (const { module, name } of globals) found.add(`${module}.${name}`);
    at += end;
    if (one.multi !== true) break;
  }
  return compare([...found].toSorted(), file.globals!.toSorted());
}

/** The first difference between two tagged values, as text. */
export function compare(actual: Tagged, expected: Tagged, path = "$"): string | undefined {
  if (isEnum(expected))
    return enumMatches(actual, expected) ? undefined : `${path}: not the member`;
  if (isTag(expected, "function") && isTag(actual, "global")) {
    const { name, module } = expected as { name: string; module: string };
    return `${module}.${name}` === (actual as { name: string }).name
      ? undefined
      : `${path}: another function`;
  }
  if (isTag(expected, "global") && isBoundMethod(actual, expected)) return undefined;
  if (
    typeof actual !== "object" ||
    actual === null ||
    typeof expected !== "object" ||
    expected === null
  ) {
    return Object.is(actual, expected)
      ? undefined
      : `${path}: ${JSON.stringify(actual)} for ${JSON.stringify(expected)}`;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return `${path}: another list`;
    return firstDefined(expected, (item, at) =>
      compare(actual[at], item as Tagged, `${path}[${at}]`),
    );
  }
  const [left, right] = [actual, expected].map(withSortedSet) as [
    Record<string, Tagged>,
    Record<string, Tagged>,
  ];
  const optional = new Set(["calls", "freq"]);
  const names = Object.keys(right).filter((name) => !optional.has(name));
  const own = Object.keys(left).filter((name) => !optional.has(name));
  if (!("$type" in right) && names.join("\0") !== own.join("\0")) {
    return `${path}: keys ${own.join(", ")} for ${names.join(", ")}`;
  }
  if (own.toSorted().join("\0") !== names.toSorted().join("\0")) {
    return `${path}: fields ${own.join(", ")} for ${names.join(", ")}`;
  }
  return firstDefined(names, (name) => compare(left[name], right[name], `${path}.${name}`));
}

function firstDefined<Item>(
  items: readonly Item[],
  find: (item: Item, at: number) => string | undefined,
): string | undefined {
  for (const [at, item] of items.entries()) {
    const found = find(item, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isTag(value: Tagged, type: string): boolean {
  return (
    typeof value === "object" && value !== null && (value as { $type?: string }).$type === type
  );
}

function textOf(value: Tagged): string {
  return JSON.stringify(value);
}

/** Sets have no order: the vectors sort their members by text. */
function withSortedSet(value: object): object {
  if (!isTag(value, "set") && !isTag(value, "frozenset")) return value;
  const { items, ...rest } = value as { items: Tagged[] };
  return { ...rest, items: items.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1)) };
}

/** A bound method of a built-in value is stored as `getattr(value, "name")`; the vectors name the function. */
function isBoundMethod(actual: Tagged, expected: Tagged): boolean {
  const { func, args } = (actual ?? {}) as { func?: string; args?: Tagged[] };
  const { name } = expected as { name: string };
  return func === "builtins.getattr" && name.endsWith(`.${String(args?.[1])}`);
}

interface EnumTag {
  readonly class: string;
  readonly name: string;
  readonly value: Tagged;
}

function isEnum(value: Tagged): value is EnumTag {
  return isTag(value, "enum");
}

/** A member is stored as `Class(value)` or as `Class.NAME`, combined flags by `or`; nothing else is known of it. */
function enumMatches(actual: Tagged, expected: EnumTag): boolean {
  if (typeof actual !== "object" || actual === null) return false;
  const node = actual as { $type?: string; name?: string; func?: string; args?: Tagged[] };
  if (node.$type === "global") return node.name === `${expected.class}.${expected.name}`;
  if (node.$type !== "reduce") return false;
  if (node.func === "_operator.or_") {
    const names = expected.name.split("|");
    return node.args!.every((arg) => {
      const { name } = arg as { name: string };
      return names.some((one) => name === `${expected.class}.${one}`);
    });
  }
  return node.func === expected.class && compare(node.args![0], expected.value) === undefined;
}
