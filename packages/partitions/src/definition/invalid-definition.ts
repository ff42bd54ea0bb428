import type { Problem } from "@heddle/errors";
import { PartitionsError } from "../errors.ts";

/** The error that reports all faults of one definition. */
export function invalidDefinition(what: string, problems: readonly Problem[]): PartitionsError {
  const [first] = problems;
  return new PartitionsError({
    code: "PARTITIONS_INVALID_DEFINITION",
    message:
      problems.length === 1 && first !== undefined
        ? `${what}: ${first.message}`
        : `${what}: ${problems.length} faults, the first: ${first?.message ?? "none"}`,
    problems,
    details: { definition: what },
    hint: first?.hint,
  });
}
