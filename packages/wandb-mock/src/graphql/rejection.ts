/**
 * A refusal that the service answers with, as opposed to a defect of this package: its text reaches
 * the caller word for word.
 */
export class Rejection extends Error {
  /** The HTTP status that goes with it. GraphQL refusals mostly come with 200. */
  readonly status: number;
  /** `extensions.code` of the GraphQL error. */
  readonly code: string | undefined;

  constructor(message: string, options: { readonly status?: number; readonly code?: string } = {}) {
    super(message);
    this.name = "Rejection";
    this.status = options.status ?? 200;
    this.code = options.code;
  }
}

/** The refusal for an object that does not exist or that the caller may not see. */
export function notFound(what: string): Rejection {
  return new Rejection(`could not find ${what}`, { status: 404, code: "NOT_FOUND" });
}

/** The refusal for an object that may not be changed by the caller. */
export function forbidden(what: string): Rejection {
  return new Rejection(`permission denied: ${what}`, { status: 403, code: "PERMISSION_ERROR" });
}

/** The refusal for input that is well-typed but not acceptable. */
export function invalid(message: string): Rejection {
  return new Rejection(message, { status: 400, code: "BAD_REQUEST" });
}

/** The refusal for a change that the current state does not allow. */
export function conflict(message: string): Rejection {
  return new Rejection(message, { status: 409, code: "CONFLICT" });
}
