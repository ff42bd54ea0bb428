import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { LaunchError } from "../errors.ts";
import { stderrOf } from "../util/stderr-of.ts";

const run = promisify(execFile);

/**
 * Applies the uncommitted changes that a job was made with to a checkout. Git refuses paths that lead out of the
 * folder.
 *
 * @throws {LaunchError} `LAUNCH_JOB_UNREADABLE` when the patch does not fit
 */
export async function applyPatch(patch: string, folder: string): Promise<void> {
  try {
    await run(
      "git",
      ["-c", "core.hooksPath=/dev/null", "apply", "--whitespace=nowarn", "--", patch],
      { cwd: folder },
    );
  } catch (cause) {
    throw new LaunchError({
      code: "LAUNCH_JOB_UNREADABLE",
      message: `The job's uncommitted changes do not fit its commit: ${stderrOf(cause)[0] ?? "git failed"}.`,
      cause,
    });
  }
}
