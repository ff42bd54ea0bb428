import { CliError } from "./errors.ts";

const oldest = [22, 18] as const;

/**
 * Refuses a Node that cannot load definitions in TypeScript or has no SQLite, before anything else fails for it.
 *
 * @param version as in `process.versions.node`
 * @throws CliError `CLI_NODE_TOO_OLD`
 */
export function checkNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new CliError({
    code: "CLI_NODE_TOO_OLD",
    message: `heddle needs Node ${oldest.join(".")} or newer; this is ${version}`,
    hint: "Install a newer Node.",
    details: { version, oldest: oldest.join(".") },
  });
}
