import { comparePaths } from "../artifacts/manifest.ts";
import { isRecord, type Json, type JsonObject } from "../util/json.ts";
import type { ClassNames } from "./media.ts";

/** What the type of a table's column says of the images in it. */
export interface ImageTraits {
  /** Names of the classes of each group of boxes. */
  readonly boxNames: Readonly<Record<string, ClassNames>>;
  /** Names of the scores that boxes have. */
  readonly scores: Iterable<string>;
  /** Names of the classes of each mask; undefined for a mask that has none. */
  readonly maskNames: Readonly<Record<string, ClassNames | undefined>>;
  /** Names of all classes. */
  readonly classes: Readonly<Record<string, string>>;
}

/** Parameters of the column type `image-file`. */
export function imageTypeParams(traits: ImageTraits): JsonObject {
  const { boxNames, scores, maskNames, classes } = traits;
  const named = Object.entries(maskNames).filter(([, names]) => names !== undefined);
  return {
    box_layers: constant(mapValues(boxNames, (names) => Object.keys(names).map(Number))),
    box_score_keys: constant([...new Set(scores)].toSorted(comparePaths), true),
    mask_layers: constant(mapValues(maskNames, (names) => Object.keys(names ?? {}).map(Number))),
    class_map: constant(classes),
    box_class_maps: constant(mapValues(boxNames, (names) => ({ ...names }))),
    mask_class_maps: constant(mapValues(Object.fromEntries(named), (names) => ({ ...names }))),
  };
}

/** The parameters that describe the images of both; of two names for one class the first stays. */
export function mergeImageTypeParams(
  left: JsonObject | undefined,
  right: JsonObject | undefined,
): JsonObject {
  const both = (
    name: string,
  ): readonly [Readonly<Record<string, Json>>, Readonly<Record<string, Json>>] => [
    recordAt(left, name),
    recordAt(right, name),
  ];
  const layers = (name: string): JsonObject =>
    constant(merge(...both(name), (a, b) => uniqueNumbers([...listOf(a), ...listOf(b)])));
  const names = (name: string): JsonObject =>
    constant(merge(...both(name), (a, b) => ({ ...(b as JsonObject), ...(a as JsonObject) })));
  const [leftClasses, rightClasses] = both("class_map");
  const scores = [left, right].flatMap((params) => listOf(valueAt(params, "box_score_keys")));
  return {
    box_layers: layers("box_layers"),
    box_score_keys: constant([...new Set(scores.map(String))].toSorted(comparePaths), true),
    mask_layers: layers("mask_layers"),
    class_map: constant({ ...rightClasses, ...leftClasses }),
    box_class_maps: names("box_class_maps"),
    mask_class_maps: names("mask_class_maps"),
  };
}

function constant(value: Json, isSet: boolean = false): JsonObject {
  return { wb_type: "const", params: { val: value, is_set: isSet } };
}

function valueAt(params: JsonObject | undefined, name: string): Json | undefined {
  const found = params?.[name];
  const inner = isRecord(found) ? found["params"] : undefined;
  return isRecord(inner) ? inner["val"] : undefined;
}

function recordAt(params: JsonObject | undefined, name: string): Readonly<Record<string, Json>> {
  const value = valueAt(params, name);
  return isRecord(value) ? value : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function uniqueNumbers(values: readonly Json[]): number[] {
  return [...new Set(values.map(Number))].toSorted((left, right) => left - right);
}

function merge(
  left: Readonly<Record<string, Json>>,
  right: Readonly<Record<string, Json>>,
  join: (left: Json, right: Json) => Json,
): JsonObject {
  const merged: Record<string, Json> = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const before = merged[key];
    merged[key] = before === undefined ? value : join(before, value);
  }
  return merged;
}

function mapValues<Value>(
  record: Readonly<Record<string, Value>>,
  convert: (value: Value) => Json,
): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, convert(value)]));
}
