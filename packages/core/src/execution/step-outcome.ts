import type { SerializedError } from "../instance/event-data.ts";

/** How one try of a step ended. Plain data, so that it can come from another process. */
export type StepOutcome =
  | {
      readonly status: "success";
      /** Produced outputs; for a dynamic one the mapping keys in the order in which they were yielded. */
      readonly outputs: Readonly<Record<string, readonly string[] | true>>;
      /** Texts of the keys of assets with a failed blocking check. */
      readonly blocked: readonly string[];
    }
  | { readonly status: "failure"; readonly error: SerializedError }
  | {
      readonly status: "retry";
      readonly error: SerializedError;
      readonly secondsToWait: number;
    }
  | { readonly status: "canceled"; readonly error: SerializedError };
