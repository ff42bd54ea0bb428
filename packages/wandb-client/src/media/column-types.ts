import { comparePaths } from "../artifacts/manifest.ts";
import { mergeImageTypeParams } from "./image-type.ts";
import { WandbMedia } from "./media.ts";
import { isRecord, type Json, type JsonObject } from "../util/json.ts";

/** A type of W&B's type system, as it stands in a table's `column_types`. */
export interface WandbType {
  readonly wb_type: string;
  readonly params?: JsonObject;
}

const none: WandbType = { wb_type: "none" };

/**
 * The type of one cell, as W&B's SDK infers it.
 *
 * @param value a cell
 */
export function inferType(value: unknown): WandbType {
  // A number that is none stands for a gap, as in a data frame.
  if (value === null || value === undefined || Number.isNaN(value)) return none;
  if (typeof value === "string") return { wb_type: "string" };
  if (typeof value === "number" || typeof value === "bigint") return { wb_type: "number" };
  if (typeof value === "boolean") return { wb_type: "boolean" };
  if (value instanceof Date) return { wb_type: "timestamp" };
  if (WandbMedia.is(value)) return mediaColumnType(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as Iterable<unknown>);
    const element = items
      .map(inferType)
      .reduce<WandbType | undefined>(
        (left, right) => (left === undefined ? right : mergeTypes(left, right)),
        undefined,
      );
    return {
      wb_type: "list",
      params: { element_type: asJson(element ?? { wb_type: "unknown" }), length: items.length },
    };
  }
  if (isRecord(value)) {
    const map = Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, asJson(inferType(each))]),
    );
    return { wb_type: "typedDict", params: { type_map: map } };
  }
  return { wb_type: "pythonObject", params: { class_name: value.constructor.name } };
}

/** Kinds of media that W&B's type system knows; a column of another kind names the class, as the SDK does. */
const knownMedia: ReadonlySet<string> = new Set([
  "table",
  "joined-table",
  "partitioned-table",
  "image-file",
  "audio-file",
  "video-file",
  "html-file",
  "object3D-file",
  "bokeh-file",
]);

function mediaColumnType(media: WandbMedia): WandbType {
  if (!knownMedia.has(media.mediaType))
    return { wb_type: "pythonObject", params: { class_name: media.className } };
  const { typeParams } = media;
  return { wb_type: media.mediaType, ...(typeParams === undefined ? {} : { params: typeParams }) };
}

/** A type as JSON. */
export function asJson(type: WandbType): JsonObject {
  return type.params === undefined
    ? { wb_type: type.wb_type }
    : { wb_type: type.wb_type, params: type.params };
}

/** The narrowest type that both types fit into. */
export function mergeTypes(left: WandbType, right: WandbType): WandbType {
  const members = [...membersOf(left)];
  for (const candidate of membersOf(right)) {
    const same = members.findIndex((each) => each.wb_type === candidate.wb_type);
    const existing = members[same];
    if (existing === undefined) members.push(candidate);
    else members[same] = mergeSame(existing, candidate);
  }
  // Unknown stands for a kind that is still to come, besides nothing.
  const known = members.filter((each) => each.wb_type !== "unknown");
  return unionOf(known.some((each) => each.wb_type !== "none") ? known : members);
}

/** A type that also takes nothing. */
export function optional(type: WandbType): WandbType {
  return mergeTypes(type, none);
}

/** The types that a union allows; of any other type the type itself. */
export function membersOf(type: WandbType): readonly WandbType[] {
  const allowed = type.wb_type === "union" ? type.params?.["allowed_types"] : undefined;
  return Array.isArray(allowed) ? (allowed as readonly WandbType[]) : [type];
}

function unionOf(members: readonly WandbType[]): WandbType {
  const [first, ...rest] = members;
  if (first !== undefined && rest.length === 0) return first;
  const sorted = members.toSorted((left, right) => comparePaths(sortName(left), sortName(right)));
  return { wb_type: "union", params: { allowed_types: sorted.map(asJson) } };
}

