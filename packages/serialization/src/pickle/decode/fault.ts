import type { SerializationErrorCode } from "../../errors.ts";

/**
 * A fault inside the machine, before its place is known; the machine's loop turns it into a `PickleError`
 * with offset, opcode and path. Not an `Error`: it has no stack to capture.
 */
export class Fault {
  readonly code: SerializationErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly hint: string | undefined;

  constructor(
    code: SerializationErrorCode,
    message: string,
    details?: Readonly<Record<string, unknown>>,
    hint?: string,
  ) {
    this.code = code;
    this.message = message;
    this.details = details;
    this.hint = hint;
  }
}

/** Throws a {@link Fault}. */
export function fault(
  code: SerializationErrorCode,
  message: string,
  details?: Readonly<Record<string, unknown>>,
  hint?: string,
): never {
  // oxlint-disable-next-line typescript/only-throw-error -- turned into a PickleError by the machine's loop
  throw new Fault(code, message, details, hint);
}
