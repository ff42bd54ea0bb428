import { invalid } from "./rejection.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Reads one named property of an item; `undefined` when the item has no such property. */
export type PropertyReader<Item> = (item: Item, path: string) => unknown;

const maxDepth = 20;

/**
 * Compiles the Mongo-like filters that clients send as JSON strings.
 *
 * Understood are `$and`, `$or`, `$nor`, `$not`, `$eq`, `$ne`, `$gt`, `$gte`, `$lt`, `$lte`, `$in`,
 * `$nin`, `$exists`, `$regex`, `$contains`, and plain values, which mean equality.
 *
 * @param text the JSON; absent, empty and `{}` accept everything
 * @throws Rejection for text that is no JSON object and for unknown operators
 */
export function compileFilters<Item>(
  text: string | null | undefined,
  read: PropertyReader<Item>,
): (item: Item) => boolean {
  if (text == null || text === "") return () => true;
  let filters: unknown;
  try {
    filters = JSON.parse(text);
  } catch {
    throw invalid(`filters are not valid JSON: ${text}`);
  }
  return compileGroup(filters as Json, read, 0);
}

function compileGroup<Item>(
  filters: Json,
  read: PropertyReader<Item>,
  depth: number,
): (item: Item) => boolean {
  if (depth > maxDepth) throw invalid("filters are nested too deeply");
  if (filters === null) return () => true;
  if (typeof filters !== "object" || Array.isArray(filters)) {
    throw invalid("filters must be a JSON object");
  }
  const tests = Object.entries(filters).map(([key, value]): ((item: Item) => boolean) => {
    if (key === "$and" || key === "$or" || key === "$nor") {
      if (!Array.isArray(value)) throw invalid(`${key} takes a list`);
      const parts = value.map((part: Json) => compileGroup(part, read, depth + 1));
      if (key === "$and") return (item) => parts.every((part) => part(item));
      // An empty $or comes from clients that had nothing to restrict.
      if (key === "$or") return (item) => parts.length === 0 || parts.some((part) => part(item));
      return (item) => !parts.some((part) => part(item));
    }
    if (key === "$not") {
      const inner = compileGroup(value, read, depth + 1);
      return (item) => !inner(item);
    }
    if (key.startsWith("$")) throw invalid(`unknown filter operator ${key}`);
    const test = compileCondition(value, depth + 1);
    return (item) => test(read(item, key));
  });
  return (item) => tests.every((test) => test(item));
}

function compileCondition(condition: Json, depth: number): (value: unknown) => boolean {
  if (depth > maxDepth) throw invalid("filters are nested too deeply");
  if (condition === null || typeof condition !== "object" || Array.isArray(condition)) {
    return (value) => isEqual(value, condition);
  }
  const tests = Object.entries(condition).map(([operator, operand]) =>
    compileOperator(operator, operand, depth),
  );
  return (value) => tests.every((test) => test(value));
}

function compileOperator(
  operator: string,
  operand: Json,
  depth: number,
): (value: unknown) => boolean {
  switch (operator) {
    case "$eq":
      return (value) => isEqual(value, operand);
    case "$ne":
      return (value) => !isEqual(value, operand);
    case "$gt":
      return (value) => compareValues(value, operand) > 0;
    case "$gte":
      return (value) => compareValues(value, operand) >= 0;
    case "$lt":
      return (value) => compareValues(value, operand) < 0;
    case "$lte":
      return (value) => compareValues(value, operand) <= 0;
    case "$in":
    case "$nin": {
      if (!Array.isArray(operand)) throw invalid(`${operator} takes a list`);
      const wanted = operator === "$in";
      return (value) => operand.some((one: Json) => isEqual(value, one)) === wanted;
    }
    case "$exists":
      return (value) => (value !== undefined && value !== null) === Boolean(operand);
    case "$not": {
      const inner = compileCondition(operand, depth + 1);
      return (value) => !inner(value);
    }
    case "$contains": {
      const part = textOperand(operator, operand);
      return (value) => typeof value === "string" && value.includes(part);
    }
    case "$regex": {
      const pattern = compilePattern(textOperand(operator, operand));
      return (value) =>
        Array.isArray(value)
          ? value.some((one) => pattern.test(String(one)))
          : typeof value === "string" && pattern.test(value);
    }
    default:
      throw invalid(`unknown filter operator ${operator}`);
  }
}

function textOperand(operator: string, operand: Json): string {
  if (typeof operand === "string") return operand;
  throw invalid(`${operator} takes a string`);
}

function compilePattern(source: string): RegExp {
  const isCaseless = source.startsWith("(?i)");
  try {
    return new RegExp(isCaseless ? source.slice(4) : source, isCaseless ? "i" : "");
  } catch {
    throw invalid(`invalid regular expression ${JSON.stringify(source)}`);
  }
}

/** A list is equal to a value when it holds it, as tags are. */
function isEqual(value: unknown, wanted: Json): boolean {
  if (Array.isArray(value) && !Array.isArray(wanted)) return value.includes(wanted);
  if (wanted === null) return value === null || value === undefined;
  if (typeof value === "object" && value !== null) {
    return JSON.stringify(value) === JSON.stringify(wanted);
  }
  return value === wanted;
}

/** Orders numbers, and instants against ISO texts; values that cannot be compared give NaN. */
function compareValues(value: unknown, wanted: Json): number {
  if (typeof value === "number" && typeof wanted === "number") return value - wanted;
  if (typeof value === "string" && typeof wanted === "string") {
    const [left, right] = [Date.parse(value), Date.parse(wanted)];
    if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
    return value < wanted ? -1 : value > wanted ? 1 : 0;
  }
  return Number.NaN;
}
