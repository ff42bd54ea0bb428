import type { Context } from "../context.ts";
import { objectOf } from "./json-text.ts";
import type { RunRecord } from "./records.ts";
import { shownState } from "./run-state.ts";

/**
 * Reads a property of a run under the names that filters and orders use, such as `state`, `created_at`,
 * `config.lr.value`, `config.lr`, `summary_metrics.loss` and `heartbeatAt`.
 */
export function readRunProperty(context: Context, run: RunRecord, path: string): unknown {
  const [head = "", ...rest] = path.split(".");
  switch (head) {
    case "name":
      return run.name;
    case "display_name":
    case "displayName":
      return run.displayName;
    case "state":
      return shownState(run, context);
    case "created_at":
    case "createdAt":
      return new Date(run.createdAt).toISOString();
    case "updated_at":
    case "updatedAt":
      return new Date(run.updatedAt).toISOString();
    case "heartbeat_at":
    case "heartbeatAt":
      return new Date(run.heartbeatAt).toISOString();
    case "job_type":
    case "jobType":
      return run.jobType;
    case "user":
    case "username":
      return context.state.users.get(run.userId)?.username;
    case "group":
    case "tags":
    case "notes":
    case "description":
    case "commit":
    case "host":
      return run[head];
    case "sweep":
      return run.sweepName;
    case "config": {
      const [key = "", ...members] = rest;
      const entry = memberAt(objectOf(run.config), [key]) as
        | { readonly value?: unknown }
        | undefined;
      return memberAt(entry?.value, members[0] === "value" ? members.slice(1) : members);
    }
    case "summary_metrics":
    case "summaryMetrics": {
      const summary = objectOf(run.summary);
      const whole = summary[rest.join(".")];
      return whole === undefined ? memberAt(summary, rest) : whole;
    }
    default:
      return undefined;
  }
}

function memberAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[key];
  }
  return current;
}
