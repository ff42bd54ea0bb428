import { Option, type Command } from "commander";
import { z } from "zod";
import { CliError } from "../errors.ts";

interface FieldSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: FieldSchema;
  readonly anyOf?: readonly FieldSchema[];
}

/**
 * Adds one option per field of a configuration schema, with its type, description and default:
 * `poll_interval_seconds` becomes `--poll-interval-seconds <number>`. Lists take several words, objects take JSON.
 */
export function addSchemaOptions(command: Command, schema: z.ZodType): Command {
  for (const [name, field] of fieldsOf(schema)) {
    const flag = name.replaceAll("_", "-");
    const option =
      field.type === "boolean"
        ? new Option(field.default === true ? `--no-${flag}` : `--${flag}`, describe(field))
        : new Option(`--${flag} ${placeholder(field)}`, describe(field));
    command.addOption(option);
  }
  return command;
}

/**
 * The configuration that the options say, under the schema's field names; only what was given.
 *
 * @param given options as commander read them, by camelCase name
 * @throws CliError `CLI_BAD_ARGUMENT` for an object that is not JSON
 */
export function readSchemaOptions(
  schema: z.ZodType,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const [name, field] of fieldsOf(schema)) {
    const value = given[name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];
    if (value === undefined || (field.type === "boolean" && value === field.default)) continue;
    config[name] = typeof value === "string" ? fromText(name, field, value) : value;
  }
  return config;
}

function fieldsOf(schema: z.ZodType): [string, FieldSchema][] {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return Object.entries(properties) as [string, FieldSchema][];
}

function placeholder(field: FieldSchema): string {
  return field.type === "array" ? `<${typeName(field.items ?? {})}...>` : `<${typeName(field)}>`;
}

/** The type of a field in one word, or its values with `|` between them. */
function typeName({ type, enum: values, anyOf }: FieldSchema): string {
  if (values !== undefined) return values.join("|");
  if (anyOf !== undefined) {
    const names = anyOf.filter((each) => each.type !== "null").map(typeName);
    return names.join("|");
  }
  if (type === "number" || type === "integer") return type;
  return type === "string" ? "text" : "json";
}

function describe(field: FieldSchema): string {
  const text = field.description ?? "";
  return field.default === undefined ? text : `${text} (default: ${JSON.stringify(field.default)})`;
}

function fromText(name: string, { type }: FieldSchema, text: string): unknown {
  if (type === "number" || type === "integer") return Number(text);
  if (type === "string") return text;
  if (type === undefined && !/^[[{]/.test(text)) return /^-?\d+$/.test(text) ? Number(text) : text;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CliError({
      code: "CLI_BAD_ARGUMENT",
      message: `--${name.replaceAll("_", "-")} is not JSON: ${text}`,
      hint: `Quote it for the shell: --${name.replaceAll("_", "-")} '{"key": "value"}'.`,
      cause,
    });
  }
}
