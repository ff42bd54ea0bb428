/** The half-open span `[start, end)` of one time partition, to be shown in `timezone`. */
export interface TimeWindow {
  readonly start: Date;
  readonly end: Date;
  /** IANA name of the definition's zone. */
  readonly timezone: string;
}

/** A window in seconds since 1970. */
export interface SecondsWindow {
  readonly start: number;
  readonly end: number;
}
