import { HeddleError, type ErrorCode } from "@heddle/errors";

/** Every code that this package raises; the source of its part of `docs/errors.md`. */
export const wandbClientErrors = {
  WANDB_CLIENT_SETTINGS: {
    meaning: "The settings of a client are invalid; all faults are listed.",
    remedy: "Correct each listed setting.",
  },
  WANDB_CLIENT_NOT_LOGGED_IN: {
    meaning: "No API key and no identity token was given or found.",
    remedy: "Pass `apiKey`, or set WANDB_API_KEY and use `WandbClient.fromEnv()`.",
  },
  WANDB_CLIENT_UNAUTHORIZED: {
    meaning: "The host refused the credentials (HTTP 401).",
    remedy: "Check that the API key is valid and belongs to this host.",
  },
  WANDB_CLIENT_FORBIDDEN: {
    meaning: "The credentials are valid but may not do this (HTTP 403).",
    remedy: "Ask for access to the entity or project, or use another key.",
  },
  WANDB_CLIENT_NOT_FOUND: {
    meaning:
      "The named run, artifact, collection, project or file does not exist or is not visible.",
    remedy: "Check entity, project, name, version and alias.",
  },
  WANDB_CLIENT_REQUEST: {
    meaning: "The host refused the request (HTTP 4xx or a GraphQL error).",
    remedy: "Read the server's words in the message; correct the arguments.",
  },
  WANDB_CLIENT_CONFLICT: {
    meaning: "The request conflicts with another change (HTTP 409).",
    remedy: "Try again, or do not change the same object from two places at once.",
  },
  WANDB_CLIENT_SERVER: {
    meaning: "The host kept failing (HTTP 5xx, 408 or 429) until the retry budget was used up.",
    remedy: "Try again later; raise `retry.maxAttempts` or `retry.maxElapsedMs`.",
  },
  WANDB_CLIENT_NETWORK: {
    meaning:
      "The host could not be reached or the connection broke, until the retry budget was used up.",
    remedy: "Check host, proxy and network.",
  },
  WANDB_CLIENT_TIMEOUT: {
    meaning: "The host did not answer, or a transfer stood still, for longer than allowed.",
    remedy: "Try again; raise `timeoutMs` for slow networks.",
  },
  WANDB_CLIENT_BAD_ANSWER: {
    meaning: "The host's answer is not what the protocol promises.",
    remedy: "Check that `host` is a W&B API address and not a web page or proxy.",
  },
  WANDB_CLIENT_INVALID_NAME: {
    meaning: "A name, type, alias, tag, run id or path has a form that W&B does not allow.",
    remedy: "Use the allowed characters and lengths named in the message.",
  },
  WANDB_CLIENT_INVALID_PATH: {
    meaning: "An entry's path is absolute, leaves its folder, or is not portable.",
    remedy: "Use relative paths with forward slashes and without `..`.",
  },
  WANDB_CLIENT_FILE: {
    meaning: "A local file or folder is missing, unreadable or of the wrong kind.",
    remedy: "Check the absolute path in the message.",
  },
  WANDB_CLIENT_FILE_CHANGED: {
    meaning: "A local file changed between being added to a draft and being uploaded.",
    remedy: "Add the file when it is complete, or write it through `newFile`.",
  },
  WANDB_CLIENT_ENTRY_EXISTS: {
    meaning: "The draft already has an entry of that path with other content.",
    remedy: "Choose another name, or pass `overwrite: true`.",
  },
  WANDB_CLIENT_ENTRY_MISSING: {
    meaning: "The artifact has no entry of that path.",
    remedy: "Use one of the listed entries.",
  },
  WANDB_CLIENT_INTEGRITY: {
    meaning: "Downloaded or stored bytes do not have the promised digest or size.",
    remedy: "Download again; if it persists, the stored content is damaged.",
  },
  WANDB_CLIENT_ARTIFACT_STATE: {
    meaning: "The artifact or draft is not in a state that allows the operation.",
    remedy: "Make a new draft with `artifact.newDraft()` to change content.",
  },
  WANDB_CLIENT_ARGUMENT: {
    meaning: "An argument of a call cannot be used, such as a step or a page size.",
    remedy: "Pass what the message asks for.",
  },
  WANDB_CLIENT_METADATA: {
    meaning: "Artifact metadata, description or lifetime is not acceptable to W&B.",
    remedy:
      "Use at most 100 top-level keys of finite JSON values, and a lifetime of at least one second.",
  },
  WANDB_CLIENT_MEDIA: {
    meaning:
      "The object cannot be stored in an artifact, or a media file is not what it claims to be.",
    remedy: "Follow the hint: log it to the run, or convert it.",
  },
  WANDB_CLIENT_TABLE: {
    meaning: "A table's rows, columns or stored form are not consistent.",
    remedy: "Give every row one cell per column, of the column's type.",
  },
  WANDB_CLIENT_REFERENCE: {
    meaning: "A reference cannot be resolved or no longer matches its recorded checksum.",
    remedy: "Check the address; use `checksum: false` for what cannot be checked.",
  },
  WANDB_CLIENT_RUN_EXISTS: {
    meaning: '`resume: "never"` was asked but the run exists.',
    remedy: 'Use another id, or `resume: "allow"`.',
  },
  WANDB_CLIENT_RUN_MISSING: {
    meaning: '`resume: "must"` was asked but the run does not exist.',
    remedy: 'Check the id, or use `resume: "allow"`.',
  },
  WANDB_CLIENT_RUN_CLOSED: {
    meaning: "The run was finished or its stream was refused, so nothing can be logged to it.",
    remedy: "Log before `finish()`, or resume the run by its id.",
  },
  WANDB_CLIENT_UNSUPPORTED: {
    meaning: "The server lacks the feature that the call needs.",
    remedy: "Leave out the option that the message names, or use a newer server.",
  },
  WANDB_CLIENT_REGISTRY: {
    meaning: "The organisation of a registry cannot be determined or does not match.",
    remedy: "Name the organisation: `organisation/wandb-registry-name/collection`.",
  },
} as const;

/** The codes of {@link wandbClientErrors}. */
export type WandbClientErrorCode = ErrorCode<typeof wandbClientErrors>;

/** Base of every error of the client; recognise cases by `code`. */
export class WandbClientError extends HeddleError<WandbClientErrorCode> {}

/**
 * A request to the host failed. `details` holds `operation`, `url` (without query), `status`,
 * `requestId` and `attempts` as far as they are known.
 */
export class WandbRequestError extends WandbClientError {}

/** Bytes do not match their digest or size; `details` holds `path`, `expected` and `actual`. */
export class WandbIntegrityError extends WandbClientError {}
