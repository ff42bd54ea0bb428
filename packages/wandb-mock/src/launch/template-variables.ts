import { invalid } from "../graphql/rejection.ts";
import { parseJsonObject } from "../state/json-text.ts";
import type { TemplateVariableRecord } from "./launch-records.ts";

type Value = string | number | boolean;

const placeholder = /\{\{\s*([\w-]+)\s*\}\}/g;

/** Reads the `templateVariables` of a queue: name to `{schema, description}`. */
export function readTemplateVariables(text: string | null | undefined): TemplateVariableRecord[] {
  if (text == null || text === "") return [];
  return Object.entries(parseJsonObject(text, "templateVariables")).map(([name, entry]) => {
    const { schema, description } = (entry ?? {}) as {
      readonly schema?: unknown;
      readonly description?: unknown;
    };
    const parsed =
      typeof schema === "string" ? parseJsonObject(schema, `the schema of ${name}`) : schema;
    if (typeof parsed !== "object" || parsed === null)
      throw invalid(`template variable ${name} has no schema`);
    return {
      name,
      schema: parsed as Readonly<Record<string, unknown>>,
      description: typeof description === "string" ? description : null,
    };
  });
}

/**
 * The value of each variable: given, or its default.
 *
 * @throws Rejection for an unknown variable, a missing one, or a value outside its schema
 */
export function checkTemplateValues(
  variables: readonly TemplateVariableRecord[],
  given: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, Value> {
  for (const name of Object.keys(given)) {
    if (!variables.some((variable) => variable.name === name)) {
      throw invalid(`template variable ${name} is not defined for this queue`);
    }
  }
  return new Map(
    variables.map(({ name, schema }) => {
      const value = given[name] ?? schema["default"];
      if (value === undefined) throw invalid(`template variable ${name} is required`);
      return [name, checkValue(name, schema, value)];
    }),
  );
}

/** Replaces `{{name}}` everywhere in a value; a text that is nothing but one placeholder takes the value's type. */
export function fillTemplate(value: unknown, values: ReadonlyMap<string, Value>): unknown {
  if (typeof value === "string") {
    const whole = /^\{\{\s*([\w-]+)\s*\}\}$/.exec(value)?.[1];
    if (whole !== undefined && values.has(whole)) return values.get(whole);
    return value.replaceAll(placeholder, (text, name: string) => String(values.get(name) ?? text));
  }
  if (Array.isArray(value)) return value.map((entry) => fillTemplate(entry, values));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, fillTemplate(entry, values)]),
    );
  }
  return value;
}

function checkValue(
  name: string,
  schema: Readonly<Record<string, unknown>>,
  value: unknown,
): Value {
  const fail = (why: string): never => {
    throw invalid(`template variable ${name}: ${JSON.stringify(value)} ${why}`);
  };
  const type = schema["type"];
  const isTyped =
    type === "integer"
      ? Number.isInteger(value)
      : type === "number"
        ? typeof value === "number"
        : type === "boolean"
          ? typeof value === "boolean"
          : typeof value === "string";
  if (!isTyped) fail(`is not of type ${typeof type === "string" ? type : "string"}`);
  const allowed = schema["enum"];
  if (Array.isArray(allowed) && !allowed.includes(value))
    fail(`is not one of ${JSON.stringify(allowed)}`);
  const { minimum, maximum } = schema as { readonly minimum?: unknown; readonly maximum?: unknown };
  if (typeof value === "number" && typeof minimum === "number" && value < minimum)
    fail(`is less than ${minimum}`);
  if (typeof value === "number" && typeof maximum === "number" && value > maximum)
    fail(`is more than ${maximum}`);
  return value as Value;
}
