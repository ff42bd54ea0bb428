import { LaunchError } from "../errors.ts";

const shellSyntax = /[\s;&|<>`$(){}*?!"'\\\n]/;

/**
 * The program and arguments that an entry point means. Nothing is ever read by a shell: arguments
 * go to the program as they are, and a program name with blanks or shell syntax is refused.
 *
 * A first element that is a script names its interpreter: `.py` → `python`, `.sh` → the shell
 * that `$SHELL` names (else `sh`), `.js`, `.mjs`, `.cjs`, `.ts` and `.mts` → `node`.
 *
 * @param entryPoint from the job or from the launch; the launch's wins before this call
 * @param args further arguments, after those of the entry point
 * @param environment where `SHELL` is looked up
 * @returns the argument array, program first
 * @throws {LaunchError} `LAUNCH_ENTRY_POINT_REFUSED`
 */
export function commandOf(
  entryPoint: readonly string[] | undefined,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): [program: string, ...args: string[]] {
  const [program, ...rest] = entryPoint ?? [];
  if (program === undefined || program === "") {
    throw refused("The launch has no entry point.", entryPoint);
  }
  if ([...(entryPoint ?? []), ...args].some((part) => part.includes("\0"))) {
    throw refused("The entry point holds a NUL character.", entryPoint);
  }
  if (shellSyntax.test(program)) {
    throw refused(
      `"${program}" is not the name of a program: entry points are lists of a program and its arguments and are never read by a shell.`,
      entryPoint,
    );
  }
  return [...interpreterOf(program, environment), program, ...rest, ...args] as [
    string,
    ...string[],
  ];
}

function interpreterOf(
  program: string,
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  if (program.endsWith(".py")) return ["python"];
  if (program.endsWith(".sh")) return [environment["SHELL"] ?? "sh"];
  if (/\.[cm]?[jt]s$/.test(program)) return ["node"];
  return [];
}

function refused(
  message: string,
  entryPoint: readonly string[] | undefined,
): LaunchError<"LAUNCH_ENTRY_POINT_REFUSED"> {
  return new LaunchError({
    code: "LAUNCH_ENTRY_POINT_REFUSED",
    message,
    hint: 'Write it as a list, for example ["python", "train.py"]; to use a shell, name it: ["bash", "-c", "…"].',
    details: { entryPoint: entryPoint ?? [] },
  });
}
