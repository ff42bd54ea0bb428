import { HeddleError, type ErrorCode } from "@heddle/errors";

/** Every error code of the command line. */
export const cliErrors = {
  CLI_FILE_NOT_FOUND: {
    meaning: "The file named on the command line, or the default definitions file, does not exist.",
    remedy: "Name the file with --file, or run the command in the project's folder.",
  },
  CLI_NO_DEFINITIONS: {
    meaning: "The definitions file was loaded but exports no definitions and no assets or jobs.",
    remedy: "Export the result of definitions({...}) as default.",
  },
  CLI_LOAD_FAILED: {
    meaning:
      "The definitions file could not be loaded: it has a syntax error, imports something that is missing, or threw.",
    remedy: "Run it with node to see the fault; --verbose shows the stack.",
  },
  CLI_UNKNOWN_NAME: {
    meaning: "The command names a job, asset, run, backfill or launch queue that does not exist.",
    remedy: "List what exists with the matching list command.",
  },
  CLI_BAD_ARGUMENT: {
    meaning: "An argument or option has a value that the command cannot use.",
    remedy: "See the command's --help.",
  },
  CLI_FILE_ACCESS: {
    meaning: "A file or folder may not be read or written, or its disk is full.",
    remedy:
      "Change its permissions, make room, or choose another place: HEDDLE_HOME, or the command's folder option.",
  },
  CLI_NODE_TOO_OLD: {
    meaning: "This Node cannot load definitions in TypeScript.",
    remedy: "Install Node 22.18 or newer.",
  },
  CLI_TOO_LARGE: {
    meaning: "A pickle holds more values than are shown at once.",
    remedy: "Raise the bound with --max-values, or look at the file's parts.",
  },
  CLI_FOLDER_NOT_EMPTY: {
    meaning:
      "heddle init was asked to write into a folder that already holds files of these names.",
    remedy: "Choose a new or empty folder.",
  },
} as const;

/** A mistake on the command line or in the project it names. */
export class CliError extends HeddleError<ErrorCode<typeof cliErrors>> {}
