// index.d.ts
export { dynamicPartitionsSnapshot, type DynamicPartitionsStore, type PartitionsContext, type TimeInput, } from "./context.ts";
export { PartitionsError, partitionsErrors, type PartitionsErrorCode } from "./errors.ts";
export { checkDynamicPartitionKeys, dynamicPartitions, type AddDynamicPartitionsRequest, type DeleteDynamicPartitionsRequest, type DynamicPartitions, } from "./definition/dynamic-partitions.ts";
export type { MultiPartitionKey } from "./definition/multi-partition-key.ts";
export { multiPartitions, type DimensionKeys, type DimensionPartitions, type Dimensions, type DimensionSelection, type MultiPartitions, } from "./definition/multi-partitions.ts";
export { partitionRangeTags, partitionTags } from "./definition/partition-tags.ts";
export type { PartitionKeyOf, PartitionKeyText, Partitions } from "./definition/partitions.ts";
export type { KeyPage, PageRequest, PartitionKeyRange, PartitionsDefinition, PartitionsKind, } from "./definition/partitions-definition.ts";
export { selectPartitionKeys } from "./definition/key-selection.ts";
export { staticPartitions, type StaticPartitions } from "./definition/static-partitions.ts";
export { dailyPartitions, hourlyPartitions, monthlyPartitions, timeWindowPartitions, weeklyPartitions, } from "./definition/time-factories.ts";
export type { BoundInput, CronOptions, DailyOptions, HourlyOptions, MonthlyOptions, TimeWindowOptions, WallClockInput, WeeklyOptions, } from "./definition/time-options.ts";
export type { Cadence, CronOverrides, TimePartitions } from "./definition/time-partitions.ts";
export type { TimeWindow } from "./definition/time-window.ts";
export { defaultPartitionMapping } from "./mapping/default-mapping.ts";
export { identityMapping } from "./mapping/identity-mapping.ts";
export type { OtherDimensions } from "./mapping/multi-collector.ts";
export { multiPartitionMapping, type DimensionMapping, type MultiMappingOptions, } from "./mapping/multi-mapping.ts";
export { multiToSingleMapping, type MultiToSingleOptions, } from "./mapping/multi-to-single-mapping.ts";
export { selfDependencyProblems } from "./mapping/self-dependency.ts";
export { staticMapping } from "./mapping/static-mapping.ts";
export { previousPartition, timeWindowMapping, type TimeWindowMappingOptions, } from "./mapping/time-window-mapping.ts";
export { allPartitions, lastPartition, specificPartitions } from "./mapping/whole-mappings.ts";
export type { MappingKind, PartitionMapping, UpstreamResult } from "./mapping/partition-mapping.ts";
export { artifactName, artifactNameCandidates, artifactNameLimit, assetBaseName, decodePartitionKey, encodePartitionKey, type ArtifactNameCandidate, type ArtifactNameOptions, type ArtifactNameParts, } from "./name/artifact-name.ts";
export { decodeNamePart, encodeNamePart } from "./name/encode-name.ts";
export { artifactNamesCanMeet, type NamedAsset } from "./name/names-meet.ts";
export { defaultInputShape, type DefaultInputShape } from "./shape/default-shape.ts";
export { gridShapes, type GridShapes } from "./shape/grid-shapes.ts";
export type { Grid } from "./shape/grid.ts";
export type { InputShape } from "./shape/input-shape.ts";
export { resolveInputShape, type ResolvedInputShape, type ShapeDeclaration, } from "./shape/resolve-shape.ts";
export type { KeySet, PartitionsSubset } from "./subset/partitions-subset.ts";
export { canDeserializeSubset, deserializeSubset } from "./subset/read-subset.ts";

// context.d.ts
/**
 * A moment: a `Date`, milliseconds since 1970, anything with `epochMilliseconds` (a `Temporal.Instant`
 * or `ZonedDateTime`), or an ISO 8601 text. A text without an offset is wall-clock time in the zone of
 * the definition it is given to.
 */
export type TimeInput = Date | number | string | {
    readonly epochMilliseconds: number;
};
/** Reads the keys of dynamic definitions; an instance is one, a snapshot is another. */
export interface DynamicPartitionsStore {
    /** The keys under `name`, in the order they were first added. */
    getDynamicPartitions(name: string): readonly string[];
    /** Whether `key` is stored under `name`; a point query. */
    hasDynamicPartition(name: string, key: string): boolean;
}
/** What a definition may depend on besides itself. Every operation takes one as its last argument. */
export interface PartitionsContext {
    /** The moment that decides which time windows exist. Default: the system clock. */
    readonly currentTime?: TimeInput | undefined;
    /** Where dynamic definitions find their keys. Needed by dynamic definitions only. */
    readonly dynamicStore?: DynamicPartitionsStore | undefined;
}
/**
 * A store over plain data: what an instance hands to pure code, or a test writes down.
 *
 * @param keysByName the keys under each name, in order; later changes of the arrays are not seen
 */
export declare function dynamicPartitionsSnapshot(keysByName: Readonly<Record<string, readonly string[]>>): DynamicPartitionsStore;
/**
 * The store of a context.
 *
 * @throws PARTITIONS_NO_STORE when there is none
 */
export declare function requireStore(name: string, context: PartitionsContext | undefined): DynamicPartitionsStore;

// errors.d.ts
import { HeddleError, type ErrorCode } from "@heddle/errors";
/** Every code that this package raises, with its meaning and remedy. */
export declare const partitionsErrors: {
    readonly PARTITIONS_INVALID_DEFINITION: {
        readonly meaning: "A partitions definition has faults: a bad date, cron, zone or format, duplicate or reserved keys, a wrong dimension.";
        readonly remedy: "Correct every fault in the error's list of problems; each names the option it stands in.";
    };
    readonly PARTITIONS_INVALID_KEY: {
        readonly meaning: "A text cannot be a partition key: it is empty or contains reserved or control characters.";
        readonly remedy: "Use a key without `...`, control characters and, inside dimensions, `|`, `,`, `[` and `]`.";
    };
    readonly PARTITIONS_UNKNOWN_KEY: {
        readonly meaning: "A partition key is not in the definition at the given time.";
        readonly remedy: "Use one of the nearest keys that the error names, or add the key to the definition.";
    };
    readonly PARTITIONS_WRONG_DIMENSION: {
        readonly meaning: "A key or query names a dimension that the definition does not have, or leaves one out.";
        readonly remedy: "Name exactly the dimensions of the definition.";
    };
    readonly PARTITIONS_INVALID_RANGE: {
        readonly meaning: "A key range is reversed, lies outside the definition or cannot be read.";
        readonly remedy: "Give a range whose start comes before its end, inside the bounds that the error names.";
    };
    readonly PARTITIONS_INVALID_TIME: {
        readonly meaning: "A time is not readable: not a date, not an ISO text, not a number of milliseconds.";
        readonly remedy: "Pass a Date, milliseconds since 1970, a Temporal instant or an ISO 8601 text.";
    };
    readonly PARTITIONS_NO_TIME_DIMENSION: {
        readonly meaning: "A time window was asked of a definition without exactly one time dimension.";
        readonly remedy: "Ask a time-based definition, or name the dimension.";
    };
    readonly PARTITIONS_NO_STORE: {
        readonly meaning: "A dynamic definition was used without the store that holds its keys.";
        readonly remedy: "Pass `dynamicStore`, usually the instance's, in the context.";
    };
    readonly PARTITIONS_TOO_MANY_KEYS: {
        readonly meaning: "An operation would have to build more keys than fit in memory at once.";
        readonly remedy: "Iterate lazily, select fewer keys, or make the definition smaller.";
    };
    readonly PARTITIONS_INVALID_CURSOR: {
        readonly meaning: "A page cursor was not made by this definition's paging.";
        readonly remedy: "Pass the cursor of the previous page unchanged, or none to start again.";
    };
    readonly PARTITIONS_INCOMPATIBLE_SUBSETS: {
        readonly meaning: "Subsets of different definitions were combined.";
        readonly remedy: "Combine subsets of one definition; map between definitions with a partition mapping.";
    };
    readonly PARTITIONS_INVALID_SUBSET: {
        readonly meaning: "A serialized subset is not readable or belongs to another definition.";
        readonly remedy: "Discard the stored text and build the subset again.";
    };
    readonly PARTITIONS_SUBSET_VERSION: {
        readonly meaning: "A serialized subset has a version that this release does not know.";
        readonly remedy: "Read it with the release that wrote it, or build the subset again.";
    };
    readonly PARTITIONS_INVALID_MAPPING: {
        readonly meaning: "A partition mapping does not fit the two definitions it should connect.";
        readonly remedy: "Choose a mapping for these kinds of definitions; the problems say which condition failed.";
    };
    readonly PARTITIONS_INVALID_NAME: {
        readonly meaning: "A text is not an encoded artifact name part.";
        readonly remedy: "Decode only names that were encoded here; look at the key in the artifact's metadata.";
    };
};
/** The codes of this package. */
export type PartitionsErrorCode = ErrorCode<typeof partitionsErrors>;
/** Any error of this package; `code` says which case it is. */
export declare class PartitionsError extends HeddleError<PartitionsErrorCode> {
}

