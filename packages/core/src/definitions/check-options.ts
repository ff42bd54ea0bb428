import { didYouMean, listed, type Fault } from "./fault.ts";
import type { SourceLocation } from "./source-location.ts";
import type { CoreErrorCode } from "../errors.ts";

/** Gathers the faults of one definition. */
export class FaultList {
  readonly faults: Fault[] = [];
  readonly subject: string;
  readonly location: SourceLocation;

  constructor(subject: string, location: SourceLocation) {
    this.subject = subject;
    this.location = location;
  }

  add(code: CoreErrorCode, message: string, hint?: string): void {
    this.faults.push({ code, subject: this.subject, message, hint, location: this.location });
  }

  /** Reports every key that is no option. */
  options(
    given: object,
    allowed: ReadonlySet<string>,
    advice: Readonly<Record<string, string>> = {},
  ): void {
    for (const key of Object.keys(given)) {
      if (allowed.has(key)) continue;
      this.add(
        "CORE_INVALID_OPTION",
        `unknown option "${key}"`,
        advice[key] ?? didYouMean(key, allowed) ?? `the options are ${listed(allowed, 40)}`,
      );
    }
  }

  /** Reports a name that is not letters, digits and underscores. */
  name(what: string, name: unknown): void {
    if (typeof name !== "string" || !/^[A-Za-z0-9_]+$/.test(name)) {
      this.add(
        "CORE_INVALID_NAME",
        `${what} ${JSON.stringify(name)} is not a name`,
        "Use letters, digits and underscores.",
      );
    }
  }
}

const runtimeTags: ReadonlySet<string> = new Set([
  "dagster/priority",
  "dagster/max_retries",
  "dagster/retry_strategy",
  "dagster/max_runtime",
  "dagster/isolation",
  "dagster/retry_on_asset_or_op_failure",
]);

/** Whether a tag is reserved for the system: it begins with `dagster/` and is not one that users may set. */
export function isReservedTag(key: string): boolean {
  return key.startsWith("dagster/") && !runtimeTags.has(key);
}

/** Reports reserved tags and values that are no text. */
export function checkTags(
  tags: Readonly<Record<string, unknown>> | undefined,
  list: FaultList,
  what = "tag",
): void {
  for (const [key, value] of Object.entries(tags ?? {})) {
    if (key === "")
      list.add("CORE_INVALID_OPTION", `a ${what} has an empty key`, "Give every tag a name.");
    if (isReservedTag(key)) {
      list.add(
        "CORE_INVALID_OPTION",
        `${what} "${key}" is reserved`,
        `Tags that begin with "dagster/" are set by the system.`,
      );
    }
    if (typeof value !== "string") {
      list.add(
        "CORE_INVALID_OPTION",
        `${what} "${key}" has a value that is no text`,
        "Give a string.",
      );
    }
  }
}
