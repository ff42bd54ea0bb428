import type { PartitionsContext } from "../context.ts";
import { PartitionsError } from "../errors.ts";
import { nearestKeys } from "./nearest-keys.ts";
import { keyListLimit, type KeyLine } from "./key-line.ts";
import { readCursor, writeCursor } from "./page-cursor.ts";
import type {
  KeyPage,
  PageRequest,
  PartitionKeyRange,
  PartitionsDefinition,
  PartitionsKind,
} from "./partitions-definition.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import { definitionDigest } from "./definition-digest.ts";

/** Everything that follows from a {@link KeyLine}, for all kinds of definitions. */
export abstract class BaseDefinition<out Key extends string> implements PartitionsDefinition<Key> {
  abstract readonly kind: PartitionsKind;

  /** The keys at the context's time. */
  abstract openLine(context: PartitionsContext | undefined): KeyLine<Key>;
  abstract describe(): string;
  abstract toJSON(): Readonly<Record<string, unknown>>;
  abstract emptySubset(): PartitionsSubset;
  abstract allSubset(context?: PartitionsContext): PartitionsSubset;
  abstract subsetWithKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset;
  abstract subsetInRange(range: PartitionKeyRange, context?: PartitionsContext): PartitionsSubset;
  /** A subset of keys that were checked before; texts that can never be keys are left out. */
  abstract subsetOfKnownKeys(keys: Iterable<string>): PartitionsSubset;
  /** A number that orders keys independently of the time; 0 where stored order decides. */
  abstract orderOfKey(key: string): number;

  getPartitionKeys(context?: PartitionsContext): Key[] {
    const line = this.openLine(context);
    return this.#list(line, 0, line.length);
  }

  iteratePartitionKeys(context?: PartitionsContext): IterableIterator<Key> {
    const line = this.openLine(context);
    return line.span(0, line.length);
  }

  getNumPartitions(context?: PartitionsContext): number {
    return this.openLine(context).length;
  }

  hasPartitionKey(key: string, context?: PartitionsContext): boolean {
    return this.openLine(context).indexOf(key) >= 0;
  }

  keyTest(context?: PartitionsContext): (key: string) => boolean {
    const line = this.openLine(context);
    return (key) => line.indexOf(key) >= 0;
  }

  getPartitionKeyIndex(key: string, context?: PartitionsContext): number | undefined {
    const index = this.openLine(context).indexOf(key);
    return index < 0 ? undefined : index;
  }

  getPartitionKeyAt(index: number, context?: PartitionsContext): Key | undefined {
    const line = this.openLine(context);
    return Number.isInteger(index) && index >= 0 && index < line.length
      ? line.keyAt(index)
      : undefined;
  }

  getFirstPartitionKey(context?: PartitionsContext): Key | undefined {
    return this.getPartitionKeyAt(0, context);
  }

  getLastPartitionKey(context?: PartitionsContext): Key | undefined {
    const line = this.openLine(context);
    return line.length === 0 ? undefined : line.keyAt(line.length - 1);
  }

  getNextPartitionKey(key: string, context?: PartitionsContext): Key | undefined {
    const line = this.openLine(context);
    const index = this.requireIndex(line, key) + 1;
    return index < line.length ? line.keyAt(index) : undefined;
  }

  getPreviousPartitionKey(key: string, context?: PartitionsContext): Key | undefined {
    const line = this.openLine(context);
    const index = this.requireIndex(line, key) - 1;
    return index >= 0 ? line.keyAt(index) : undefined;
  }

  getPartitionKeysBetweenIndexes(from: number, to: number, context?: PartitionsContext): Key[] {
    const line = this.openLine(context);
    return this.#list(line, Math.max(0, from), Math.min(line.length, to));
  }

  getPartitionKeysInRange(range: PartitionKeyRange, context?: PartitionsContext): Key[] {
    const line = this.openLine(context);
    const { from, to } = this.rangeIndexes(line, range);
    return this.#list(line, from, to);
  }

