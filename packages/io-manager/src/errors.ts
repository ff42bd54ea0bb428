import { type ErrorCode, HeddleError, type Problem } from "@heddle/errors";
import { readErrors } from "./errors-read.ts";
import { writeErrors } from "./errors-write.ts";

/** Every code of the W&B artifacts IO manager: `E-W…` when writing, `E-R…` when reading. */
export const ioManagerErrors = { ...writeErrors, ...readErrors } as const;

/** A code of {@link ioManagerErrors}. */
export type IOManagerErrorCode = ErrorCode<typeof ioManagerErrors>;

/**
 * The part of a write or a read in which something went wrong; it stands in `details.phase`.
 *
 * - `configure`: the configuration, the value's kind or the names, before any request
 * - `open-run`: making or resuming the W&B run
 * - `serialize`, `attach`, `upload`, `commit`, `record`: building and storing an artifact
 * - `resolve`, `download`, `decode`: finding and delivering one
 */
export type IOManagerPhase =
  | "configure"
  | "open-run"
  | "serialize"
  | "attach"
  | "upload"
  | "commit"
  | "record"
  | "resolve"
  | "download"
  | "decode";

/**
 * What the W&B artifacts IO manager throws. The name is the one of the Python integration; `code`
 * tells the case (see `docs/errors.md`), `details` what it was about, `cause` the original error.
 */
export class WandbArtifactsIOManagerError extends HeddleError<IOManagerErrorCode> {}

/** A fault of a configuration, before it is known whether it comes alone. */
export interface ConfigurationFault extends Problem {
  readonly code: IOManagerErrorCode;
}

/**
 * One error for all faults of a configuration: the first one's code and message when it is alone,
 * otherwise a summary with every fault in `problems`.
 *
 * @param place what was configured, for example `asset "my_artifact"`
 */
export function configurationError(
  place: string,
  faults: readonly [ConfigurationFault, ...ConfigurationFault[]],
): WandbArtifactsIOManagerError {
  const [first] = faults;
  const alone = faults.length === 1;
  return new WandbArtifactsIOManagerError({
    code: first.code,
    message: alone
      ? `${place}: ${first.message}`
      : `${place}: ${faults.length} faults in the W&B configuration: ${faults.map((fault) => fault.message).join("; ")}`,
    hint: first.hint ?? ioManagerErrors[first.code].remedy,
    details: { phase: "configure", place, codes: faults.map((fault) => fault.code) },
    problems: alone ? [] : faults,
  });
}

/**
 * The error for anything that went wrong in a phase and is not one of ours yet: `E-W99` or `E-R99`
 * with the phase, the original message and the original error as cause.
 */
export function unexpectedError(
  code: "E-W99" | "E-R99",
  phase: IOManagerPhase,
  about: string,
  cause: unknown,
): WandbArtifactsIOManagerError {
  const original = cause instanceof Error ? cause.message : String(cause);
  return new WandbArtifactsIOManagerError({
    code,
    message: `${about} failed in phase "${phase}": ${original}`,
    hint:
      HeddleError.is(cause) && cause.hint !== undefined ? cause.hint : ioManagerErrors[code].remedy,
    details: {
      phase,
      about,
      ...(HeddleError.is(cause) ? { causeCode: cause.code } : {}),
    },
    cause,
    retryable: HeddleError.is(cause) && cause.retryable,
    retryAfterMs: HeddleError.is(cause) ? cause.retryAfterMs : undefined,
  });
}
