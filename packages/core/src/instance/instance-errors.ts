/** Codes of the instance: runs, events, claims, home folder. Part of `coreErrors`. */
export const instanceErrors = {
  CORE_UNKNOWN_RUN: {
    meaning: "The instance has no run of this id.",
    remedy: "Check the id and which instance is open; create the run before appending its events.",
  },
  CORE_ILLEGAL_RUN_TRANSITION: {
    meaning: "An event is not allowed in the status that its run is in; nothing was stored.",
    remedy:
      "A finished run never changes: start a new one. Otherwise append the missing event first.",
  },
  CORE_RUN_NOT_FINISHED: {
    meaning: "The run has not ended, and what was asked needs a finished run.",
    remedy: "Wait for its end, or cancel it.",
  },
  CORE_INVALID_EVENT: {
    meaning:
      "An event has an unknown type or fields that cannot be stored as JSON; nothing was stored.",
    remedy: "Correct the field that the message names.",
  },
  CORE_INSTANCE_CLOSED: {
    meaning: "The instance was used after it was closed.",
    remedy: "Close it last, or open it again.",
  },
  CORE_INSTANCE_HOME: {
    meaning: "The home folder is not usable: not absolute, not a folder, or not writable.",
    remedy: "Set HEDDLE_HOME to the absolute path of a folder that you can write to.",
  },
  CORE_INSTANCE_CONFIG: {
    meaning: "The instance's `heddle.yaml` has faults; all are listed with their path.",
    remedy: "Correct each listed key.",
  },
  CORE_STEP_PROCESS_LOST: {
    meaning:
      "The process that ran a step died, was killed, or left by `process.exit`, before the step had ended.",
    remedy:
      "See the step's captured stderr. The step failed; the run goes on without what depends on it.",
  },
  CORE_STEP_OUT_OF_MEMORY: {
    meaning: "A step needed more memory than the executor allows for its process, which was ended.",
    remedy: "Raise `memoryLimitMb`, or work on less data at a time.",
  },
  CORE_CODE_LOCATION: {
    meaning:
      "A worker process cannot load the file that holds the definitions, or it does not export them.",
    remedy: "Pass the file and export name of the definitions to `childProcessExecutor`.",
  },
  CORE_UNKNOWN_BACKFILL: {
    meaning: "The instance has no backfill of this id.",
    remedy: "Check the id and which instance is open.",
  },
  CORE_INVALID_BACKFILL: {
    meaning:
      "A backfill was asked for that makes no sense: nothing selected, or partitions that do not fit.",
    remedy: "Follow the message, which names the asset or option.",
  },
  CORE_BACKFILL_CHANGED: {
    meaning:
      "The definitions no longer fit a stored backfill: an asset, job or its partitions have changed.",
    remedy: "Bring the definitions back, or cancel the backfill and start a new one.",
  },
  CORE_LOST_CLAIM: {
    meaning:
      "Another process does what this one was to do: it had begun before, or took over because this one stood still.",
    remedy: "Leave it to the other one; if this process stood still, look at what stopped it.",
  },
} as const;
