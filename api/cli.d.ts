// index.d.ts
export { cliErrors, CliError } from "./errors.ts";
export { exitCodes } from "./exit-codes.ts";
export { runCli } from "./run-cli.ts";
export type { Terminal } from "./terminal.ts";

// errors.d.ts
import { HeddleError, type ErrorCode } from "@heddle/errors";
/** Every error code of the command line. */
export declare const cliErrors: {
    readonly CLI_FILE_NOT_FOUND: {
        readonly meaning: "The file named on the command line, or the default definitions file, does not exist.";
        readonly remedy: "Name the file with --file, or run the command in the project's folder.";
    };
    readonly CLI_NO_DEFINITIONS: {
        readonly meaning: "The definitions file was loaded but exports no definitions and no assets or jobs.";
        readonly remedy: "Export the result of definitions({...}) as default.";
    };
    readonly CLI_LOAD_FAILED: {
        readonly meaning: "The definitions file could not be loaded: it has a syntax error, imports something that is missing, or threw.";
        readonly remedy: "Run it with node to see the fault; --verbose shows the stack.";
    };
    readonly CLI_UNKNOWN_NAME: {
        readonly meaning: "The command names a job, asset, run, backfill or launch queue that does not exist.";
        readonly remedy: "List what exists with the matching list command.";
    };
    readonly CLI_BAD_ARGUMENT: {
        readonly meaning: "An argument or option has a value that the command cannot use.";
        readonly remedy: "See the command's --help.";
    };
    readonly CLI_FILE_ACCESS: {
        readonly meaning: "A file or folder may not be read or written, or its disk is full.";
        readonly remedy: "Change its permissions, make room, or choose another place: HEDDLE_HOME, or the command's folder option.";
    };
    readonly CLI_NODE_TOO_OLD: {
        readonly meaning: "This Node cannot load definitions in TypeScript.";
        readonly remedy: "Install Node 22.18 or newer.";
    };
    readonly CLI_TOO_LARGE: {
        readonly meaning: "A pickle holds more values than are shown at once.";
        readonly remedy: "Raise the bound with --max-values, or look at the file's parts.";
    };
    readonly CLI_FOLDER_NOT_EMPTY: {
        readonly meaning: "heddle init was asked to write into a folder that already holds files of these names.";
        readonly remedy: "Choose a new or empty folder.";
    };
};
/** A mistake on the command line or in the project it names. */
export declare class CliError extends HeddleError<ErrorCode<typeof cliErrors>> {
}

// exit-codes.d.ts
/** What the process tells its caller. */
export declare const exitCodes: {
    /** All went well. */
    readonly ok: 0;
    /** A run, a check or a request failed. */
    readonly failed: 1;
    /** The command line was wrong: unknown command, option or argument. */
    readonly usage: 2;
    /** Definitions or configuration have faults; nothing was run. */
    readonly invalid: 3;
    /** What was asked about is still under way. */
    readonly underWay: 4;
    /** Stopped by Ctrl-C or SIGTERM; the run is marked canceled. */
    readonly interrupted: 130;
};
/** Sets the exit code of a command that ended without an error, for example because a run failed. */
export type SetExitCode = (code: number) => void;

// run-cli.d.ts
import type { Terminal } from "./terminal.ts";
/**
 * Runs one command line.
 *
 * @param args without the program's name, e.g. `["runs", "list", "--json"]`
 * @returns the exit code: 0 ok, 1 failed, 2 wrong usage, 3 faults in definitions or configuration,
 * 4 still under way, 130 interrupted
 */
export declare function runCli(args: readonly string[], terminal: Terminal): Promise<number>;

// terminal.d.ts
/** Everything a command touches of its process, so that tests can hand in their own. */
export interface Terminal {
    /** Writes results; with `--json` nothing else goes there. */
    readonly write: (text: string) => void;
    /** Writes progress, warnings and errors. */
    readonly writeError: (text: string) => void;
    /** Reads all of standard input, which a file argument of `-` stands for. */
    readonly readInput: () => Promise<Uint8Array>;
    /** Whether a person watches: live progress only then. */
    readonly isInteractive: boolean;
    /** Environment variables; the only place where Heddle's packages get them from. */
    readonly env: Readonly<Record<string, string | undefined>>;
    /** Folder that relative paths start from. */
    readonly cwd: string;
    /** Aborted by Ctrl-C or SIGTERM. */
    readonly signal: AbortSignal;
}
