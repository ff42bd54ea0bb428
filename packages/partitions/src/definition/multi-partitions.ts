import type { PartitionsContext } from "../context.ts";
import { PartitionsError } from "../errors.ts";
import {
  multiAll,
  multiEmpty,
  multiKeys,
  multiKnownKeys,
  multiProduct,
} from "../subset/multi-subset.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import { byCodePoint } from "../subset/write-subset.ts";
import { BaseDefinition, reversedRange } from "./base-definition.ts";
import { definitionDigest } from "./definition-digest.ts";
import type { DynamicPartitions } from "./dynamic-partitions.ts";
import { invalidDefinition } from "./invalid-definition.ts";
import { keyListLimit, type KeyLine } from "./key-line.ts";
import { dimensionKeyProblem } from "./key-rules.ts";
import { multiKey, type MultiPartitionKey } from "./multi-partition-key.ts";
import type { PartitionKeyRange, PartitionsDefinition } from "./partitions-definition.ts";
import type { StaticPartitions } from "./static-partitions.ts";
import type { TimePartitions } from "./time-partitions.ts";

/** A definition that can be a dimension. */
export type DimensionPartitions = StaticPartitions | TimePartitions | DynamicPartitions;

/** Dimensions by name. */
export type Dimensions = Readonly<Record<string, DimensionPartitions>>;

/** The keys of each dimension. */
export type DimensionKeys<D extends Dimensions> = {
  readonly [K in keyof D]: D[K] extends StaticPartitions<infer Key> ? Key : string;
};

/** One key for each dimension, or several, or all (`"*"`). */
export type DimensionSelection<D extends Dimensions> = {
  readonly [K in keyof D]?: DimensionKeys<D>[K] | readonly DimensionKeys<D>[K][] | "*";
};

/**
 * The cross product of definitions. Dimensions stand in the order of their names, by code point, whatever order
 * they were declared in; a key is the dimensions' keys in that order, joined by `|`.
 */
export interface MultiPartitions<
  out D extends Dimensions = Dimensions,
> extends PartitionsDefinition {
  readonly kind: "multi";
  readonly dimensions: D;
  /** Names in canonical order. */
  readonly dimensionNames: readonly string[];
  /** The dimension that lists and grids put first: the time dimension if there is exactly one, else the first by name. */
  readonly primaryDimension: string;
  /** The name of the time dimension. @throws PARTITIONS_NO_TIME_DIMENSION unless there is exactly one */
  readonly timeDimension: string;
  /** The key with these parts, as a record that prints as `red|2023-01-02`. @throws PARTITIONS_WRONG_DIMENSION */
  key(parts: DimensionKeys<D>): MultiPartitionKey<DimensionKeys<D>>;
  /** Takes a key's text apart. @throws PARTITIONS_UNKNOWN_KEY when it has not one part for each dimension */
  parseKey(text: string): MultiPartitionKey<DimensionKeys<D>>;
  /** All keys with one part fixed, in order. @throws PARTITIONS_WRONG_DIMENSION */
  getKeysWithDimensionValue(
    dimension: keyof D & string,
    key: string,
    context?: PartitionsContext,
  ): string[];
  /** Keys by dimension: one, several, or all where a dimension is left out or `"*"`. @throws PARTITIONS_UNKNOWN_KEY, PARTITIONS_WRONG_DIMENSION */
  subsetWhere(selection: DimensionSelection<D>, context?: PartitionsContext): PartitionsSubset;
  /** The product of one subset for each dimension. @throws PARTITIONS_WRONG_DIMENSION */
  productSubset(parts: Readonly<Record<string, PartitionsSubset>>): PartitionsSubset;
}

/**
 * Defines partitions as the product of one or more definitions.
 *
 * @param dimensions definitions by dimension name
 * @throws PARTITIONS_INVALID_DEFINITION for no dimension, a multi definition inside, reserved characters in names or keys
 *
 * @example
 * ```ts
 * const days = multiPartitions({ date: dailyPartitions({ start: "2023-01-01" }), color: staticPartitions(["red", "blue"]) });
 * String(days.key({ date: "2023-01-02", color: "red" })); // "red|2023-01-02"
 * ```
 */
