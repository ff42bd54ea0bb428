import { HeddleError, type ErrorCode } from "@heddle/errors";

/** The error codes of `@heddle/wandb-mock`. */
export const wandbMockErrors = {
  WANDB_MOCK_FOLDER_IN_USE: {
    meaning:
      "The folder that a backend is to keep its state in belongs to another one that is running.",
    remedy: "Use the one that is running, or name another folder.",
  },
  WANDB_MOCK_INVALID_OPTION: {
    meaning: "An option of the backend, of its server or of a fault is not usable.",
    remedy: "Correct the option that the message names.",
  },
  WANDB_MOCK_PORT_IN_USE: {
    meaning: "The port that the server was asked to listen on is taken by another program.",
    remedy: "Name another port, or pass `fallback: true` to take any free one.",
  },
  WANDB_MOCK_UNKNOWN_ACCOUNT: {
    meaning: "An account is described with a team or organization that does not exist.",
    remedy: "Add the team or organization, or correct its name.",
  },
} as const;

/** An error of `@heddle/wandb-mock` itself; what the emulated service refuses is an HTTP answer. */
export class WandbMockError extends HeddleError<ErrorCode<typeof wandbMockErrors>> {}
