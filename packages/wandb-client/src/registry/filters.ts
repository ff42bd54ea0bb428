import { isRecord } from "../util/json.ts";
import type { Filters } from "../queries/paginate.ts";
import { registryPrefix } from "./organization.ts";

/** Conditions on registries with names as the server knows them: people leave the prefix out. */
export function registryFilters(filters: Filters | undefined): string {
  return JSON.stringify(withPrefixes(filters ?? {}));
}

function withPrefixes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPrefixes);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, operand]) => [
      key,
      key === "name" ? prefixed(operand) : key.startsWith("$") ? withPrefixes(operand) : operand,
    ]),
  );
}

/** A pattern may mean any part of the name and stays as it is. */
function prefixed(operand: unknown): unknown {
  if (typeof operand === "string")
    return operand.startsWith(registryPrefix) ? operand : `${registryPrefix}${operand}`;
  if (Array.isArray(operand)) return operand.map(prefixed);
  if (!isRecord(operand)) return operand;
  return Object.fromEntries(
    Object.entries(operand).map(([operator, inner]) => [
      operator,
      operator === "$regex" || operator === "$contains" ? inner : prefixed(inner),
    ]),
  );
}
