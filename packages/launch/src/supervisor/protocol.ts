/** Why a supervised job ended. */
export type JobEndReason = "exited" | "cancelled" | "agent-lost" | "supervisor-lost";

/** How a supervised job ended; the content of `exit.json` in the job's folder. */
export interface JobEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly reason: JobEndReason;
}

/** The process of a supervised job; the content of `process.json` in the job's folder. */
export interface JobProcess {
  readonly pid: number;
  readonly identity: string;
}

/** The content of `submitted.json`: the supervisor that was asked to start the job. */
export interface JobSubmission {
  readonly supervisor: JobProcess;
}

/** What the agent asks of the supervisor: one JSON object per line on its standard input. */
export type SupervisorRequest =
  | {
      readonly type: "start";
      readonly id: string;
      readonly command: readonly string[];
      readonly cwd: string;
      readonly environment: Readonly<Record<string, string>>;
      readonly folder: string;
      /** Commands that are run after the job's end, however it ended. */
      readonly cleanup: readonly (readonly string[])[];
    }
  | { readonly type: "cancel"; readonly id: string; readonly graceMs: number };

/** What the supervisor tells: one JSON object per line on its standard output. */
export type SupervisorReply =
  | { readonly type: "started"; readonly id: string; readonly process: JobProcess }
  | {
      readonly type: "refused";
      readonly id: string;
      readonly code: string;
      readonly message: string;
    }
  | { readonly type: "ended"; readonly id: string; readonly end: JobEnd };

/** Names of the files in a job's folder. */
export const jobFiles = {
  console: "console.log",
  process: "process.json",
  exit: "exit.json",
  submitted: "submitted.json",
} as const;
