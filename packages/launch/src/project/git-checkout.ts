import { execFile, type ExecFileException } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { promisify } from "node:util";
import { LaunchError } from "../errors.ts";
import { stderrOf } from "../util/stderr-of.ts";
import {
  checkGitRemote,
  defaultGitProtocols,
  type GitProtocol,
  withoutCredentials,
} from "../spec/git-remote.ts";

const run = promisify(execFile);

/** What to check out, and where. */
export interface GitCheckout {
  readonly remote: string;
  /** Commit, branch or tag. Default: the remote's own main branch. */
  readonly version?: string | undefined;
  /** Folder to fill; made when missing. */
  readonly folder: string;
  readonly protocols?: readonly GitProtocol[] | undefined;
  /** Environment of git. Default: that of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Checks a repository out at a commit, branch or tag, without its history where the server allows.
 *
 * Git runs with argument arrays, never asks for a password, follows no `file` or `ext` transport of
 * submodules and runs no hooks.
 *
 * @returns the commit that was checked out
 * @throws {LaunchError} `LAUNCH_GIT_REMOTE_REFUSED`, `LAUNCH_GIT_UNREACHABLE`, `LAUNCH_GIT_VERSION_MISSING`
 */
export async function checkOut(checkout: GitCheckout): Promise<{ readonly commit: string }> {
  const { remote, folder, version } = checkout;
  const protocols = checkout.protocols ?? defaultGitProtocols;
  checkGitRemote(remote, protocols);
  if (version !== undefined) checkVersion(version, remote);
  await mkdir(folder, { recursive: true });
  const git = (...args: string[]): Promise<string> => gitIn(folder, protocols, checkout, args);
  await git("init", "--quiet");
  await git("remote", "add", "origin", "--", remote);
  const wanted = version ?? "HEAD";
  try {
    await git("fetch", "--quiet", "--depth", "1", "origin", wanted);
    await git("checkout", "--quiet", "--detach", "FETCH_HEAD");
  } catch (first) {
    await fetchAll(git, remote, first);
    await git("checkout", "--quiet", "--detach", await resolveVersion(git, wanted, remote));
  }
  await git("submodule", "--quiet", "update", "--init", "--recursive", "--depth", "1").catch(
    (cause: unknown) => {
      throw unreachable(
        `The submodules of ${withoutCredentials(remote)} could not be fetched`,
        cause,
      );
    },
  );
  return { commit: (await git("rev-parse", "HEAD")).trim() };
}

async function fetchAll(
  git: (...args: string[]) => Promise<string>,
  remote: string,
  first: unknown,
): Promise<void> {
  if ((first as NodeJS.ErrnoException).code === "ENOENT") {
    throw unreachable("git is not installed on this machine", first);
  }
  try {
    await git("fetch", "--quiet", "--tags", "origin");
  } catch (cause) {
    throw unreachable(`The git repository ${withoutCredentials(remote)} could not be read`, cause);
  }
}

// A server may refuse to hand out a commit by its hash, or the name may be short: then all refs are searched.
async function resolveVersion(
  git: (...args: string[]) => Promise<string>,
  wanted: string,
  remote: string,
): Promise<string> {
  const names =
    wanted === "HEAD"
      ? ["refs/remotes/origin/main", "refs/remotes/origin/master"]
      : [`refs/remotes/origin/${wanted}`, `refs/tags/${wanted}`, wanted];
  for (const name of names) {
    try {
      return (
        await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`)
      ).trim();
    } catch {
      // Not under this name; the next one is tried.
    }
  }
  throw new LaunchError({
    code: "LAUNCH_GIT_VERSION_MISSING",
    message: `The version "${wanted}" does not exist in ${withoutCredentials(remote)}.`,
    details: { remote: withoutCredentials(remote), version: wanted },
  });
}

function checkVersion(version: string, remote: string): void {
  const legal =
    /^[A-Za-z0-9_][\w./+@-]*$/.test(version) &&
    !version.includes("..") &&
    !version.endsWith(".lock");
  if (legal) return;
  throw new LaunchError({
    code: "LAUNCH_GIT_VERSION_MISSING",
    message: `"${version}" is not the name of a commit, branch or tag of ${withoutCredentials(remote)}.`,
    details: { remote: withoutCredentials(remote), version },
  });
}

async function gitIn(
  folder: string,
  protocols: readonly GitProtocol[],
  checkout: GitCheckout,
  args: readonly string[],
): Promise<string> {
  try {
    const { stdout } = await run(
      "git",
      [
        "-c",
        "core.hooksPath=/dev/null",
        "-c",
        "protocol.ext.allow=never",
        "-c",
        `protocol.file.allow=${protocols.includes("file") ? "always" : "never"}`,
        ...args,
      ],
      {
        cwd: folder,
        maxBuffer: 16 << 20,
        env: { ...(checkout.environment ?? process.env), GIT_TERMINAL_PROMPT: "0" },
        ...(checkout.signal === undefined ? {} : { signal: checkout.signal }),
      },
    );
    return stdout;
  } catch (error) {
    throw withoutSecrets(error);
  }
}

// The failure of a command names its whole command line, and a remote may carry a password.
function withoutSecrets(error: unknown): Error {
  const { message, code, stderr } = error as ExecFileException;
  return Object.assign(new Error(withoutCredentials(message)), {
    code,
    stderr: withoutCredentials(stderr ?? ""),
  });
}

function unreachable(what: string, cause: unknown): LaunchError<"LAUNCH_GIT_UNREACHABLE"> {
  const said = withoutCredentials(stderrOf(cause)[0] ?? "");
  return new LaunchError({
    code: "LAUNCH_GIT_UNREACHABLE",
    message: `${what}${said === "" ? "" : `: ${said}`}.`,
    cause,
  });
}