// definition/dynamic-partitions.d.ts
import { type PartitionsContext } from "../context.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import { BaseDefinition } from "./base-definition.ts";
import type { KeyLine } from "./key-line.ts";
import type { PartitionKeyRange, PartitionsDefinition } from "./partitions-definition.ts";
/** A wish to add keys to a dynamic definition. */
export interface AddDynamicPartitionsRequest {
    readonly kind: "add-dynamic-partitions";
    readonly name: string;
    readonly keys: readonly string[];
}
/** A wish to remove keys from a dynamic definition. */
export interface DeleteDynamicPartitionsRequest {
    readonly kind: "delete-dynamic-partitions";
    readonly name: string;
    readonly keys: readonly string[];
}
/** Keys that are stored by an instance under a name. */
export interface DynamicPartitions<out Name extends string = string> extends PartitionsDefinition {
    readonly kind: "dynamic";
    /** The name under which the instance stores the keys; definitions with the same name share them. */
    readonly name: Name;
    /** A request for a sensor to return. @throws PARTITIONS_INVALID_KEY */
    buildAddRequest(keys: readonly string[]): AddDynamicPartitionsRequest;
    /** A request for a sensor to return. */
    buildDeleteRequest(keys: readonly string[]): DeleteDynamicPartitionsRequest;
}
/**
 * Defines partitions whose keys an instance stores and users add at run time.
 *
 * @param name the name of the stored list
 * @throws PARTITIONS_INVALID_DEFINITION for an empty name
 *
 * @example
 * ```ts
 * const customers = dynamicPartitions("customers");
 * customers.getPartitionKeys({ dynamicStore: dynamicPartitionsSnapshot({ customers: ["a", "b"] }) }); // ["a", "b"]
 * ```
 */
export declare function dynamicPartitions<const Name extends string>(name: Name): DynamicPartitions<Name>;
/**
 * Checks keys before an instance stores them.
 *
 * @throws PARTITIONS_INVALID_KEY with every faulty key
 */
export declare function checkDynamicPartitionKeys(keys: readonly string[]): void;
/** @internal */
export declare class DynamicDefinition<out Name extends string> extends BaseDefinition<string> implements DynamicPartitions<Name> {
    readonly kind = "dynamic";
    readonly name: Name;
    constructor(name: Name);
    openLine(context: PartitionsContext | undefined): KeyLine;
    hasPartitionKey(key: string, context?: PartitionsContext): boolean;
    getDefinitionId(context?: PartitionsContext): string;
    buildAddRequest(keys: readonly string[]): AddDynamicPartitionsRequest;
    buildDeleteRequest(keys: readonly string[]): DeleteDynamicPartitionsRequest;
    describe(): string;
    toJSON(): Readonly<Record<string, unknown>>;
    emptySubset(): PartitionsSubset;
    allSubset(context?: PartitionsContext): PartitionsSubset;
    subsetWithKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset;
    subsetOfKnownKeys(keys: Iterable<string>): PartitionsSubset;
    orderOfKey(): number;
    subsetInRange(range: PartitionKeyRange, context?: PartitionsContext): PartitionsSubset;
}

// definition/multi-partition-key.d.ts
/**
 * A key of a multi definition as a record by dimension. As text, also inside a template, it is the canonical form,
 * dimension keys joined by `|` in the order of the dimensions' names.
 */
export type MultiPartitionKey<Keys extends object = object> = Keys & {
    toString(): string;
    toJSON(): string;
};
/** Makes a key; the two methods are not enumerable, so that only dimensions are listed. */
export declare function multiKey(names: readonly string[], parts: Readonly<Record<string, string>>): MultiPartitionKey;

