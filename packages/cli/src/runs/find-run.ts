import type { Instance, RunRecord } from "@heddle/core";
import { CliError } from "../errors.ts";

/**
 * The run whose id is `id` or begins with it.
 *
 * @throws CliError `CLI_UNKNOWN_NAME` when there is none, or more than one
 */
export async function findRun(instance: Instance, id: string): Promise<RunRecord> {
  const exact = await instance.getRun(id);
  if (exact !== undefined) return exact;
  const recent = await instance.getRuns({ limit: 10_000 });
  const matches = recent.filter(({ runId }) => id !== "" && runId.startsWith(id));
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return only;
  throw new CliError({
    code: "CLI_UNKNOWN_NAME",
    message:
      matches.length === 0
        ? `no run has the id ${id}`
        : `${String(matches.length)} runs begin with ${id}`,
    hint: "heddle runs list shows the ids.",
    details: { id, matches: matches.map(({ runId }) => runId) },
  });
}
