import { LaunchError } from "../errors.ts";

/** A transport over which a repository may be fetched. */
export type GitProtocol = "https" | "ssh" | "http" | "file";

/** The transports that a queue's jobs may use unless the agent says otherwise. */
export const defaultGitProtocols: readonly GitProtocol[] = ["https", "ssh"];

const scpLike = /^[\w.+-]+@[\w.-]+:(?!\/\/).+/;

/**
 * Checks that a git remote uses an allowed transport and cannot be taken for an option of git or for
 * a transport helper (`ext::`, `fd::`), which would run programs.
 *
 * @param remote a URL, or `user@host:path` for ssh
 * @throws {LaunchError} `LAUNCH_GIT_REMOTE_REFUSED`
 */
export function checkGitRemote(
  remote: string,
  allowed: readonly GitProtocol[] = defaultGitProtocols,
): void {
  const protocol = protocolOf(remote);
  if (
    protocol !== undefined &&
    allowed.includes(protocol) &&
    !remote.includes("\0") &&
    !/[\r\n]/.test(remote)
  )
    return;
  throw new LaunchError({
    code: "LAUNCH_GIT_REMOTE_REFUSED",
    message: `The git remote "${withoutCredentials(remote)}" is refused: only ${allowed.join(", ")} remotes are allowed.`,
    details: { remote: withoutCredentials(remote), allowed: [...allowed] },
  });
}

/** A remote, or a text with remotes in it, without users and passwords. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(/([a-z][a-z0-9+.-]*:\/\/)[^/@\s'"]*@/gi, "$1");
}

function protocolOf(remote: string): GitProtocol | undefined {
  if (remote.startsWith("-") || remote.trim() !== remote || remote === "") return undefined;
  if (/^[a-z0-9]+::/i.test(remote)) return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(remote)?.[1]?.toLowerCase();
  if (scheme !== undefined) {
    return scheme === "https" || scheme === "ssh" || scheme === "http" || scheme === "file"
      ? scheme
      : undefined;
  }
  if (scpLike.test(remote)) return "ssh";
  return remote.startsWith("/") ? "file" : undefined;
}
