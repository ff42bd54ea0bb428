import { HeddleError } from "@heddle/errors";
import { LaunchError } from "../errors.ts";

/** A failure that ends an agent, in the words of launch; anything but an error of the server stays as it is. */
export function refused(error: unknown): unknown {
  if (!HeddleError.is(error) || error.code.startsWith("LAUNCH_")) return error;
  return new LaunchError({
    code: "LAUNCH_AGENT_REFUSED",
    message: `The server refused the agent: ${error.message}`,
    hint: error.hint,
    cause: error,
  });
}
