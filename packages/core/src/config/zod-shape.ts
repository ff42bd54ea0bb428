import type { Schema } from "../schema/schema.ts";

interface ZodDef {
  readonly type: string;
  readonly shape?: Readonly<Record<string, ZodLike>>;
  readonly catchall?: ZodLike;
  readonly innerType?: ZodLike;
  readonly in?: ZodLike;
  readonly element?: ZodLike;
  readonly valueType?: ZodLike;
  readonly getter?: () => ZodLike;
}

/** A zod schema as `schema.def` shows it. */
interface ZodLike {
  readonly def: ZodDef;
}

/** What is known about the fields of a schema, where the schema is zod's. */
export interface SchemaShape {
  readonly kind: string;
  /** Fields of an object. */
  readonly fields: Readonly<Record<string, Schema>> | undefined;
  /** Whether an object takes other fields as well. */
  readonly open: boolean;
  /** Schema of the items of a list or the values of a record. */
  readonly item: Schema | undefined;
}

const wrappers: ReadonlySet<string> = new Set([
  "optional",
  "nullable",
  "default",
  "prefault",
  "readonly",
  "nonoptional",
  "catch",
]);

/** Looks into a zod schema through its wrappers; other schemas say nothing. */
export function schemaShape(schema: Schema | undefined): SchemaShape | undefined {
  let current = schema as unknown as ZodLike | undefined;
  for (let depth = 0; depth < 32; depth += 1) {
    const def = current?.def;
    if (def === undefined) return undefined;
    if (wrappers.has(def.type)) current = def.innerType;
    else if (def.type === "pipe") current = def.in;
    else if (def.type === "lazy") current = def.getter?.();
    else {
      return {
        kind: def.type,
        fields: def.shape as Readonly<Record<string, Schema>> | undefined,
        open:
          def.type !== "object" ||
          (def.catchall !== undefined && def.catchall.def.type !== "never"),
        item: (def.element ?? def.valueType) as unknown as Schema | undefined,
      };
    }
  }
  return undefined;
}

/** The schema at a path inside another, as far as it can be known. */
export function schemaAt(
  schema: Schema | undefined,
  path: readonly PropertyKey[],
): Schema | undefined {
  let current = schema;
  for (const key of path) {
    const shape = schemaShape(current);
    current = shape?.fields?.[String(key)] ?? shape?.item;
  }
  return current;
}
