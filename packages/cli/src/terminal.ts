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