/** The name by which W&B's SDK orders the members of a union. */
function sortName(type: WandbType): string {
  if (type.wb_type === "list") return `${sortName(elementOf(type))}[]`;
  if (type.wb_type === "union") return membersOf(type).map(sortName).join(" or ");
  if (type.wb_type === "typedDict") return "{";
  return type.wb_type.charAt(0).toUpperCase() + type.wb_type.slice(1).toLowerCase();
}

function mergeSame(left: WandbType, right: WandbType): WandbType {
  if (left.wb_type === "list") {
    const element = mergeTypes(elementOf(left), elementOf(right));
    const length = right.params?.["length"];
    return {
      wb_type: "list",
      params: { element_type: asJson(element), ...(length === undefined ? {} : { length }) },
    };
  }
  if (left.wb_type === "typedDict") {
    const maps = [left, right].map((type) => type.params?.["type_map"]);
    const merged: Record<string, Json> = {};
    for (const map of maps) {
      if (!isRecord(map)) continue;
      for (const [key, type] of Object.entries(map)) {
        const before = merged[key];
        merged[key] = asJson(
          before === undefined
            ? (type as unknown as WandbType)
            : mergeTypes(before as unknown as WandbType, type as unknown as WandbType),
        );
      }
    }
    const everywhere = maps.every(isRecord) ? Object.keys(merged) : [];
    for (const key of everywhere) {
      if (maps.some((map) => isRecord(map) && !(key in map)))
        merged[key] = asJson(optional(merged[key] as unknown as WandbType));
    }
    return { wb_type: "typedDict", params: { type_map: merged } };
  }
  if (left.wb_type === "image-file")
    return { wb_type: "image-file", params: mergeImageTypeParams(left.params, right.params) };
  return left;
}

function elementOf(type: WandbType): WandbType {
  const element = type.params?.["element_type"];
  return isRecord(element) ? (element as unknown as WandbType) : { wb_type: "unknown" };
}

/** The types of a table's columns, as its cells show them. */
export class ColumnTypes {
  readonly #types = new Map<string, WandbType>();
  readonly #members = new Map<string, ReadonlySet<string>>();
  readonly #fixed: ReadonlySet<string>;

  /** @param fixed types that are given and not inferred */
  constructor(fixed: Readonly<Record<string, WandbType>>) {
    this.#fixed = new Set(Object.keys(fixed));
    for (const [column, type] of Object.entries(fixed)) this.#types.set(column, type);
  }

  /** The type of a column; unknown as long as it has no cell. */
  typeOf(column: string): WandbType {
    return this.#types.get(column) ?? optional({ wb_type: "unknown" });
  }

  /** The type that the column would have with one more cell; undefined when it stays as it is. */
  typeWith(column: string, cell: unknown): WandbType | undefined {
    if (this.#fixed.has(column)) return undefined;
    const name = primitiveName(cell);
    if (name !== undefined && this.#members.get(column)?.has(name) === true) return undefined;
    const before = this.#types.get(column);
    // Arrays of numbers are not optional until nothing stands beside them, as NumPy's are for the SDK.
    if (before === undefined && ArrayBuffer.isView(cell)) return inferType(cell);
    return mergeTypes(before ?? this.typeOf(column), inferType(cell));
  }

  /** Sets the type of a column. */
  set(column: string, type: WandbType): void {
    this.#types.set(column, type);
    this.#members.set(column, new Set(membersOf(type).map((member) => member.wb_type)));
  }
}

/** The names of the types that a type allows. */
export function memberNames(type: WandbType): string[] {
  return membersOf(type).map((member) => member.wb_type);
}

function primitiveName(cell: unknown): string | undefined {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return "none";
  const kind = typeof cell;
  return kind === "number" || kind === "string" || kind === "boolean" ? kind : undefined;
}
