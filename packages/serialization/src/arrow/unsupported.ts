import { PickleError } from "../errors.ts";

/** What has no column of Arrow's. */
export function unsupported(what: string, path: string): PickleError {
  return new PickleError({
    code: "SERIALIZATION_UNSUPPORTED_VALUE",
    message: `${what} cannot become a column of an Arrow table`,
    hint: "Leave the column out with `columns`, or convert it before.",
    path,
  });
}
