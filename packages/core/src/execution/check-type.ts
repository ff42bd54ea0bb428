import { CoreError } from "../errors.ts";
import { issuePath, type Schema } from "../schema/schema.ts";

/**
 * The value that a schema makes of a value.
 *
 * @throws CORE_TYPE_CHECK with every issue
 */
export async function checkType(schema: Schema, value: unknown, what: string): Promise<unknown> {
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return result.value;
  const problems = result.issues.map((issue) => {
    const path = issuePath(issue).map(String).join(".");
    return { message: issue.message, ...(path === "" ? {} : { path }) };
  });
  throw new CoreError({
    code: "CORE_TYPE_CHECK",
    message: `${what} does not fit its declared type: ${problems.map(({ path, message }) => (path === undefined ? message : `${path}: ${message}`)).join("; ")}`,
    problems,
  });
}
