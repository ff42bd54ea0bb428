import { PyReduce } from "../../python/nodes.ts";
import { smallInt } from "../small-int.ts";

/** The unit of Arrow's times. */
export type ArrowUnit = "s" | "ms" | "us" | "ns";

/** A type of Apache Arrow's, as pyarrow names it in pickles. */
export type ArrowType =
  | { readonly kind: "null" | "bool" }
  | { readonly kind: "int" | "uint"; readonly bits: 8 | 16 | 32 | 64 }
  | { readonly kind: "float"; readonly bits: 16 | 32 | 64 }
  | { readonly kind: "string" | "binary"; readonly isLarge: boolean }
  | { readonly kind: "fixed-binary"; readonly size: number }
  | { readonly kind: "date"; readonly unit: "day" | "ms" }
  | { readonly kind: "time" | "duration"; readonly unit: ArrowUnit }
  | { readonly kind: "timestamp"; readonly unit: ArrowUnit; readonly zone: string | undefined }
  | {
      readonly kind: "decimal";
      readonly bits: 128 | 256;
      readonly precision: number;
      readonly scale: number;
    }
  | { readonly kind: "list"; readonly isLarge: boolean; readonly item: ArrowField }
  | { readonly kind: "fixed-list"; readonly size: number; readonly item: ArrowField }
  | { readonly kind: "struct"; readonly fields: readonly ArrowField[] }
  | { readonly kind: "map"; readonly key: ArrowField; readonly value: ArrowField }
  | {
      readonly kind: "dictionary";
      readonly index: ArrowType;
      readonly value: ArrowType;
      readonly isOrdered: boolean;
    };

/** A named part of a nested type. */
export interface ArrowField {
  readonly name: string;
  readonly type: ArrowType;
  readonly isNullable: boolean;
}

const aliases: ReadonlyMap<string, ArrowType> = new Map<string, ArrowType>([
  ["null", { kind: "null" }],
  ["bool", { kind: "bool" }],
  ...([8, 16, 32, 64] as const).flatMap((bits): [string, ArrowType][] => [
    [`int${bits}`, { kind: "int", bits }],
    [`uint${bits}`, { kind: "uint", bits }],
  ]),
  ["halffloat", { kind: "float", bits: 16 }],
  ["float", { kind: "float", bits: 32 }],
  ["double", { kind: "float", bits: 64 }],
  ["string", { kind: "string", isLarge: false }],
  ["large_string", { kind: "string", isLarge: true }],
  ["binary", { kind: "binary", isLarge: false }],
  ["large_binary", { kind: "binary", isLarge: true }],
  ["date32[day]", { kind: "date", unit: "day" }],
  ["date64[ms]", { kind: "date", unit: "ms" }],
  ...(["s", "ms", "us", "ns"] as const).flatMap((unit): [string, ArrowType][] => [
    [`${unit === "s" || unit === "ms" ? "time32" : "time64"}[${unit}]`, { kind: "time", unit }],
    [`duration[${unit}]`, { kind: "duration", unit }],
    [`timestamp[${unit}]`, { kind: "timestamp", unit, zone: undefined }],
  ]),
]);

/** Deepest nesting of a type. */
const maxDepth = 32;
/** Parts of a type in all; one that a pickle shares counts each time. */
const maxParts = 10_000;

/**
 * Reads the call by which pyarrow's types are made.
 *
 * @returns undefined for types that are not known here, such as views and run ends
 */
export function arrowTypeOf(node: unknown): ArrowType | undefined {
  return readType(node, { depth: 0, left: maxParts });
}

interface Walk {
  depth: number;
  left: number;
}

function readType(node: unknown, walk: Walk): ArrowType | undefined {
  walk.left -= 1;
  if (!(node instanceof PyReduce) || walk.depth > maxDepth || walk.left < 0) return undefined;
  walk.depth += 1;
  const type = typeOfCall(node, walk);
  walk.depth -= 1;
  return type;
}

function typeOfCall(node: PyReduce, walk: Walk): ArrowType | undefined {
  const { args } = node;
  const [first, second, third] = args;
  switch (node.functionName) {
    case "pyarrow.lib.type_for_alias":
      return typeof first === "string" ? aliases.get(first) : undefined;
    case "pyarrow.lib.binary": {
      const size = smallInt(first) ?? -1;
      return size >= 0 ? { kind: "fixed-binary", size } : { kind: "binary", isLarge: false };
    }
    case "pyarrow.lib.timestamp": {
      const zone = typeof second === "string" ? second : undefined;
      return isUnit(first) ? { kind: "timestamp", unit: first, zone } : undefined;
    }
    case "pyarrow.lib.duration":
      return isUnit(first) ? { kind: "duration", unit: first } : undefined;
    case "pyarrow.lib.time32":
    case "pyarrow.lib.time64":
      return isUnit(first) ? { kind: "time", unit: first } : undefined;
    case "pyarrow.lib.decimal128":
    case "pyarrow.lib.decimal256": {
      const bits = node.functionName.endsWith("128") ? 128 : 256;
      const [precision, scale] = [smallInt(first), smallInt(second ?? 0)];
      if (precision === undefined || scale === undefined || Math.abs(scale) > 100) return undefined;
      return { kind: "decimal", bits, precision, scale };
    }
    case "pyarrow.lib.list_":
    case "pyarrow.lib.large_list": {
      const item = fieldOf(first, walk) ?? itemOf(first, walk);
      const size = smallInt(second) ?? -1;
      if (item === undefined) return undefined;
      if (size >= 0) return { kind: "fixed-list", size, item };
      return { kind: "list", isLarge: node.functionName.endsWith("large_list"), item };
    }
    case "pyarrow.lib.struct": {
      const fields = Array.isArray(first)
        ? first.map((field) => fieldOf(field, walk))
        : [undefined];
      if (!fields.every((field) => field !== undefined)) return undefined;
      return { kind: "struct", fields };
    }
    case "pyarrow.lib.map_": {
      const [key, value] = [first, second].map(
        (field) => fieldOf(field, walk) ?? itemOf(field, walk),
      );
      return key === undefined || value === undefined ? undefined : { kind: "map", key, value };
    }
    case "pyarrow.lib.dictionary": {
      const [index, value] = [first, second].map((type) => readType(type, walk));
      if (index === undefined || value === undefined) return undefined;
      return { kind: "dictionary", index, value, isOrdered: third === true };
    }
    default:
      return undefined;
  }
}

/** `pyarrow.lib.field(name, type, nullable, metadata)`. */
function fieldOf(node: unknown, walk: Walk): ArrowField | undefined {
  if (!(node instanceof PyReduce) || node.functionName !== "pyarrow.lib.field") return undefined;
  const [name, inner, isNullable] = node.args;
  const type = readType(inner, walk);
  if (typeof name !== "string" || type === undefined) return undefined;
  return { name, type, isNullable: isNullable !== false };
}

/** A part that pyarrow gives by its type alone. */
function itemOf(node: unknown, walk: Walk): ArrowField | undefined {
  const type = readType(node, walk);
  return type === undefined ? undefined : { name: "item", type, isNullable: true };
}

function isUnit(value: unknown): value is ArrowUnit {
  return value === "s" || value === "ms" || value === "us" || value === "ns";
}

/** pyarrow's word for a type, for messages: the alias or the function that makes it. */
export function arrowTypeName(node: unknown): string {
  if (!(node instanceof PyReduce)) return "unknown";
  const [first] = node.args;
  const name = node.functionName?.split(".").at(-1) ?? "unknown";
  return name === "type_for_alias" && typeof first === "string" ? first.slice(0, 40) : name;
}
