import type { InputCall } from "../context/make-input-context.ts";
import { causeHint, causeText } from "../cause-text.ts";
import { CoreError } from "../errors.ts";

/** Whether an error says that there is nothing stored, also one of another package's IO manager (`notFound` in its details). */
export function isMissing(error: unknown): boolean {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < 8;
    current = current.cause, depth += 1
  ) {
    if (
      CoreError.is(current, "CORE_VALUE_NOT_FOUND") ||
      (CoreError.is(current) && current.details["notFound"] === true)
    )
      return true;
  }
  return false;
}

/** Runs a load, and says in its error what was loaded for whom. */
export async function wrapLoad(
  call: InputCall,
  load: () => unknown,
  partition?: string,
): Promise<unknown> {
  try {
    return await load();
  } catch (cause) {
    const what = partition === undefined ? "" : ` for partition "${partition}"`;
    throw new CoreError({
      code: "CORE_LOAD_INPUT",
      message: `loading input "${call.definition.name}" of step "${call.stepKey}"${what} failed: ${causeText(cause)}`,
      hint: causeHint(cause),
      details: { input: call.definition.name, step: call.stepKey, manager: call.manager.key },
      cause,
    });
  }
}