  getPartitionKeysPage(request: PageRequest, context?: PartitionsContext): KeyPage<Key> {
    if (!Number.isInteger(request.limit) || request.limit < 1) {
      throw new PartitionsError({
        code: "PARTITIONS_INVALID_CURSOR",
        message: `a page needs a limit of at least 1, not ${request.limit}`,
        details: { limit: request.limit },
      });
    }
    const state = readCursor(request, context);
    const line = this.openLine({ ...context, currentTime: state.now });
    const from = Math.min(state.offset, line.length);
    const to = Math.min(from + request.limit, line.length);
    const results = state.ascending
      ? line.list(from, to)
      : line.list(line.length - to, line.length - from).toReversed();
    return { results, cursor: writeCursor({ ...state, offset: to }), hasMore: to < line.length };
  }

  checkPartitionKey(key: string, context?: PartitionsContext): Key {
    const line = this.openLine(context);
    return line.keyAt(this.requireIndex(line, key));
  }

  getDefinitionId(_context?: PartitionsContext): string {
    return definitionDigest(this.toJSON());
  }

  equals(other: PartitionsDefinition): boolean {
    return (
      (this as PartitionsDefinition) === other ||
      (other.kind === this.kind && JSON.stringify(other.toJSON()) === JSON.stringify(this.toJSON()))
    );
  }

  /** The position of a key that must exist. */
  protected requireIndex(line: KeyLine, key: string): number {
    const index = line.indexOf(key);
    if (index < 0) throw this.unknownKey(line, key);
    return index;
  }

  protected unknownKey(line: KeyLine, key: string): PartitionsError {
    const nearest = this.nearest(line, key);
    return new PartitionsError({
      code: "PARTITIONS_UNKNOWN_KEY",
      message: `"${key}" is not a key of ${this.describe()}`,
      hint:
        line.length === 0
          ? "no partition exists at this time"
          : nearest.length === 0
            ? `keys go from "${line.keyAt(0)}" to "${line.keyAt(line.length - 1)}"`
            : `nearest: ${nearest.map((near) => `"${near}"`).join(", ")}; keys go from "${line.keyAt(0)}" to "${line.keyAt(line.length - 1)}"`,
      details: { key, nearest },
    });
  }

  /** Keys that the caller may have meant. */
  protected nearest(line: KeyLine, key: string): readonly string[] {
    return nearestKeys(line, key);
  }

  /** Positions of a range: `from` inclusive, `to` exclusive. */
  protected rangeIndexes(
    line: KeyLine,
    range: PartitionKeyRange,
  ): { readonly from: number; readonly to: number } {
    const from = this.requireIndex(line, range.start);
    const to = this.requireIndex(line, range.end) + 1;
    if (to <= from) throw reversedRange(range, this.describe());
    return { from, to };
  }

  #list(line: KeyLine<Key>, from: number, to: number): Key[] {
    if (to - from > keyListLimit) throw tooManyKeys(this.describe(), to - from);
    return line.list(from, Math.max(from, to));
  }
}

/** The error for a range whose start comes after its end. */
export function reversedRange(range: PartitionKeyRange, described: string): PartitionsError {
  return new PartitionsError({
    code: "PARTITIONS_INVALID_RANGE",
    message: `"${range.start}" comes after "${range.end}" in ${described}`,
    hint: "swap start and end",
    details: { start: range.start, end: range.end },
  });
}

/** The error for a list that would not fit in memory. */
export function tooManyKeys(described: string, count: number): PartitionsError {
  return new PartitionsError({
    code: "PARTITIONS_TOO_MANY_KEYS",
    message: `${described} has ${count} keys here, more than the ${keyListLimit} that one list may hold`,
    hint: "iterate with iteratePartitionKeys or read pages",
    details: { count, limit: keyListLimit },
  });
}