export function multiPartitions<const D extends Dimensions>(dimensions: D): MultiPartitions<D> {
  const problems: { path: string; message: string; hint?: string }[] = [];
  const names = Object.keys(dimensions);
  if (names.length === 0)
    problems.push({
      path: "dimensions",
      message: "a multi definition needs at least one dimension",
    });
  for (const name of names) {
    const path = `dimensions.${name}`;
    const definition: PartitionsDefinition | undefined = dimensions[name];
    if (name === "" || dimensionKeyProblem(name) !== undefined) {
      problems.push({
        path,
        message: `"${name}" cannot be the name of a dimension: it is empty or contains | , [ ]`,
      });
    }
    if (definition === undefined || !["static", "time", "dynamic"].includes(definition.kind)) {
      problems.push({
        path,
        message: `dimension "${name}" is ${definition?.kind === "multi" ? "itself a multi definition" : "no partitions definition"}`,
        hint: "dimensions are static, time-window or dynamic definitions",
      });
    } else if (definition.kind === "static") {
      for (const key of (definition as StaticPartitions).keys) {
        const message = dimensionKeyProblem(key);
        if (message !== undefined) problems.push({ path, message });
      }
    } else if (definition.kind === "time") {
      const message = dimensionKeyProblem((definition as TimePartitions).format);
      if (message !== undefined) problems.push({ path, message: `the format ${message}` });
    }
  }
  if (problems.length > 0) throw invalidDefinition("multi partitions", problems);
  return new MultiDefinition(dimensions);
}

