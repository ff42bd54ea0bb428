import type { Fault } from "../definitions/fault.ts";
import { InvalidDefinitionError } from "../errors.ts";

/** The error for some faults of definitions, each with the place where it was written. */
export function faultProblems(what: string, faults: readonly Fault[]): InvalidDefinitionError {
  const lines = faults.map((fault) => `${fault.subject}: ${fault.message}`);
  const [first] = faults;
  return new InvalidDefinitionError({
    code: "CORE_INVALID_DEFINITION",
    message:
      faults.length === 1
        ? `${what}: ${lines[0] ?? ""}`
        : `${what} has ${faults.length} faults: ${lines.join("; ")}`,
    hint: faults.length === 1 ? first?.hint : undefined,
    problems: faults.map((fault) => {
      const place = fault.location?.toString() ?? "";
      return {
        code: fault.code,
        message: `${fault.subject}: ${fault.message}`,
        ...(place === "" ? {} : { path: place }),
        ...(fault.hint === undefined ? {} : { hint: fault.hint }),
      };
    }),
  });
}
