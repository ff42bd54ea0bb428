import type { ConfigurationFault } from "../errors.ts";
import { describe } from "./locate.ts";
import { isRecord } from "./spelling.ts";

/** How many keys the integration itself may add to an artifact's metadata. */
const ownKeys = 16;

/** How many metadata keys W&B allows per artifact. */
export const maxMetadataKeys = 100;

/** Checks the user's metadata: JSON values under keys that do not begin with `source_`. */
export function checkMetadata(
  value: unknown,
  faults: ConfigurationFault[],
): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) {
    faults.push({
      code: "E-W16",
      path: "metadata",
      message: `"metadata" must be a dictionary, not ${describe(value)}`,
    });
    return {};
  }
  const keys = Object.keys(value);
  for (const key of keys.filter((name) => name.startsWith("source_"))) {
    faults.push({
      code: "E-W16",
      path: `metadata.${key}`,
      message: `the metadata key "${key}" begins with "source_", which the integration keeps for itself`,
    });
  }
  if (keys.length + ownKeys > maxMetadataKeys) {
    faults.push({
      code: "E-W16",
      path: "metadata",
      message: `${keys.length} metadata keys; W&B allows ${maxMetadataKeys}, of which the integration uses up to ${ownKeys}`,
    });
  }
  for (const key of keys) {
    const problem = jsonFault(value[key], `metadata.${key}`, new Set());
    if (problem !== undefined) faults.push({ code: "E-W16", ...problem });
  }
  return { ...value };
}

/** What keeps a value from being JSON, with its path; undefined when it is. */
function jsonFault(
  value: unknown,
  path: string,
  above: ReadonlySet<object>,
): { readonly path: string; readonly message: string } | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") {
    return Number.isFinite(value)
      ? undefined
      : { path, message: `${path} is ${value}, which is no JSON` };
  }
  if (typeof value !== "object") {
    return { path, message: `${path} is ${describe(value)}, which is no JSON` };
  }
  if (above.has(value)) return { path, message: `${path} contains itself` };
  const inside = new Set([...above, value]);
  const parts: [string, unknown][] = Array.isArray(value)
    ? (value as unknown[]).map((item, index) => [`${path}[${index}]`, item])
    : isRecord(value)
      ? Object.entries(value).map(([key, item]) => [`${path}.${key}`, item])
      : [];
  if (!Array.isArray(value) && !isRecord(value)) {
    return { path, message: `${path} is ${describe(value)}, which is no JSON` };
  }
  for (const [where, item] of parts) {
    const problem = jsonFault(item, where, inside);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
