import { InvalidConfigError } from "../errors.ts";
import type { ConfigFault } from "./config-fault.ts";

/** The error for some faults of a config. */
export function invalidConfig(what: string, faults: readonly ConfigFault[]): InvalidConfigError {
  const [first] = faults;
  return new InvalidConfigError({
    code: "CORE_INVALID_CONFIG",
    message:
      faults.length === 1 && first !== undefined
        ? `the config of "${what}" does not fit at ${first.path}: ${first.message}`
        : `the config of "${what}" has ${faults.length} faults: ${faults.map((fault) => `${fault.path}: ${fault.message}`).join("; ")}`,
    hint: faults.length === 1 ? first?.hint : undefined,
    problems: faults.map((fault) => ({
      code: fault.reason,
      path: fault.path,
      message: fault.message,
      ...(fault.hint === undefined ? {} : { hint: fault.hint }),
    })),
    details: { faults: faults.map((fault) => ({ ...fault })) },
  });
}
