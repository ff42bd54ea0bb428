import { WandbClientError } from "../errors.ts";
import { isRecord } from "../util/json.ts";

/** Metadata of an artifact: JSON values under at most 100 keys. */
export type ArtifactMetadata = Readonly<Record<string, unknown>>;

const mostKeys = 100;

/**
 * Checks that metadata can be stored: at most 100 keys, JSON values, finite numbers. Dates become ISO
 * strings, undefined members are left out, as in JSON.
 *
 * @throws WandbClientError `WANDB_CLIENT_METADATA` with the place of every fault
 */
export function checkMetadata(metadata: ArtifactMetadata): ArtifactMetadata {
  const problems: { path: string; message: string }[] = [];
  const keys = Object.keys(metadata);
  if (keys.length > mostKeys)
    problems.push({ path: "metadata", message: `has ${keys.length} keys, more than ${mostKeys}` });
  visit(metadata, "metadata", problems, new Set());
  if (problems.length > 0) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_METADATA",
      message: `the artifact's metadata cannot be stored: ${problems.map((each) => `${each.path} ${each.message}`).join("; ")}`,
      hint: "Use at most 100 top-level keys of finite JSON values.",
      problems,
    });
  }
  return metadata;
}

function visit(
  value: unknown,
  path: string,
  problems: { path: string; message: string }[],
  above: Set<unknown>,
): void {
  if (problems.length >= 20) return;
  if (typeof value === "number" && !Number.isFinite(value))
    problems.push({ path, message: `is ${value}` });
  else if (typeof value === "bigint" || typeof value === "function" || typeof value === "symbol")
    problems.push({ path, message: `is a ${typeof value}` });
  else if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    if (above.has(value)) {
      problems.push({ path, message: "contains itself" });
      return;
    }
    above.add(value);
    if (Array.isArray(value))
      for (const [index, each] of value.entries())
        visit(each, `${path}[${index}]`, problems, above);
    else
      for (const [key, each] of Object.entries(value))
        visit(each, `${path}.${key}`, problems, above);
    above.delete(value);
  }
}

/** Reads metadata as the server hands it out: a JSON string or nothing. */
export function readMetadata(text: string | null): ArtifactMetadata {
  if (text === null || text === "") return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : {};
  } catch (error) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_BAD_ANSWER",
      message: "the artifact's metadata is not JSON",
      hint: "Write the metadata again.",
      cause: error,
    });
  }
}
