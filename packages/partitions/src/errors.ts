import { HeddleError, type ErrorCode } from "@heddle/errors";

/** Every code that this package raises, with its meaning and remedy. */
export const partitionsErrors = {
  PARTITIONS_INVALID_DEFINITION: {
    meaning:
      "A partitions definition has faults: a bad date, cron, zone or format, duplicate or reserved keys, a wrong dimension.",
    remedy:
      "Correct every fault in the error's list of problems; each names the option it stands in.",
  },
  PARTITIONS_INVALID_KEY: {
    meaning:
      "A text cannot be a partition key: it is empty or contains reserved or control characters.",
    remedy:
      "Use a key without `...`, control characters and, inside dimensions, `|`, `,`, `[` and `]`.",
  },
  PARTITIONS_UNKNOWN_KEY: {
    meaning: "A partition key is not in the definition at the given time.",
    remedy: "Use one of the nearest keys that the error names, or add the key to the definition.",
  },
  PARTITIONS_WRONG_DIMENSION: {
    meaning:
      "A key or query names a dimension that the definition does not have, or leaves one out.",
    remedy: "Name exactly the dimensions of the definition.",
  },
  PARTITIONS_INVALID_RANGE: {
    meaning: "A key range is reversed, lies outside the definition or cannot be read.",
    remedy:
      "Give a range whose start comes before its end, inside the bounds that the error names.",
  },
  PARTITIONS_INVALID_TIME: {
    meaning: "A time is not readable: not a date, not an ISO text, not a number of milliseconds.",
    remedy: "Pass a Date, milliseconds since 1970, a Temporal instant or an ISO 8601 text.",
  },
  PARTITIONS_NO_TIME_DIMENSION: {
    meaning: "A time window was asked of a definition without exactly one time dimension.",
    remedy: "Ask a time-based definition, or name the dimension.",
  },
  PARTITIONS_NO_STORE: {
    meaning: "A dynamic definition was used without the store that holds its keys.",
    remedy: "Pass `dynamicStore`, usually the instance's, in the context.",
  },
  PARTITIONS_TOO_MANY_KEYS: {
    meaning: "An operation would have to build more keys than fit in memory at once.",
    remedy: "Iterate lazily, select fewer keys, or make the definition smaller.",
  },
  PARTITIONS_INVALID_CURSOR: {
    meaning: "A page cursor was not made by this definition's paging.",
    remedy: "Pass the cursor of the previous page unchanged, or none to start again.",
  },
  PARTITIONS_INCOMPATIBLE_SUBSETS: {
    meaning: "Subsets of different definitions were combined.",
    remedy: "Combine subsets of one definition; map between definitions with a partition mapping.",
  },
  PARTITIONS_INVALID_SUBSET: {
    meaning: "A serialized subset is not readable or belongs to another definition.",
    remedy: "Discard the stored text and build the subset again.",
  },
  PARTITIONS_SUBSET_VERSION: {
    meaning: "A serialized subset has a version that this release does not know.",
    remedy: "Read it with the release that wrote it, or build the subset again.",
  },
  PARTITIONS_INVALID_MAPPING: {
    meaning: "A partition mapping does not fit the two definitions it should connect.",
    remedy:
      "Choose a mapping for these kinds of definitions; the problems say which condition failed.",
  },
  PARTITIONS_INVALID_NAME: {
    meaning: "A text is not an encoded artifact name part.",
    remedy: "Decode only names that were encoded here; look at the key in the artifact's metadata.",
  },
} as const;

/** The codes of this package. */
export type PartitionsErrorCode = ErrorCode<typeof partitionsErrors>;

/** Any error of this package; `code` says which case it is. */
export class PartitionsError extends HeddleError<PartitionsErrorCode> {}
