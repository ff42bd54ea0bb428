import type { Problem } from "@heddle/errors";
import type { PartitionsDefinition } from "../definition/partitions-definition.ts";
import { PartitionsError } from "../errors.ts";

/** The error for a mapping that does not fit its two definitions. */
export function invalidMapping(
  message: string,
  hint?: string,
  problems?: readonly Problem[],
): PartitionsError {
  return new PartitionsError({ code: "PARTITIONS_INVALID_MAPPING", message, hint, problems });
}

/** Throws the problems of a validation, if there are any. */
export function requireValid(kind: string, problems: readonly Problem[]): void {
  const [first] = problems;
  if (first !== undefined)
    throw invalidMapping(`${kind} mapping: ${first.message}`, first.hint, problems);
}

/** The problem of a mapping that needs a partitioned reader. */
export function downstreamMissing(kind: string): Problem {
  return {
    message: `a ${kind} mapping needs a partitioned downstream`,
    hint: "an unpartitioned downstream reads with allPartitions(), lastPartition() or specificPartitions([...])",
  };
}

/** The problem of a mapping between definitions of the wrong kind. */
export function wrongKind(
  side: string,
  expected: string,
  definition: PartitionsDefinition | undefined,
): Problem {
  return {
    message: `the ${side} partitions must be ${expected}, not ${definition === undefined ? "absent" : definition.describe()}`,
  };
}
