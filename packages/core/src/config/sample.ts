import { schemaShape } from "./zod-shape.ts";
import type { Schema } from "../schema/schema.ts";

/** A smallest value in YAML's flow form that has the form of a schema. */
export function sampleOf(schema: Schema | undefined, depth = 0): string {
  const shape = schemaShape(schema);
  switch (shape?.kind) {
    case "string":
      return '"..."';
    case "number":
    case "int":
    case "bigint":
      return "0";
    case "boolean":
      return "true";
    case "array":
      return "[]";
    case "record":
    case "map":
      return "{}";
    case "enum": {
      const entries = (schema as unknown as { readonly options?: readonly unknown[] }).options;
      const [first] = entries ?? [];
      return typeof first === "string" || typeof first === "number" ? String(first) : "...";
    }
    case "object": {
      if (depth > 4) return "{}";
      const required = Object.entries(shape.fields ?? {}).filter(([, field]) => isRequired(field));
      return `{ ${required.map(([name, field]) => `${name}: ${sampleOf(field, depth + 1)}`).join(", ")} }`.replace(
        "{  }",
        "{}",
      );
    }
    default:
      return "...";
  }
}

/** Whether a schema refuses `undefined`. */
export function isRequired(schema: Schema): boolean {
  const result = schema["~standard"].validate(undefined);
  if (result instanceof Promise) {
    result.catch(() => undefined);
    return false;
  }
  return result.issues !== undefined;
}
