import { readFileSync } from "node:fs";
import { pathText, type ConfigFault } from "./config-fault.ts";

/** Where references find their values. */
export interface ConfigEnvironment {
  /** Value of an environment variable. Default: the process's own. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** A config whose references were replaced. */
export interface DereferencedConfig {
  readonly value: unknown;
  /** Paths where a reference stood, as texts made by {@link pathText}. */
  readonly references: ReadonlySet<string>;
  readonly faults: readonly ConfigFault[];
}

/** Whether an object is `{ env: NAME }`. */
export function isEnvReference(value: unknown): value is { readonly env: string } {
  return hasOnly(value, "env") && typeof value["env"] === "string";
}

/** Whether an object is `{ file: PATH }`. */
export function isFileReference(value: unknown): value is { readonly file: string } {
  return hasOnly(value, "file") && typeof value["file"] === "string";
}

/**
 * Replaces each `{ env: NAME }` by the variable's value, and `{ $literal: x }` by x.
 *
 * @param isSecret whether a secret is expected at a path, where `{ file: PATH }` is a reference as well
 */
export function dereference(
  value: unknown,
  path: readonly PropertyKey[],
  environment: ConfigEnvironment,
  isSecret: (path: readonly PropertyKey[]) => boolean,
): DereferencedConfig {
  const references = new Set<string>();
  const faults: ConfigFault[] = [];
  const env = environment.env ?? process.env;
  const visit = (inner: unknown, at: readonly PropertyKey[], depth: number): unknown => {
    if (typeof inner !== "object" || inner === null) return inner;
    if (depth > 64) {
      faults.push({
        reason: "RUNTIME_TYPE_MISMATCH",
        path: pathText(at),
        message: "the config is nested more than 64 levels deep",
      });
      return undefined;
    }
    if (hasOnly(inner, "$literal")) return inner["$literal"];
    if (isEnvReference(inner)) {
      references.add(pathText(at));
      const found = env[inner.env];
      if (found === undefined) {
        faults.push({
          reason: "FAILED_POST_PROCESSING",
          path: pathText(at),
          message: `environment variable "${inner.env}" is not set`,
          hint: `Set ${inner.env} before the run starts.`,
        });
      }
      return found;
    }
    if (isFileReference(inner) && isSecret(at)) {
      references.add(pathText(at));
      try {
        return readFileSync(inner.file, "utf8").replace(/\r?\n$/, "");
      } catch (error) {
        faults.push({
          reason: "FAILED_POST_PROCESSING",
          path: pathText(at),
          message: `file "${inner.file}" cannot be read: ${error instanceof Error ? error.message : String(error)}`,
          hint: "Give the path of a readable file.",
        });
        return undefined;
      }
    }
    if (Array.isArray(inner))
      return inner.map((item: unknown, index) => visit(item, [...at, index], depth + 1));
    const prototype: unknown = Object.getPrototypeOf(inner);
    if (prototype !== Object.prototype && prototype !== null) return inner;
    return Object.fromEntries(
      Object.entries(inner).map(([key, item]: [string, unknown]) => [
        key,
        visit(item, [...at, key], depth + 1),
      ]),
    );
  };
  return { value: visit(value, path, 0), references, faults };
}

function hasOnly<K extends string>(
  value: unknown,
  key: K,
): value is { readonly [P in K]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === key;
}
