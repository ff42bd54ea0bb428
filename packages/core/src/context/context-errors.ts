import { CoreError } from "../errors.ts";

/** The error for something that a context does not have here. */
export function contextMember(message: string, hint: string): CoreError {
  return new CoreError({ code: "CORE_CONTEXT_MEMBER", message, hint });
}
