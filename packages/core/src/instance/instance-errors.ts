import type { ErrorTable } from "@heddle/errors";

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
} as const satisfies ErrorTable;