// definition/multi-partitions.d.ts
import type { PartitionsContext } from "../context.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import { BaseDefinition } from "./base-definition.ts";
import type { DynamicPartitions } from "./dynamic-partitions.ts";
import { type KeyLine } from "./key-line.ts";
import { type MultiPartitionKey } from "./multi-partition-key.ts";
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
export interface MultiPartitions<out D extends Dimensions = Dimensions> extends PartitionsDefinition {
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
    getKeysWithDimensionValue(dimension: keyof D & string, key: string, context?: PartitionsContext): string[];
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
export declare function multiPartitions<const D extends Dimensions>(dimensions: D): MultiPartitions<D>;
/** @internal */
export declare class MultiDefinition<out D extends Dimensions = Dimensions> extends BaseDefinition<string> implements MultiPartitions<D> {
    #private;
    readonly kind = "multi";
    readonly dimensions: D;
    readonly dimensionNames: readonly string[];
    readonly primaryDimension: string;
    /** The dimension definitions, in canonical order. */
    readonly parts: readonly (BaseDefinition<string> & DimensionPartitions)[];
    constructor(dimensions: D);
    get timeDimension(): string;
    key(keys: DimensionKeys<D>): MultiPartitionKey<DimensionKeys<D>>;
    parseKey(text: string): MultiPartitionKey<DimensionKeys<D>>;
    /** The parts of a key in canonical order; undefined for a wrong number of them. */
    split(text: string): readonly string[] | undefined;
    openLine(context: PartitionsContext | undefined): KeyLine;
    hasPartitionKey(key: string | MultiPartitionKey, context?: PartitionsContext): boolean;
    getPartitionKeysInRange(range: PartitionKeyRange, context?: PartitionsContext): string[];
    getKeysWithDimensionValue(dimension: keyof D & string, key: string, context?: PartitionsContext): string[];
    subsetWhere(selection: DimensionSelection<D>, context?: PartitionsContext): PartitionsSubset;
    productSubset(parts: Readonly<Record<string, PartitionsSubset>>): PartitionsSubset;
    getDefinitionId(context?: PartitionsContext): string;
    describe(): string;
    toJSON(): Readonly<Record<string, unknown>>;
    equals(other: PartitionsDefinition): boolean;
    emptySubset(): PartitionsSubset;
    allSubset(context?: PartitionsContext): PartitionsSubset;
    subsetWithKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset;
    subsetOfKnownKeys(keys: Iterable<string>): PartitionsSubset;
    orderOfKey(): number;
    subsetInRange(range: PartitionKeyRange, context?: PartitionsContext): PartitionsSubset;
    protected nearest(line: KeyLine, key: string): readonly string[];
    /** @throws PARTITIONS_WRONG_DIMENSION for a name that is no dimension */
    checkDimensions(names: readonly string[]): void;
}

// definition/partition-tags.d.ts
import type { Partitions } from "./partitions.ts";
import type { PartitionKeyRange } from "./partitions-definition.ts";
/**
 * The tags of a run or materialization of one partition: the whole key, and for a multi definition the key of each dimension.
 * The names are Dagster's.
 *
 * @param key a key of the definition
 * @throws PARTITIONS_UNKNOWN_KEY for a multi key without one part for each dimension
 */
export declare function partitionTags(key: string, partitions: Partitions): Readonly<Record<string, string>>;
/** The tags of a run over a range of partitions. The names are Dagster's. */
export declare function partitionRangeTags(range: PartitionKeyRange): Readonly<Record<string, string>>;

// definition/partitions.d.ts
import type { DynamicPartitions } from "./dynamic-partitions.ts";
import type { DimensionKeys, Dimensions, MultiPartitions } from "./multi-partitions.ts";
import type { MultiPartitionKey } from "./multi-partition-key.ts";
import type { StaticPartitions } from "./static-partitions.ts";
import type { TimePartitions } from "./time-partitions.ts";
/** Any partitions definition. */
export type Partitions = StaticPartitions | TimePartitions | DynamicPartitions | MultiPartitions;
/** The texts that are keys of a definition, as far as types know; `never` for none. */
export type PartitionKeyText<P extends Partitions | undefined> = P extends StaticPartitions<infer Key> ? Key : P extends Partitions ? string : never;
/** What a step sees as its partition key: a text, or for a multi definition a record by dimension. */
export type PartitionKeyOf<P extends Partitions | undefined> = P extends MultiPartitions<infer D extends Dimensions> ? MultiPartitionKey<DimensionKeys<D>> : PartitionKeyText<P>;

// definition/partitions-definition.d.ts
import type { PartitionsContext } from "../context.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
/** The four kinds of partitions definitions. */
export type PartitionsKind = "static" | "time" | "dynamic" | "multi";
/** First and last key of a range, both inclusive, in definition order. */
export interface PartitionKeyRange<out Key extends string = string> {
    readonly start: Key;
    readonly end: Key;
}
/** What one page of keys is asked with. */
export interface PageRequest {
    /** Most keys in the page, at least 1. */
    readonly limit: number;
    /** Definition order, or reversed. Default true. */
    readonly ascending?: boolean;
    /** The cursor of the page before; it pins the time of the first page. */
    readonly cursor?: string | undefined;
}
/** One page of keys. */
export interface KeyPage<out Key extends string = string> {
    readonly results: readonly Key[];
    /** Opaque; ask for the next page with it. */
    readonly cursor: string;
    readonly hasMore: boolean;
}
/**
 * An ordered set of text keys, which may depend on the current time or on stored keys. Immutable. Nothing here
 * lists keys unless its name says so: membership, index and count of a time or multi definition do not grow with the
 * number of keys.
 */
export interface PartitionsDefinition<out Key extends string = string> {
    readonly kind: PartitionsKind;
    /**
     * All keys in definition order.
     * @throws PARTITIONS_TOO_MANY_KEYS above 5,000,000 keys: use {@link iteratePartitionKeys}
     */
    getPartitionKeys(context?: PartitionsContext): Key[];
    /** All keys in definition order, one at a time. */
    iteratePartitionKeys(context?: PartitionsContext): IterableIterator<Key>;
    /** Number of keys. */
    getNumPartitions(context?: PartitionsContext): number;
    /** Whether the text is a key, exactly as the definition writes it. */
    hasPartitionKey(key: string, context?: PartitionsContext): boolean;
    /** A membership test for many keys at one time. */
    keyTest(context?: PartitionsContext): (key: string) => boolean;
    /** Position of a key, or undefined when it is none. */
    getPartitionKeyIndex(key: string, context?: PartitionsContext): number | undefined;
    /** The key at a position, or undefined outside of `0 … count-1`. */
    getPartitionKeyAt(index: number, context?: PartitionsContext): Key | undefined;
    /** The first key, or undefined when there is none. */
    getFirstPartitionKey(context?: PartitionsContext): Key | undefined;
    /** The last key, or undefined when there is none. */
    getLastPartitionKey(context?: PartitionsContext): Key | undefined;
    /** The key after this one; undefined after the last. @throws PARTITIONS_UNKNOWN_KEY */
    getNextPartitionKey(key: string, context?: PartitionsContext): Key | undefined;
    /** The key before this one; undefined before the first. @throws PARTITIONS_UNKNOWN_KEY */
    getPreviousPartitionKey(key: string, context?: PartitionsContext): Key | undefined;
    /** The keys at positions `from` up to, not including, `to`. */
    getPartitionKeysBetweenIndexes(from: number, to: number, context?: PartitionsContext): Key[];
    /**
     * The keys of a range; of a multi definition the rectangle.
     * @throws PARTITIONS_UNKNOWN_KEY for an end that is no key, PARTITIONS_INVALID_RANGE when it is reversed
     */
    getPartitionKeysInRange(range: PartitionKeyRange, context?: PartitionsContext): Key[];
    /** A page of keys; the cursor keeps "now", so that a list does not shift while it is paged through. */
    getPartitionKeysPage(request: PageRequest, context?: PartitionsContext): KeyPage<Key>;
    /**
     * Passes a key through, or explains what is wrong with it and names the nearest keys.
     * @throws PARTITIONS_UNKNOWN_KEY
     */
    checkPartitionKey(key: string, context?: PartitionsContext): Key;
    /** A stable id: equal for equal definitions, for dynamic ones equal while the stored keys are. */
    getDefinitionId(context?: PartitionsContext): string;
    /** Whether the other definition has the same kind and fields. */
    equals(other: PartitionsDefinition): boolean;
    /** The definition as plain data. */
    toJSON(): Readonly<Record<string, unknown>>;
    /** One line for messages: `daily partitions from 2023-01-01`. */
    describe(): string;
    /** The subset without keys. */
    emptySubset(): PartitionsSubset;
    /** All keys that exist, in compact form. */
    allSubset(context?: PartitionsContext): PartitionsSubset;
    /** @throws PARTITIONS_UNKNOWN_KEY */
    subsetWithKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset;
    /** @throws PARTITIONS_UNKNOWN_KEY, PARTITIONS_INVALID_RANGE */
    subsetInRange(range: PartitionKeyRange, context?: PartitionsContext): PartitionsSubset;
}

// definition/key-selection.d.ts
import type { PartitionsContext } from "../context.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import type { Partitions } from "./partitions.ts";
/**
 * Reads a selection of keys as people write it: keys, ranges `a...b` or `[a...b]`, and wildcards such as `2023-01-*`, separated by
 * commas; for a multi definition such an item for each dimension, separated by `|`, or a range of whole keys.
 *
 * @param text `2023-01-01...2023-01-31`, `red,blue`, `red|2023-01-*`
 * @throws PARTITIONS_UNKNOWN_KEY that lists every unknown item, PARTITIONS_INVALID_RANGE for a reversed range
 */
export declare function selectPartitionKeys(text: string, partitions: Partitions, context?: PartitionsContext): PartitionsSubset;

// definition/static-partitions.d.ts
import type { KeyAxis } from "../subset/key-axis.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import type { PartitionsContext } from "../context.ts";
import { BaseDefinition } from "./base-definition.ts";
import type { KeyLine } from "./key-line.ts";
import type { PartitionKeyRange, PartitionsDefinition } from "./partitions-definition.ts";
/** A fixed list of keys, in the given order. */
export interface StaticPartitions<out Key extends string = string> extends PartitionsDefinition<Key> {
    readonly kind: "static";
    /** The keys, in order. */
    readonly keys: readonly Key[];
}
/**
 * Defines partitions by a fixed list of keys.
 *
 * @param keys in the order that ranges and listings follow; literals are kept in the type
 * @throws PARTITIONS_INVALID_DEFINITION for an empty list, duplicates, empty keys, `...` or control characters
 *
 * @example
 * ```ts
 * const colors = staticPartitions(["red", "yellow", "blue"]);
 * colors.getPartitionKeysInRange({ start: "yellow", end: "blue" }); // ["yellow", "blue"]
 * ```
 */
export declare function staticPartitions<const Key extends string>(keys: readonly Key[]): StaticPartitions<Key>;
/** @internal */
export declare class StaticDefinition<out Key extends string> extends BaseDefinition<Key> implements StaticPartitions<Key>, KeyAxis {
    #private;
    readonly kind = "static";
    readonly keys: readonly Key[];
    constructor(keys: readonly Key[]);
    openLine(): KeyLine<Key>;
    ordinalOf(key: string): number | undefined;
    keyOfOrdinal(ordinal: number): string;
    spanOfOrdinals(from: number, to: number): IterableIterator<string>;
    describe(): string;
    toJSON(): Readonly<Record<string, unknown>>;
    equals(other: PartitionsDefinition): boolean;
    emptySubset(): PartitionsSubset;
    allSubset(): PartitionsSubset;
    subsetWithKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset;
    subsetOfKnownKeys(keys: Iterable<string>): PartitionsSubset;
    orderOfKey(key: string): number;
    subsetInRange(range: PartitionKeyRange, context?: PartitionsContext): PartitionsSubset;
}

// definition/time-factories.d.ts
import type { CronOptions, DailyOptions, HourlyOptions, MonthlyOptions, TimeWindowOptions, WeeklyOptions } from "./time-options.ts";
import type { TimePartitions } from "./time-partitions.ts";
type Offset = "minuteOffset" | "hourOffset" | "dayOffset";
/** Options with at least one offset: their grid is `custom`, whatever the offset's value. */
type Shifted<O> = {
    [K in keyof O & Offset]: O & {
        readonly [P in K]: number;
    };
}[keyof O & Offset];
/** Options without any offset. */
interface Plain extends TimeWindowOptions {
    readonly minuteOffset?: never;
    readonly hourOffset?: never;
    readonly dayOffset?: never;
}
/**
 * Defines one partition for each hour.
 *
 * @throws PARTITIONS_INVALID_DEFINITION with every fault of the options
 *
 * @example
 * ```ts
 * const hourly = hourlyPartitions({ start: "2023-01-01-00:00", timezone: "Europe/Berlin" });
 * hourly.getFirstPartitionKey(); // "2023-01-01-00:00"
 * ```
 */
export declare function hourlyPartitions(options: Shifted<HourlyOptions>): TimePartitions<"custom">;
export declare function hourlyPartitions(options: Plain): TimePartitions<"hourly">;
/**
 * Defines one partition for each day.
 *
 * @throws PARTITIONS_INVALID_DEFINITION with every fault of the options
 *
 * @example
 * ```ts
 * const january = dailyPartitions({ start: "2023-01-01", end: "2023-02-01" });
 * january.getNumPartitions(); // 31: the end is exclusive
 * ```
 */
export declare function dailyPartitions(options: Shifted<DailyOptions>): TimePartitions<"custom">;
export declare function dailyPartitions(options: Plain): TimePartitions<"daily">;
/**
 * Defines one partition for each week; weeks start on Sunday unless `dayOffset` says otherwise.
 *
 * @throws PARTITIONS_INVALID_DEFINITION with every fault of the options
 */
export declare function weeklyPartitions(options: Shifted<WeeklyOptions>): TimePartitions<"custom">;
export declare function weeklyPartitions(options: Plain): TimePartitions<"weekly">;
/**
 * Defines one partition for each month, from the first unless `dayOffset` says otherwise.
 *
 * @throws PARTITIONS_INVALID_DEFINITION with every fault of the options
 */
export declare function monthlyPartitions(options: Shifted<MonthlyOptions>): TimePartitions<"custom">;
export declare function monthlyPartitions(options: Plain): TimePartitions<"monthly">;
/**
 * Defines partitions between the ticks of a cron expression.
 *
 * @throws PARTITIONS_INVALID_DEFINITION with every fault of the options
 *
 * @example
 * ```ts
 * const halves = timeWindowPartitions({ cron: "0 0,12 * * *", start: "2023-01-01-00", format: "%Y-%m-%d-%H" });
 * ```
 */
export declare function timeWindowPartitions(options: CronOptions): TimePartitions<"custom">;
export {};

// definition/time-options.d.ts
import type { TimeInput } from "../context.ts";
/** Wall-clock fields in the definition's zone; `Temporal.PlainDate` and `PlainDateTime` fit. */
export interface WallClockInput {
    readonly year: number;
    /** 1 to 12. */
    readonly month: number;
    readonly day: number;
    readonly hour?: number;
    readonly minute?: number;
    readonly second?: number;
}
/**
 * A bound of a time-window definition: a text in the definition's `format`, wall-clock fields, or an instant (`Date`,
 * milliseconds, `Temporal.Instant`, `ZonedDateTime`). An instant is converted to the definition's zone, never relabelled.
 */
export type BoundInput = TimeInput | WallClockInput;
/** What all time-window definitions share. */
export interface TimeWindowOptions {
    /** The first window starts at the first tick at or after this. */
    readonly start: BoundInput;
    /** No window ends after this. Default: none. */
    readonly end?: BoundInput | undefined;
    /** IANA name of the zone in which ticks and keys are meant. Default: `UTC`, not the machine's zone. */
    readonly timezone?: string | undefined;
    /** `strftime` format of keys. */
    readonly format?: string | undefined;
    /** How many windows exist beyond the last one that has ended; negative takes away. Default: 0. */
    readonly endOffset?: number | undefined;
    /** Windows to leave out: by start instant, or by a cron expression that their starts match. Default: none. */
    readonly exclusions?: readonly (string | BoundInput)[] | undefined;
}
/** Options of {@link hourlyPartitions}; the default format is `%Y-%m-%d-%H:%M`. */
export interface HourlyOptions extends TimeWindowOptions {
    /** Minutes past the hour at which windows start. Default: 0. */
    readonly minuteOffset?: number | undefined;
}
/** Options of {@link dailyPartitions}; the default format is `%Y-%m-%d`. */
export interface DailyOptions extends HourlyOptions {
    /** Hours past midnight at which windows start. Default: 0. */
    readonly hourOffset?: number | undefined;
}
/** Options of {@link weeklyPartitions}; the default format is `%Y-%m-%d`. */
export interface WeeklyOptions extends DailyOptions {
    /** Day on which windows start, 0 = Sunday to 6 = Saturday. Default: 0. */
    readonly dayOffset?: number | undefined;
}
/** Options of {@link monthlyPartitions}; the default format is `%Y-%m-%d`. */
export interface MonthlyOptions extends DailyOptions {
    /** Day of the month on which windows start, 1 to 31. Default: 1. */
    readonly dayOffset?: number | undefined;
}
/** Options of {@link timeWindowPartitions}. */
export interface CronOptions extends TimeWindowOptions {
    /** Five cron fields; windows go from one tick to the next. */
    readonly cron: string;
    readonly format: string;
}

// definition/time-partitions.d.ts
import type { PartitionsContext, TimeInput } from "../context.ts";
import type { Grid } from "../shape/grid.ts";
import type { PartitionsDefinition } from "./partitions-definition.ts";
import type { TimeWindow } from "./time-window.ts";
/** How many windows a cadence has: the kinds that a cron expression can plainly be. */
export type Cadence = "hourly" | "daily" | "weekly" | "monthly";
/** Minutes, hours and days to put into a cadence's cron expression. */
export interface CronOverrides {
    readonly minuteOfHour?: number | undefined;
    readonly hourOfDay?: number | undefined;
    /** 0 = Sunday. */
    readonly dayOfWeek?: number | undefined;
    readonly dayOfMonth?: number | undefined;
}
/** Partitions that are windows of time between the ticks of a cron expression. */
export interface TimePartitions<out G extends Grid = Grid> extends PartitionsDefinition {
    readonly kind: "time";
    /** What the type of an input may rely on; `custom` when offsets or a cron expression were given. */
    readonly grid: G;
    /** Earliest start of the first window. */
    readonly start: Date;
    /** Latest end of the last window. */
    readonly end: Date | undefined;
    /** IANA name. */
    readonly timezone: string;
    /** `strftime` format of keys. */
    readonly format: string;
    readonly endOffset: number;
    /** The five-field cron expression. */
    readonly cron: string;
    /** The cadence that the cron expression has, if it is a plain one. */
    readonly cadence: Cadence | undefined;
    /** The window of a key. @throws PARTITIONS_UNKNOWN_KEY for a text that is no key, unless `strict` is false: then the first window at or after the time the text names, as in Dagster */
    timeWindowForPartitionKey(key: string, options?: {
        readonly strict?: boolean;
    }): TimeWindow;
    /** The key of the window that holds a moment; existing or not. With `endClosed`, a moment on a border belongs to the window that ends there. */
    getPartitionKeyForTimestamp(time: TimeInput, options?: {
        readonly endClosed?: boolean;
    }): string;
    /** The keys whose windows start in `[start, end)`; existing or not, but not before the definition's start. */
    getPartitionKeysInTimeWindow(window: {
        readonly start: TimeInput;
        readonly end: TimeInput;
    }): string[];
    /** The first existing window. */
    getFirstPartitionWindow(context?: PartitionsContext): TimeWindow | undefined;
    /** The last existing window. */
    getLastPartitionWindow(context?: PartitionsContext): TimeWindow | undefined;
    /** The first window that starts at or after a moment. With `respectBounds` (default true) undefined unless it exists. */
    getNextPartitionWindow(time: TimeInput, options?: {
        readonly respectBounds?: boolean;
    }, context?: PartitionsContext): TimeWindow | undefined;
    /** The last window that ends at or before a moment. With `respectBounds` (default true) undefined before the first. */
    getPreviousPartitionWindow(time: TimeInput, options?: {
        readonly respectBounds?: boolean;
    }, context?: PartitionsContext): TimeWindow | undefined;
    /** Whether one key's window starts before another's. @throws PARTITIONS_UNKNOWN_KEY */
    isBefore(left: string, right: string): boolean;
    /** The cron expression with other minutes, hours or days. @throws PARTITIONS_INVALID_DEFINITION when the cadence has no such field */
    getCronSchedule(overrides?: CronOverrides): string;
}

// definition/time-window.d.ts
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

// mapping/default-mapping.d.ts
import type { Partitions } from "../definition/partitions.ts";
import type { PartitionMapping } from "./partition-mapping.ts";
/**
 * The mapping of a dependency that names none: all for an unpartitioned reader, by dimension between a multi definition
 * and one that fits one of its dimensions, by overlap between time windows, else by equal keys.
 *
 * @returns undefined for an unpartitioned upstream, where there is nothing to map
 */
export declare function defaultPartitionMapping(upstream: Partitions | undefined, downstream: Partitions | undefined): PartitionMapping | undefined;

// mapping/identity-mapping.d.ts
import type { PartitionMapping } from "./partition-mapping.ts";
/**
 * Each downstream key needs the upstream key of the same text. Between different definitions a downstream key that the
 * upstream does not have is required but does not exist.
 */
export declare function identityMapping(): PartitionMapping<"single", never>;

// mapping/multi-collector.d.ts
import type { Problem } from "@heddle/errors";
import type { PartitionsContext } from "../context.ts";
import type { MultiDefinition } from "../definition/multi-partitions.ts";
import type { Partitions } from "../definition/partitions.ts";
import { MultiSubset } from "../subset/multi-subset.ts";
import type { PartitionMapping, UpstreamResult } from "./partition-mapping.ts";
/** Mappings for dimensions of a multi upstream that nothing downstream corresponds to. */
export type OtherDimensions = Readonly<Record<string, PartitionMapping>>;
/** What is wrong with the mappings of the other dimensions. */
export declare function otherDimensionProblems(upstream: Partitions, connected: readonly string[], others: OtherDimensions | undefined, context: PartitionsContext | undefined): readonly Problem[];
/** Gathers products of dimension keys of a multi upstream, with what is needed and missing. */
export declare class MultiCollector {
    #private;
    constructor(definition: MultiDefinition, context: PartitionsContext | undefined, others: OtherDimensions | undefined);
    /** Adds the product of these dimensions' keys with the other dimensions' own. */
    add(connected: ReadonlyMap<string, UpstreamResult>): void;
    /** What was gathered. */
    result(): UpstreamResult;
    /** The part of an upstream subset whose other dimensions are among those that are read. */
    relevant(upstream: MultiSubset, connected: readonly string[]): MultiSubset;
}

// mapping/multi-mapping.d.ts
import { type OtherDimensions } from "./multi-collector.ts";
import type { PartitionMapping } from "./partition-mapping.ts";
/** How one upstream dimension connects to a downstream dimension. */
export interface DimensionMapping {
    /** Name of the downstream dimension. */
    readonly dimension: string;
    readonly mapping: PartitionMapping;
}
/** Options of {@link multiPartitionMapping}. */
export interface MultiMappingOptions {
    /** How upstream dimensions that are not connected are read. Default: all their keys. */
    readonly otherDimensions?: OtherDimensions;
}
/**
 * Connects two multi definitions dimension by dimension. Dimensions that are not named are read whole.
 *
 * @param dimensions for each connected upstream dimension the downstream dimension and the mapping between the two
 *
 * @example
 * ```ts
 * multiPartitionMapping({ date: { dimension: "week", mapping: timeWindowMapping() } });
 * ```
 */
export declare function multiPartitionMapping(dimensions: Readonly<Record<string, DimensionMapping>>, options?: MultiMappingOptions): PartitionMapping<"keyed", never>;
/** The dimensions that a multi mapping connects; undefined for other mappings. */
export declare function dimensionMappings(mapping: PartitionMapping): Readonly<Record<string, DimensionMapping>> | undefined;

// mapping/multi-to-single-mapping.d.ts
import type { Problem } from "@heddle/errors";
import type { Partitions } from "../definition/partitions.ts";
import { type OtherDimensions } from "./multi-collector.ts";
import type { PartitionMapping } from "./partition-mapping.ts";
/** Options of {@link multiToSingleMapping}. */
export interface MultiToSingleOptions {
    /** The dimension to connect. Default: the one that equals the single definition, else the only time dimension. */
    readonly dimension?: string;
    /**
     * How the other dimensions of a multi upstream are read: `allPartitions()`, `lastPartition()` or `specificPartitions([...])`
     * by dimension. Default: all.
     */
    readonly otherDimensions?: OtherDimensions;
}
/** Which dimension of a multi definition goes with a single one, or why none does. */
export interface DimensionInference {
    readonly dimension?: {
        readonly name: string;
        readonly mapping: PartitionMapping;
    };
    readonly problem?: Problem;
}
/**
 * Connects one dimension of a multi definition with a single definition, in either direction. All multi keys with the
 * dimension's key belong to the single key.
 *
 * @example
 * ```ts
 * multiToSingleMapping({ dimension: "date", otherDimensions: { region: lastPartition() } });
 * ```
 */
export declare function multiToSingleMapping(options?: MultiToSingleOptions): PartitionMapping<"default", never>;
/**
 * Finds the dimension that goes with a single definition.
 *
 * @param name consider only this dimension
 */
export declare function inferDimension(upstream: Partitions, downstream: Partitions, name?: string): DimensionInference;

// mapping/self-dependency.d.ts
import type { Problem } from "@heddle/errors";
import type { Partitions } from "../definition/partitions.ts";
import type { PartitionMapping } from "./partition-mapping.ts";
/**
 * What prevents an asset from depending on its own partitions by a mapping: only earlier windows may be needed, else a partition
 * would wait for itself.
 *
 * @param partitions the asset's own definition
 * @returns empty when the mapping reaches strictly back in time, for a multi definition on its time dimension
 */
export declare function selfDependencyProblems(mapping: PartitionMapping | undefined, partitions: Partitions | undefined): readonly Problem[];

// mapping/static-mapping.d.ts
import type { PartitionMapping } from "./partition-mapping.ts";
/**
 * Maps keys of one static definition to keys of another by a table.
 *
 * @param table for each upstream key the downstream key or keys that need it; keys that are left out map to nothing
 *
 * @example
 * ```ts
 * staticMapping({ small: ["a", "b"], large: "c" });
 * ```
 */
export declare function staticMapping<const UpstreamKey extends string>(table: Readonly<Record<UpstreamKey, string | readonly string[]>>): PartitionMapping<"keyed", UpstreamKey>;

// mapping/time-window-mapping.d.ts
import type { Problem } from "@heddle/errors";
import type { PartitionsContext } from "../context.ts";
import type { Partitions } from "../definition/partitions.ts";
import type { InputShape } from "../shape/input-shape.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import type { PartitionMapping, UpstreamResult } from "./partition-mapping.ts";
/** Options of {@link timeWindowMapping}. */
export interface TimeWindowMappingOptions {
    /** Shifts the start of what a downstream window needs, in downstream windows. Default: 0. */
    readonly startOffset?: number;
    /** Shifts the end of what a downstream window needs, in downstream windows. Default: 0. */
    readonly endOffset?: number;
    /** Whether needed windows that do not exist upstream are left out instead of being an error. Default: false. */
    readonly allowNonexistentUpstream?: boolean;
    /**
     * Whether the definitions may lie in different time zones; then windows overlap where their instants do. Default: false, and
     * different zones are a fault.
     */
    readonly betweenTimezones?: boolean;
}
/** Options with which several upstream windows may be needed, whatever their values. */
type WideOptions = TimeWindowMappingOptions & ({
    readonly startOffset: number;
} | {
    readonly endOffset: number;
} | {
    readonly betweenTimezones: boolean;
});
/** Options that leave the shape to the definitions' grids. */
interface NarrowOptions {
    readonly startOffset?: never;
    readonly endOffset?: never;
    readonly betweenTimezones?: never;
    readonly allowNonexistentUpstream?: boolean;
}
/**
 * Each downstream window needs the upstream windows that overlap it, after shifting its start and end by offsets that
 * count downstream windows. The default between two time definitions.
 *
 * Offsets never push a window out of the range of existing upstream windows: a negative start offset on the first
 * day gives the first day.
 *
 * @throws PARTITIONS_INVALID_MAPPING for an offset that is no whole number
 *
 * @example
 * ```ts
 * timeWindowMapping({ startOffset: -1 }); // the window before and the window itself
 * ```
 */
export declare function timeWindowMapping(options: WideOptions): PartitionMapping<"keyed", never>;
export declare function timeWindowMapping(options?: NarrowOptions): PartitionMapping<"default", never>;
/** Each downstream window needs the upstream window before it; the first needs none. */
export declare function previousPartition(): PartitionMapping<"optional", never>;
/** @internal */
export declare class TimeWindowMapping<out Shape extends InputShape | "default"> implements PartitionMapping<Shape, never> {
    #private;
    readonly kind = "time-window";
    readonly shape: Shape;
    readonly startOffset: number;
    readonly endOffset: number;
    constructor(shape: Shape, options: TimeWindowMappingOptions);
    get description(): string;
    upstreamOf(downstream: PartitionsSubset | undefined, upstreamPartitions: Partitions, context?: PartitionsContext): UpstreamResult;
    downstreamOf(upstream: PartitionsSubset, downstreamPartitions: Partitions, context?: PartitionsContext): PartitionsSubset;
    validate(upstreamPartitions: Partitions, downstreamPartitions: Partitions | undefined): readonly Problem[];
}
export {};

// mapping/whole-mappings.d.ts
import type { PartitionMapping } from "./partition-mapping.ts";
/**
 * Every downstream key needs every existing upstream key. What an unpartitioned reader gets by default.
 */
export declare function allPartitions(): PartitionMapping<"keyed", never>;
/** Every downstream key needs the last existing upstream key; nothing while there is none. */
export declare function lastPartition(): PartitionMapping<"optional", never>;
/**
 * Every downstream key needs exactly these upstream keys.
 *
 * @param keys at least one; literals are kept, so that a key which the upstream does not have is a type error
 * @throws PARTITIONS_INVALID_MAPPING for an empty list
 */
export declare function specificPartitions<const Key extends string>(keys: readonly Key[]): PartitionMapping<"keyed", Key>;

// mapping/partition-mapping.d.ts
import type { Problem } from "@heddle/errors";
import type { PartitionsContext } from "../context.ts";
import type { Partitions } from "../definition/partitions.ts";
import type { InputShape } from "../shape/input-shape.ts";
import type { KeySet, PartitionsSubset } from "../subset/partitions-subset.ts";
/** The kinds of mappings. */
export type MappingKind = "identity" | "all" | "last" | "specific" | "static" | "time-window" | "multi-to-single" | "multi";
/** Upstream keys that some downstream keys need. */
export interface UpstreamResult {
    /** Needed keys that exist. */
    readonly subset: PartitionsSubset;
    /** Needed keys that do not exist upstream now; a run that needs one must not start. */
    readonly requiredButNonexistent: KeySet;
}
/**
 * A two-way relation between the keys of an upstream and of a downstream definition. Immutable and pure.
 *
 * `Shape` is the shape that it gives an input, `UpstreamKey` the keys it names, so that a key which the upstream does not have
 * is a type error.
 */
export interface PartitionMapping<out Shape extends InputShape | "default" = InputShape | "default", out UpstreamKey = unknown> {
    readonly kind: MappingKind;
    /** The shape of an input with this mapping; `default` leaves it to the definitions. */
    readonly shape: Shape;
    /** One sentence for people. */
    readonly description: string;
    /** Exists for types only. */
    readonly "~upstreamKey"?: UpstreamKey;
    /**
     * The upstream keys that downstream keys need.
     *
     * @param downstream the keys of a run; undefined for an unpartitioned reader
     * @throws PARTITIONS_INVALID_MAPPING when the definitions do not fit
     */
    upstreamOf(downstream: PartitionsSubset | undefined, upstreamPartitions: Partitions, context?: PartitionsContext): UpstreamResult;
    /**
     * The existing downstream keys that need any of the upstream keys.
     *
     * @throws PARTITIONS_INVALID_MAPPING when the definitions do not fit
     */
    downstreamOf(upstream: PartitionsSubset, downstreamPartitions: Partitions, context?: PartitionsContext): PartitionsSubset;
    /** What prevents this mapping between two definitions; empty when nothing does. */
    validate(upstreamPartitions: Partitions, downstreamPartitions: Partitions | undefined, context?: PartitionsContext): readonly Problem[];
}

// name/artifact-name.d.ts
import type { Partitions } from "../definition/partitions.ts";
/** Longest artifact name. */
export declare const artifactNameLimit = 128;
/** What an artifact of an asset is named after. */
export interface ArtifactNameParts {
    /** The asset key's components. */
    readonly assetKey: readonly string[];
    /** The partition key's text (a multi key's record prints as it); absent for an unpartitioned asset. */
    readonly partitionKey?: string | {
        toString(): string;
    } | undefined;
    /** The asset's definition; tells a multi key from a single key that contains `|`. */
    readonly partitions?: Partitions | undefined;
}
/** How names are written. */
export interface ArtifactNameOptions {
    /**
     * `dot` joins dimensions by a dot and escapes dots inside them; `hyphen` writes a hyphen for the `|` between dimensions, as
     * Python does. Default: `dot`.
     */
    readonly partitionNameStyle?: "dot" | "hyphen" | undefined;
    /** `all` joins the components of the asset key by dots; `first` keeps the first one, as Python does. Default: `all`. */
    readonly assetKeyToArtifactName?: "all" | "first" | undefined;
}
/** A name that may have been used for writing. */
export interface ArtifactNameCandidate {
    readonly name: string;
    /** Which rule gives the name: the configured one, the other style, or Python's. */
    readonly origin: "configured" | "other-style" | "python";
}
/**
 * The name of the artifact that holds an asset or one of its partitions.
 *
 * Names of up to 128 characters are reversible and differ for different keys; a longer one is cut and ends in `-` and 32 hex digits
 * of the SHA-256 of the whole.
 *
 * @example
 * ```ts
 * artifactName({ assetKey: ["events"], partitionKey: "2023-01-01-13:00" }); // "events.2023-01-01-13_x3A00"
 * ```
 */
export declare function artifactName(parts: ArtifactNameParts, options?: ArtifactNameOptions): string;
/**
 * The names to try when reading, best first and without repetition: the configured style, the other style, Python's name.
 */
export declare function artifactNameCandidates(parts: ArtifactNameParts, options?: ArtifactNameOptions): readonly ArtifactNameCandidate[];
/** The encoded form of a partition key, without the asset: what stands after the asset's name and a dot. */
export declare function encodePartitionKey(key: string, partitions: Partitions | undefined, style?: "dot" | "hyphen"): string;
/**
 * The partition key that was encoded in `dot` style.
 *
 * @throws PARTITIONS_INVALID_NAME for a text that is not an encoded key of the definition, or was hashed
 */
export declare function decodePartitionKey(encoded: string, partitions: Partitions | undefined): string;
/** The name of an asset without partition, not limited in length. */
export declare function assetBaseName(assetKey: readonly string[], options?: ArtifactNameOptions): string;

// name/encode-name.d.ts
/**
 * Writes a text with the characters that artifact names may have: letters, digits, `_`, `-` and `.` stay, every other byte of
 * the UTF-8 form becomes `_xHH` with upper-case digits, and the `_` of a literal `_x` before two hex digits becomes `_x5F`.
 *
 * @param text any text; lone surrogates become U+FFFD, as UTF-8 demands
 * @param options `dots: "escape"` writes `.` as `_x2E`, for one dimension's key among several
 */
export declare function encodeNamePart(text: string, options?: {
    readonly dots?: "keep" | "escape";
}): string;
/**
 * The text that was encoded.
 *
 * @throws PARTITIONS_INVALID_NAME when the escapes are not UTF-8
 */
export declare function decodeNamePart(encoded: string): string;

// name/names-meet.d.ts
import type { Partitions } from "../definition/partitions.ts";
import { type ArtifactNameOptions } from "./artifact-name.ts";
/** An asset as far as its artifacts' names depend on it. */
export interface NamedAsset {
    readonly assetKey: readonly string[];
    readonly partitions?: Partitions | undefined;
}
/**
 * Whether an artifact of one asset could get the name of an artifact of the other: asset `a` with partition `b`, and asset `a/b`.
 * For definitions whose keys are not known in advance the answer is yes when a key could be such a text.
 */
export declare function artifactNamesCanMeet(left: NamedAsset, right: NamedAsset, options?: ArtifactNameOptions): boolean;

// shape/default-shape.d.ts
import type { DynamicPartitions } from "../definition/dynamic-partitions.ts";
import type { Dimensions, MultiPartitions } from "../definition/multi-partitions.ts";
import type { Partitions } from "../definition/partitions.ts";
import type { StaticPartitions } from "../definition/static-partitions.ts";
import type { TimePartitions } from "../definition/time-partitions.ts";
import { type GridShapes } from "./grid-shapes.ts";
import type { Grid } from "./grid.ts";
import type { InputShape } from "./input-shape.ts";
/** Grids of the time dimensions of a multi definition. */
type DimensionGrids<D extends Dimensions> = {
    [K in keyof D]: D[K] extends TimePartitions<infer G> ? G : never;
}[keyof D];
/** One keyed window makes the whole keyed; no time dimension leaves identity. */
type GridShape<Up extends Grid, Down extends Grid> = [Down] extends [never] ? "single" : "keyed" extends GridShapes[Up][Down] ? "keyed" : "single";
/**
 * The shape of an input whose mapping does not decide it, from the two declarations. The same rules as
 * {@link defaultInputShape}.
 */
export type DefaultInputShape<Upstream extends Partitions | undefined, Downstream extends Partitions | undefined> = Upstream extends undefined ? "single" : Downstream extends undefined ? "keyed" : Upstream extends MultiPartitions ? Downstream extends MultiPartitions ? "single" : "keyed" : Upstream extends TimePartitions<infer Up> ? Downstream extends TimePartitions<infer Down> ? GridShape<Up, Down> : Downstream extends MultiPartitions<infer D extends Dimensions> ? GridShape<Up, DimensionGrids<D>> : "single" : Upstream extends StaticPartitions | DynamicPartitions ? "single" : never;
/**
 * The shape of an input whose mapping does not decide it: an unpartitioned upstream is a single value, an unpartitioned reader
 * gets everything as a keyed collection, time reads by grid, and otherwise only a multi upstream of a non-multi reader is keyed.
 *
 * @param upstream partitions of what is read; undefined for none
 * @param downstream partitions of the reader; undefined for none
 */
export declare function defaultInputShape(upstream: Partitions | undefined, downstream: Partitions | undefined): Exclude<InputShape, "optional">;
export {};

// shape/grid-shapes.d.ts
/**
 * Shape of a time-partitioned input by upstream grid, then downstream grid: one upstream window covers each downstream
 * window when the grids are the same or the upstream's is coarser and aligned.
 */
export declare const gridShapes: {
    readonly hourly: {
        readonly hourly: "single";
        readonly daily: "keyed";
        readonly weekly: "keyed";
        readonly monthly: "keyed";
        readonly custom: "keyed";
    };
    readonly daily: {
        readonly hourly: "single";
        readonly daily: "single";
        readonly weekly: "keyed";
        readonly monthly: "keyed";
        readonly custom: "keyed";
    };
    readonly weekly: {
        readonly hourly: "single";
        readonly daily: "single";
        readonly weekly: "single";
        readonly monthly: "keyed";
        readonly custom: "keyed";
    };
    readonly monthly: {
        readonly hourly: "single";
        readonly daily: "single";
        readonly weekly: "keyed";
        readonly monthly: "single";
        readonly custom: "keyed";
    };
    readonly custom: {
        readonly hourly: "keyed";
        readonly daily: "keyed";
        readonly weekly: "keyed";
        readonly monthly: "keyed";
        readonly custom: "keyed";
    };
};
/** The type of {@link gridShapes}, so that types and run time cannot drift apart. */
export type GridShapes = typeof gridShapes;

// shape/grid.d.ts
/** The grid on which a time definition's windows lie, as far as types can know it. */
export type Grid = "hourly" | "daily" | "weekly" | "monthly" | "custom";

// shape/input-shape.d.ts
/**
 * What a reader of a partitioned upstream is handed: one value, one value or undefined, or a keyed collection.
 * Decided by declaration, never by how many keys there happen to be.
 */
export type InputShape = "single" | "optional" | "keyed";

// shape/resolve-shape.d.ts
import type { Partitions } from "../definition/partitions.ts";
import type { PartitionMapping } from "../mapping/partition-mapping.ts";
import { type DefaultInputShape } from "./default-shape.ts";
import type { InputShape } from "./input-shape.ts";
/** What one input declares about its shape. */
export interface ShapeDeclaration {
    /** The shape named on the input itself; wins. */
    readonly shape?: InputShape | undefined;
    /** The mapping named on the input; its own shape comes second. */
    readonly mapping?: PartitionMapping | undefined;
}
/** The same decision as {@link resolveInputShape}, for a declared shape or `"default"`. */
export type ResolvedInputShape<Declared extends InputShape | "default", Upstream extends Partitions | undefined, Downstream extends Partitions | undefined> = Declared extends InputShape ? Declared : DefaultInputShape<Upstream, Downstream>;
/**
 * The shape in which an input arrives: the shape on the input, else the mapping's own, else the table.
 */
export declare function resolveInputShape(declaration: ShapeDeclaration, upstream: Partitions | undefined, downstream: Partitions | undefined): InputShape;

// subset/partitions-subset.d.ts
import type { PartitionsContext } from "../context.ts";
import type { PartitionKeyRange, PartitionsDefinition } from "../definition/partitions-definition.ts";
/** Some keys, not necessarily of a definition. */
export interface KeySet {
    /** Number of keys. */
    readonly size: number;
    readonly isEmpty: boolean;
    /** Whether the key is inside; false, never an error, for a text that is no key at all. */
    has(key: string): boolean;
    /** The keys; those of a subset in definition order. */
    keys(): IterableIterator<string>;
}
/**
 * A set of keys of one definition, kept compact: runs of neighbours cost two numbers, however long they are.
 * Immutable; operations give new subsets.
 */
export interface PartitionsSubset extends KeySet {
    /** The definition whose keys these are. */
    readonly definition: PartitionsDefinition;
    /** Runs of neighbouring keys; for a multi definition rectangles that cover each key once. */
    keyRanges(): PartitionKeyRange[];
    /** @throws PARTITIONS_INCOMPATIBLE_SUBSETS for a subset of another definition; so do the next two */
    union(other: PartitionsSubset): PartitionsSubset;
    intersection(other: PartitionsSubset): PartitionsSubset;
    difference(other: PartitionsSubset): PartitionsSubset;
    /** The keys that exist at the context's time and are not in here. */
    complement(context?: PartitionsContext): PartitionsSubset;
    /** This subset with more keys. @throws PARTITIONS_UNKNOWN_KEY */
    withKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset;
    /** Whether both hold the same keys of the same definition. */
    equals(other: PartitionsSubset): boolean;
    /** Versioned JSON, the same text for the same keys; Dagster's forms. */
    serialize(): string;
}

// subset/read-subset.d.ts
import type { Partitions } from "../definition/partitions.ts";
import type { PartitionsSubset } from "./partitions-subset.ts";
/**
 * Reads a serialized subset back as a subset of a definition, which may have changed since.
 *
 * The rule for a changed definition: what the definition can still name is kept, the rest is dropped. A stored span of time
 * keeps the windows that lie wholly inside it; a stored key stays when the definition can have it, existing now or not. Compare
 * definition ids first where a changed definition should discard the subset instead.
 *
 * @param text the text of {@link PartitionsSubset.serialize}, or Dagster's older forms: a bare list, an object without version
 * @throws PARTITIONS_SUBSET_VERSION for an unknown version, PARTITIONS_INVALID_SUBSET for anything else that is not readable
 */
export declare function deserializeSubset(text: string, partitions: Partitions): PartitionsSubset;
/** Whether {@link deserializeSubset} would read the text. */
export declare function canDeserializeSubset(text: string, partitions: Partitions): boolean;

// definition/base-definition.d.ts
import type { PartitionsContext } from "../context.ts";
import { PartitionsError } from "../errors.ts";
import { type KeyLine } from "./key-line.ts";
import type { KeyPage, PageRequest, PartitionKeyRange, PartitionsDefinition, PartitionsKind } from "./partitions-definition.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
/** Everything that follows from a {@link KeyLine}, for all kinds of definitions. */
export declare abstract class BaseDefinition<out Key extends string> implements PartitionsDefinition<Key> {
    #private;
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
    getPartitionKeys(context?: PartitionsContext): Key[];
    iteratePartitionKeys(context?: PartitionsContext): IterableIterator<Key>;
    getNumPartitions(context?: PartitionsContext): number;
    hasPartitionKey(key: string, context?: PartitionsContext): boolean;
    keyTest(context?: PartitionsContext): (key: string) => boolean;
    getPartitionKeyIndex(key: string, context?: PartitionsContext): number | undefined;
    getPartitionKeyAt(index: number, context?: PartitionsContext): Key | undefined;
    getFirstPartitionKey(context?: PartitionsContext): Key | undefined;
    getLastPartitionKey(context?: PartitionsContext): Key | undefined;
    getNextPartitionKey(key: string, context?: PartitionsContext): Key | undefined;
    getPreviousPartitionKey(key: string, context?: PartitionsContext): Key | undefined;
    getPartitionKeysBetweenIndexes(from: number, to: number, context?: PartitionsContext): Key[];
    getPartitionKeysInRange(range: PartitionKeyRange, context?: PartitionsContext): Key[];
    getPartitionKeysPage(request: PageRequest, context?: PartitionsContext): KeyPage<Key>;
    checkPartitionKey(key: string, context?: PartitionsContext): Key;
    getDefinitionId(_context?: PartitionsContext): string;
    equals(other: PartitionsDefinition): boolean;
    /** The position of a key that must exist. */
    protected requireIndex(line: KeyLine, key: string): number;
    protected unknownKey(line: KeyLine, key: string): PartitionsError;
    /** Keys that the caller may have meant. */
    protected nearest(line: KeyLine, key: string): readonly string[];
    /** Positions of a range: `from` inclusive, `to` exclusive. */
    protected rangeIndexes(line: KeyLine, range: PartitionKeyRange): {
        readonly from: number;
        readonly to: number;
    };
}
/** The error for a range whose start comes after its end. */
export declare function reversedRange(range: PartitionKeyRange, described: string): PartitionsError;
/** The error for a list that would not fit in memory. */
export declare function tooManyKeys(described: string, count: number): PartitionsError;

// definition/key-line.d.ts
/** The keys that exist at one moment, as a line of positions: what every definition reduces to. */
export interface KeyLine<out Key extends string = string> {
    readonly length: number;
    /** The key at a position in `0 … length-1`. */
    keyAt(index: number): Key;
    /** Position of a key, or -1. */
    indexOf(key: string): number;
    /** The same keys as {@link span}, at once. */
    list(from: number, to: number): Key[];
    /** Keys at positions `from` up to, not including, `to`. */
    span(from: number, to: number): IterableIterator<Key>;
}
/** Most keys that an operation builds as an array. */
export declare const keyListLimit = 5000000;

// subset/key-axis.d.ts
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

// subset/multi-subset.d.ts
import type { PartitionsContext } from "../context.ts";
import type { MultiDefinition } from "../definition/multi-partitions.ts";
import type { PartitionKeyRange } from "../definition/partitions-definition.ts";
import type { PartitionsSubset } from "./partitions-subset.ts";
/**
 * A subset of a multi definition: for each combination of the other dimensions' keys one compact subset of the primary
 * dimension. A product of a thousand by a thousand keys is a thousand small subsets, most of them one and the same object.
 */
export declare class MultiSubset implements PartitionsSubset {
    #private;
    readonly definition: MultiDefinition;
    /** Rows without keys are left out. */
    readonly rows: ReadonlyMap<string, PartitionsSubset>;
    readonly size: number;
    constructor(definition: MultiDefinition, rows: ReadonlyMap<string, PartitionsSubset>);
    get isEmpty(): boolean;
    has(key: string): boolean;
    keys(): IterableIterator<string>;
    keyRanges(): PartitionKeyRange[];
    union(other: PartitionsSubset): PartitionsSubset;
    intersection(other: PartitionsSubset): PartitionsSubset;
    difference(other: PartitionsSubset): PartitionsSubset;
    complement(context?: PartitionsContext): PartitionsSubset;
    withKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset;
    equals(other: PartitionsSubset): boolean;
    serialize(): string;
    /** The keys of one dimension that occur, as a subset of that dimension's definition. */
    projection(dimension: string): PartitionsSubset;
}
/** The subset without keys. */
export declare function multiEmpty(definition: MultiDefinition): MultiSubset;
/** Every existing key. */
export declare function multiAll(definition: MultiDefinition, context: PartitionsContext | undefined): MultiSubset;
/**
 * The product of one subset for each dimension, in canonical order.
 *
 * @throws PARTITIONS_TOO_MANY_KEYS when the dimensions besides the primary one have too many combinations
 */
export declare function multiProduct(definition: MultiDefinition, subsets: readonly PartitionsSubset[]): MultiSubset;
/** A list of existing keys. @throws PARTITIONS_UNKNOWN_KEY */
export declare function multiKeys(definition: MultiDefinition, keys: Iterable<string>, context: PartitionsContext | undefined): MultiSubset;
/** Keys that need no check against the time; texts without one part for each dimension are left out. */
export declare function multiKnownKeys(definition: MultiDefinition, keys: Iterable<string>): MultiSubset;
/** Position of the dimension whose keys are kept compact. */
export declare function innerIndex(definition: MultiDefinition): number;
