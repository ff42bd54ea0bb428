import type { SerializedError } from "../instance/event-data.ts";

/** How a worker ended before its step did. */
export interface ProcessEnd {
  readonly stepKey: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Whether it was killed for its memory, and how much it was allowed. */
  readonly overLimitMb: number | undefined;
  /** What it wrote last to stderr. */
  readonly lastWords: string;
}

/** The error of a step whose process died. */
export function lostProcess(end: ProcessEnd): SerializedError {
  const how =
    end.signal === null ? `exited with code ${String(end.code)}` : `was ended by ${end.signal}`;
  const details = {
    stepKey: end.stepKey,
    exitCode: end.code,
    signal: end.signal,
    ...(end.lastWords === "" ? {} : { lastWords: end.lastWords }),
  };
  if (
    end.overLimitMb !== undefined ||
    /heap out of memory|Array buffer allocation failed/i.test(end.lastWords)
  ) {
    const limit = end.overLimitMb === undefined ? "" : ` of ${String(end.overLimitMb)} MB`;
    return {
      name: "CoreError",
      code: "CORE_STEP_OUT_OF_MEMORY",
      message: `step "${end.stepKey}" needed more memory than its limit${limit}; its process ${how}`,
      hint: "Raise `memoryLimitMb`, or work on less data at a time.",
      details,
    };
  }
  return {
    name: "CoreError",
    code: "CORE_STEP_PROCESS_LOST",
    message: `the process of step "${end.stepKey}" ${how} before the step had ended`,
    hint:
      end.signal === null
        ? "Throw an error instead of calling process.exit; see the step's stderr."
        : "See the step's stderr; the system may have run out of memory.",
    details,
  };
}
