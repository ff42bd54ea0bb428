import type { ItemFields } from "./launch-operations.ts";

/** A run spec: W&B's description of what to run, as plain JSON. */
export type RunSpec = Readonly<Record<string, unknown>>;

/** An item's place in its life: waiting, handed to an agent, acknowledged by it, or failed. */
export type QueueItemState = "PENDING" | "LEASED" | "CLAIMED" | "FAILED" | (string & {});

/** An item of a queue as the server knows it. */
export interface QueueItemView {
  readonly id: string;
  readonly state: QueueItemState;
  /** The run that the agent started it as, once acknowledged. */
  readonly runId: string | undefined;
  /** What the agent reported when it could not run it, on servers that tell. */
  readonly error:
    | { readonly message: string; readonly phase: string; readonly filePaths: readonly string[] }
    | undefined;
}

/** An item with what it asks for. A listing does not tell its error. */
export interface ListedItem extends QueueItemView {
  readonly spec: RunSpec;
}

/** The item behind the fields of an answer. */
export function itemViewOf(fields: ItemFields): QueueItemView {
  const { error } = fields;
  return {
    id: fields.id,
    state: fields.state.toUpperCase(),
    runId: fields.associatedRunId ?? undefined,
    error:
      error === null || error === undefined
        ? undefined
        : { message: error.message, phase: error.stage, filePaths: error.filePaths ?? [] },
  };
}

/** The value of a JSON text; what is no text is itself. */
export function parse(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    // A field that should be JSON and is not holds nothing that could be used.
    return undefined;
  }
}

/** The object that a value is; an empty one for everything else. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