/** @internal */
export class MultiDefinition<out D extends Dimensions = Dimensions>
  extends BaseDefinition<string>
  implements MultiPartitions<D>
{
  readonly kind = "multi";
  readonly dimensions: D;
  readonly dimensionNames: readonly string[];
  readonly primaryDimension: string;
  /** The dimension definitions, in canonical order. */
  readonly parts: readonly (BaseDefinition<string> & DimensionPartitions)[];

  constructor(dimensions: D) {
    super();
    this.dimensions = Object.freeze({ ...dimensions });
    this.dimensionNames = Object.freeze(Object.keys(dimensions).toSorted(byCodePoint));
    this.parts = this.dimensionNames.map(
      (name) => dimensions[name] as unknown as BaseDefinition<string> & DimensionPartitions,
    );
    const times = this.#timeNames();
    this.primaryDimension = (times.length === 1 ? times[0] : this.dimensionNames[0]) as string;
  }

  get timeDimension(): string {
    const times = this.#timeNames();
    const [only] = times;
    if (times.length === 1 && only !== undefined) return only;
    throw new PartitionsError({
      code: "PARTITIONS_NO_TIME_DIMENSION",
      message: `${this.describe()} has ${times.length} time dimensions, not one`,
      hint: "ask the dimension's own definition",
      details: { timeDimensions: times },
    });
  }

  key(keys: DimensionKeys<D>): MultiPartitionKey<DimensionKeys<D>> {
    const parts: Readonly<Record<string, string>> = keys;
    this.checkDimensions(Object.keys(parts));
    const missing = this.dimensionNames.filter((name) => parts[name] === undefined);
    if (missing.length > 0)
      throw this.#wrongDimension(
        `the key names no ${missing.map((name) => `"${name}"`).join(", ")}`,
      );
    return multiKey(this.dimensionNames, parts) as MultiPartitionKey<DimensionKeys<D>>;
  }

  parseKey(text: string): MultiPartitionKey<DimensionKeys<D>> {
    const parts = this.split(text);
    if (parts === undefined) {
      throw new PartitionsError({
        code: "PARTITIONS_UNKNOWN_KEY",
        message: `"${text}" does not have ${this.dimensionNames.length} parts separated by "|"`,
        hint: `write ${this.dimensionNames.map((name) => `<${name}>`).join("|")}`,
        details: { key: text, dimensions: this.dimensionNames },
      });
    }
    const record = Object.fromEntries(
      this.dimensionNames.map((name, index) => [name, parts[index] as string]),
    );
    return multiKey(this.dimensionNames, record) as MultiPartitionKey<DimensionKeys<D>>;
  }

  /** The parts of a key in canonical order; undefined for a wrong number of them. */
  split(text: string): readonly string[] | undefined {
    const parts = text.split("|");
    return parts.length === this.dimensionNames.length ? parts : undefined;
  }

  override openLine(context: PartitionsContext | undefined): KeyLine {
    const pinned = { ...context, currentTime: context?.currentTime ?? Date.now() };
    const lines = this.parts.map((part) => part.openLine(pinned));
    const strides: number[] = [];
    let length = 1;
    for (let at = lines.length - 1; at >= 0; at--) {
      strides[at] = length;
      length *= (lines[at] as KeyLine).length;
    }
    const keyAt = (index: number): string =>
      lines
        .map((line, at) => line.keyAt(Math.floor(index / (strides[at] as number)) % line.length))
        .join("|");
    return {
      length,
      keyAt,
      indexOf: (key) => {
        const parts = this.split(key);
        if (parts === undefined) return -1;
        let index = 0;
        for (let at = 0; at < lines.length; at++) {
          const position = (lines[at] as KeyLine).indexOf(parts[at] as string);
          if (position < 0) return -1;
          index += position * (strides[at] as number);
        }
        return index;
      },
      list(from, to) {
        return [...this.span(from, to)];
      },
      *span(from, to) {
        const inner = lines[lines.length - 1] as KeyLine;
        for (let index = from; index < to;) {
          const offset = index % inner.length;
          const outer = lines
            .slice(0, -1)
            .map(
              (line, at) =>
                `${line.keyAt(Math.floor(index / (strides[at] as number)) % line.length)}|`,
            )
            .join("");
          const until = Math.min(inner.length, offset + to - index);
          for (const key of inner.span(offset, until)) yield outer + key;
          index += until - offset;
        }
      },
    };
  }

  override hasPartitionKey(key: string | MultiPartitionKey, context?: PartitionsContext): boolean {
    if (typeof key === "object") this.checkDimensions(Object.keys(key));
    return super.hasPartitionKey(String(key), context);
  }

  override getPartitionKeysInRange(
    range: PartitionKeyRange,
    context?: PartitionsContext,
  ): string[] {
    const subset = this.subsetInRange(range, context);
    if (subset.size > keyListLimit) return super.getPartitionKeys(context);
    return [...subset.keys()];
  }

  getKeysWithDimensionValue(
    dimension: keyof D & string,
    key: string,
    context?: PartitionsContext,
  ): string[] {
    return [
      ...this.subsetWhere({ [dimension]: key } as unknown as DimensionSelection<D>, context).keys(),
    ];
  }

  subsetWhere(selection: DimensionSelection<D>, context?: PartitionsContext): PartitionsSubset {
    this.checkDimensions(Object.keys(selection));
    const subsets = this.parts.map((part, index) => {
      const chosen = selection[this.dimensionNames[index] as string] as
        | string
        | readonly string[]
        | undefined;
      if (chosen === undefined || chosen === "*") return part.allSubset(context);
      return part.subsetWithKeys(typeof chosen === "string" ? [chosen] : chosen, context);
    });
    return multiProduct(this, subsets);
  }

  productSubset(parts: Readonly<Record<string, PartitionsSubset>>): PartitionsSubset {
    this.checkDimensions(Object.keys(parts));
    return multiProduct(
      this,
      this.parts.map(
        (part, index) => parts[this.dimensionNames[index] as string] ?? part.emptySubset(),
      ),
    );
  }

  override getDefinitionId(context?: PartitionsContext): string {
    return definitionDigest(
      this.parts.map((part, index) => [this.dimensionNames[index], part.getDefinitionId(context)]),
    );
  }

  override describe(): string {
    return `multi partitions (${this.dimensionNames.map((name, index) => `${name}: ${this.parts[index]?.kind}`).join(", ")})`;
  }

  override toJSON(): Readonly<Record<string, unknown>> {
    return {
      kind: this.kind,
      dimensions: this.dimensionNames.map((name, index) => [name, this.parts[index]?.toJSON()]),
    };
  }

  override equals(other: PartitionsDefinition): boolean {
    return (this as PartitionsDefinition) === other || super.equals(other);
  }

  override emptySubset(): PartitionsSubset {
    return multiEmpty(this);
  }

  override allSubset(context?: PartitionsContext): PartitionsSubset {
    return multiAll(this, context);
  }

  override subsetWithKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset {
    return multiKeys(this, keys, context);
  }

  override subsetOfKnownKeys(keys: Iterable<string>): PartitionsSubset {
    return multiKnownKeys(this, keys);
  }

  override orderOfKey(): number {
    return 0;
  }

  override subsetInRange(range: PartitionKeyRange, context?: PartitionsContext): PartitionsSubset {
    const start = this.split(range.start);
    const end = this.split(range.end);
    if (start === undefined || end === undefined)
      this.parseKey(start === undefined ? range.start : range.end);
    return multiProduct(
      this,
      this.parts.map((part, index) => {
        try {
          return part.subsetInRange(
            { start: start?.[index] as string, end: end?.[index] as string },
            context,
          );
        } catch (error) {
          throw PartitionsError.is(error, "PARTITIONS_INVALID_RANGE")
            ? reversedRange(range, this.describe())
            : error;
        }
      }),
    );
  }

  protected override nearest(line: KeyLine, key: string): readonly string[] {
    return this.split(key) === undefined && line.length > 2000 ? [] : super.nearest(line, key);
  }

  /** @throws PARTITIONS_WRONG_DIMENSION for a name that is no dimension */
  checkDimensions(names: readonly string[]): void {
    const unknown = names.filter((name) => !this.dimensionNames.includes(name));
    if (unknown.length > 0) {
      throw this.#wrongDimension(
        `there is no dimension ${unknown.map((name) => `"${name}"`).join(", ")}`,
      );
    }
  }

  #timeNames(): string[] {
    return this.dimensionNames.filter((_, index) => this.parts[index]?.kind === "time");
  }

  #wrongDimension(message: string): PartitionsError {
    return new PartitionsError({
      code: "PARTITIONS_WRONG_DIMENSION",
      message: `${message} in ${this.describe()}`,
      hint: `its dimensions are ${this.dimensionNames.map((name) => `"${name}"`).join(", ")}`,
      details: { dimensions: this.dimensionNames },
    });
  }
}
