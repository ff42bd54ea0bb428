import { didYouMean, listed } from "../definitions/fault.ts";
import { Secret } from "../schema/secret.ts";
import { allowsLiteral } from "../schema/secret-schema.ts";
import { issuePath, type Schema, type SchemaIssue } from "../schema/schema.ts";
import { pathText, type ConfigFault } from "./config-fault.ts";
import { dereference, isEnvReference, type ConfigEnvironment } from "./references.ts";
import { sampleOf } from "./sample.ts";
import { schemaAt, schemaShape } from "./zod-shape.ts";

/** A config value and what is wrong with it. */
export interface ResolvedValue {
  readonly value: unknown;
  readonly faults: readonly ConfigFault[];
}

/**
 * Resolves a config against its schema: replaces references, refuses unknown keys of closed objects, applies defaults and
 * transforms, and gathers every fault.
 *
 * @param raw as it was given; `undefined` and `null` stand for an empty object
 * @param path where it stands, for faults
 */
export async function resolveValue(
  schema: Schema | undefined,
  raw: unknown,
  path: readonly PropertyKey[],
  environment: ConfigEnvironment,
): Promise<ResolvedValue> {
  const prepared = prepare(schema, raw, path, environment);
  if (schema === undefined) return { value: prepared.value, faults: prepared.faults };
  let value = prepared.value;
  let result = await schema["~standard"].validate(value);
  const coerced =
    result.issues === undefined
      ? undefined
      : coerceReferences(value, result.issues, prepared.references, path);
  if (coerced !== undefined) {
    value = coerced;
    result = await schema["~standard"].validate(value);
  }
  return finish(schema, raw, value, result, path, prepared);
}

/**
 * As {@link resolveValue} at definition time: without looking at the environment. Faults at references are left for later,
 * and so is a schema that answers only asynchronously.
 */
export function checkValue(
  schema: Schema | undefined,
  raw: unknown,
  path: readonly PropertyKey[],
): readonly ConfigFault[] {
  if (schema === undefined) return [];
  const stand = new Proxy({}, { get: () => "", has: () => true });
  const prepared = prepare(schema, raw, path, { env: stand });
  const result = schema["~standard"].validate(prepared.value);
  if (result instanceof Promise) {
    result.catch(() => undefined);
    return [];
  }
  const faults = finish(schema, raw, prepared.value, result, path, prepared).faults;
  return faults.filter(
    (fault) =>
      ![...prepared.references].some(
        (reference) => fault.path === reference || fault.path.startsWith(`${reference}:`),
      ),
  );
}

interface Prepared {
  readonly value: unknown;
  readonly references: ReadonlySet<string>;
  readonly faults: readonly ConfigFault[];
}

function prepare(
  schema: Schema | undefined,
  raw: unknown,
  path: readonly PropertyKey[],
  environment: ConfigEnvironment,
): Prepared {
  const shape = schemaShape(schema);
  const given =
    raw === undefined || raw === null
      ? shape === undefined ||
        shape.kind === "object" ||
        shape.kind === "record" ||
        shape.kind === "unknown" ||
        shape.kind === "any"
        ? {}
        : raw
      : raw;
  const isSecret = (at: readonly PropertyKey[]): boolean =>
    schemaShape(schemaAt(schema, at.slice(path.length)))?.kind === "string";
  return dereference(given, path, environment, isSecret);
}

function finish(
  schema: Schema,
  raw: unknown,
  value: unknown,
  result: Awaited<ReturnType<Schema["~standard"]["validate"]>>,
  path: readonly PropertyKey[],
  prepared: Prepared,
): ResolvedValue {
  const faults = [...prepared.faults];
  const unset = new Set(prepared.faults.map((fault) => fault.path));
  for (const fault of unknownKeys(schema, value, path)) faults.push(fault);
  const reported = new Set(faults.map((fault) => fault.path));
  for (const issue of result.issues ?? []) {
    for (const fault of faultsOf(schema, issue, value, path)) {
      if (
        unset.has(fault.path) ||
        (fault.reason === "FIELD_NOT_DEFINED" && reported.has(fault.path))
      )
        continue;
      faults.push(fault);
    }
  }
  if (result.issues !== undefined) return { value: undefined, faults };
  for (const fault of literalSecrets(result.value, raw, path)) faults.push(fault);
  return { value: result.value, faults };
}

