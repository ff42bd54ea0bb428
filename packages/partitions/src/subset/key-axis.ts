/**
 * Numbers keys for good: unlike a position among the keys that exist now, an ordinal does not depend on the time. For static
 * definitions it is the position in the list, for time windows the number of windows since the first.
 */
export interface KeyAxis {
  /** The ordinal of a key, existing or not; undefined for a text that can never be a key. */
  ordinalOf(key: string): number | undefined;
  /** Where ordinals number windows of time: when a window starts, in seconds since 1970. */
  startOfOrdinal?(ordinal: number): number;
  /** Where ordinals number windows of time: when a window ends. */
  endOfOrdinal?(ordinal: number): number;
  /** The key of an ordinal. */
  keyOfOrdinal(ordinal: number): string;
  /** The keys of ordinals `from` up to, not including, `to`. */
  spanOfOrdinals(from: number, to: number): IterableIterator<string>;
}