/** Zod strips the unknown keys of a plain object; in config an unknown key is a mistake. */
function* unknownKeys(
  schema: Schema | undefined,
  value: unknown,
  path: readonly PropertyKey[],
): Generator<ConfigFault> {
  const shape = schemaShape(schema);
  if (shape === undefined || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      yield* unknownKeys(shape.item, item, [...path, index]);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const field = shape.fields?.[key];
    if (field !== undefined) yield* unknownKeys(field, item, [...path, key]);
    else if (shape.fields !== undefined && !shape.open)
      yield notDefined([...path, key], Object.keys(shape.fields));
    else if (shape.item !== undefined) yield* unknownKeys(shape.item, item, [...path, key]);
  }
}

/** The fault of a key that a closed object does not have. */
export function notDefined(path: readonly PropertyKey[], allowed: readonly string[]): ConfigFault {
  const key = String(path.at(-1));
  const sorted = allowed.toSorted();
  const near = didYouMean(key, sorted);
  return {
    reason: "FIELD_NOT_DEFINED",
    path: pathText(path),
    message: `"${key}" is not expected here; the keys are ${listed(sorted, 40)}`,
    hint: near,
  };
}

function faultsOf(
  schema: Schema,
  issue: SchemaIssue,
  value: unknown,
  path: readonly PropertyKey[],
): readonly ConfigFault[] {
  const inner = issuePath(issue);
  const keys = (issue as { readonly keys?: unknown }).keys;
  if (Array.isArray(keys)) {
    const allowed = Object.keys(schemaShape(schemaAt(schema, inner))?.fields ?? {});
    return keys.map((key) => notDefined([...path, ...inner, String(key)], allowed));
  }
  const present = valueAt(value, inner);
  const at = pathText([...path, ...inner]);
  if (present === undefined && inner.length > 0) {
    const field = String(inner.at(-1));
    return [
      {
        reason: "MISSING_REQUIRED_FIELD",
        path: at,
        message: `"${field}" is missing`,
        sample: `${field}: ${sampleOf(schemaAt(schema, inner))}`,
        hint: `Add \`${field}: ${sampleOf(schemaAt(schema, inner))}\`.`,
      },
    ];
  }
  const code = (issue as { readonly code?: unknown }).code;
  return [
    {
      reason: code === "custom" ? "FAILED_POST_PROCESSING" : "RUNTIME_TYPE_MISMATCH",
      path: at,
      message: issue.message,
    },
  ];
}

/** An environment variable is text; where the schema wants a number or a boolean, its text is read as one. */
function coerceReferences(
  value: unknown,
  issues: readonly SchemaIssue[],
  references: ReadonlySet<string>,
  path: readonly PropertyKey[],
): unknown {
  let changed = false;
  const copy: unknown = structuredClone(value);
  for (const issue of issues) {
    const inner = issuePath(issue);
    if (!references.has(pathText([...path, ...inner]))) continue;
    const text = valueAt(copy, inner);
    if (typeof text !== "string") continue;
    const read =
      text === "true"
        ? true
        : text === "false"
          ? false
          : text.trim() !== "" && Number.isFinite(Number(text))
            ? Number(text)
            : undefined;
    const parent = valueAt(copy, inner.slice(0, -1));
    const last = inner.at(-1);
    if (read === undefined || last === undefined || typeof parent !== "object" || parent === null)
      continue;
    (parent as Record<PropertyKey, unknown>)[last] = read;
    changed = true;
  }
  return changed ? copy : undefined;
}

function* literalSecrets(
  value: unknown,
  raw: unknown,
  path: readonly PropertyKey[],
  depth = 0,
): Generator<ConfigFault> {
  if (Secret.is(value)) {
    if (typeof raw === "string" && !allowsLiteral(value)) {
      yield {
        reason: "RUNTIME_TYPE_MISMATCH",
        path: pathText(path),
        message: "a secret may not stand in the config itself",
        hint: "Refer to it: `{ env: NAME }` or `{ file: PATH }`.",
      };
    }
    return;
  }
  if (typeof value !== "object" || value === null || depth > 64) return;
  for (const [key, item] of Object.entries(value)) {
    const given =
      typeof raw === "object" && raw !== null && !isEnvReference(raw)
        ? (raw as Readonly<Record<string, unknown>>)[key]
        : undefined;
    yield* literalSecrets(item, given, [...path, key], depth + 1);
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return current;
}
