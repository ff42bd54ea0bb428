import { z } from "zod";
import type { GraphDefinition, OpDefinition } from "../definitions/op-definition.ts";
import type { LoggerDefinition } from "../definitions/logger.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import type { ResourceDefinition } from "../resources/resource.ts";
import type { Schema } from "../schema/schema.ts";
import { executionConfigSchema } from "./execution-config.ts";
import { isRequired } from "./sample.ts";

/** A JSON Schema (draft 2020-12). */
export type JsonSchema = { readonly [key: string]: unknown };

/** What a run config schema is made from. */
export interface RunConfigSchemaTarget {
  readonly jobName: string;
  readonly nodes: ReadonlyMap<string, OpDefinition | GraphDefinition>;
  readonly resources: readonly PlannedResource[];
  readonly loggers: Readonly<Record<string, LoggerDefinition>>;
}

/** The JSON Schema of a job's run config, for editors. Schemas that cannot export one appear as `{}` with a note. */
export function runConfigJsonSchema(target: RunConfigSchemaTarget): JsonSchema {
  const resources = section(
    target.resources.map(
      (planned) => [planned.key, resourceEntry(planned.resource.definition)] as const,
    ),
  );
  const ops = section([...target.nodes].map(([name, node]) => [name, nodeEntry(node)] as const));
  const loggers = section(
    Object.entries(target.loggers).map(
      ([key, logger]) =>
        [key, entryOf(logger.fixed === undefined ? logger.config : undefined, undefined)] as const,
    ),
  );
  const required = [...(resources.required ? ["resources"] : []), ...(ops.required ? ["ops"] : [])];
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `Run config of ${target.jobName}`,
    type: "object",
    additionalProperties: false,
    properties: {
      resources: resources.schema,
      ops: ops.schema,
      execution: {
        type: "object",
        additionalProperties: false,
        properties: { config: schemaOf(executionConfigSchema) },
      },
      loggers: loggers.schema,
      inputs: {
        type: "object",
        additionalProperties: {
          type: "object",
          required: ["value"],
          additionalProperties: false,
          properties: { value: {} },
        },
      },
    },
    ...(required.length === 0 ? {} : { required }),
  };
}

interface Entry {
  readonly schema: JsonSchema;
  readonly required: boolean;
}

function section(entries: readonly (readonly [string, Entry])[]): Entry {
  const required = entries.filter(([, entry]) => entry.required).map(([key]) => key);
  return {
    schema: {
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(entries.map(([key, entry]) => [key, entry.schema])),
      ...(required.length === 0 ? {} : { required }),
    },
    required: required.length > 0,
  };
}

function resourceEntry(definition: ResourceDefinition): Entry {
  const fixed = definition.fixed !== undefined && "config" in definition.fixed;
  return entryOf(fixed ? undefined : definition.config, definition.description);
}

function nodeEntry(node: OpDefinition | GraphDefinition): Entry {
  if (node.kind === "op") {
    const entry = entryOf(node.fixed === undefined ? node.config : undefined, node.description);
    const inputs =
      node.inputs.length === 0
        ? {}
        : {
            inputs: {
              type: "object",
              properties: Object.fromEntries(
                node.inputs.map((input) => [
                  input.name,
                  { type: "object", properties: { value: {} } },
                ]),
              ),
            },
          };
    const outputs = {
      outputs: {
        type: "object",
        properties: Object.fromEntries(node.outputs.map((output) => [output.name, {}])),
        additionalProperties: false,
      },
    };
    return {
      ...entry,
      schema: {
        ...entry.schema,
        properties: { ...(entry.schema["properties"] as object), ...inputs, ...outputs },
      },
    };
  }
  if (node.configMapping !== undefined) return entryOf(node.configMapping.schema, node.description);
  const inner = section(
    node.nodes.map((invocation) => [invocation.name, nodeEntry(invocation.definition)] as const),
  );
  return {
    schema: {
      type: "object",
      additionalProperties: false,
      properties: { ops: inner.schema, inputs: { type: "object" } },
      ...(inner.required ? { required: ["ops"] } : {}),
    },
    required: inner.required,
  };
}

function entryOf(schema: Schema | undefined, description: string | undefined): Entry {
  const config = schema === undefined ? undefined : schemaOf(schema);
  const required = schema !== undefined && isRequired(schema) && needsValue(schema);
  return {
    schema: {
      type: "object",
      additionalProperties: false,
      properties: config === undefined ? {} : { config },
      ...(required ? { required: ["config"] } : {}),
      ...(description === undefined ? {} : { description }),
    },
    required,
  };
}

/** Whether an empty object does not do either. */
function needsValue(schema: Schema): boolean {
  const result = schema["~standard"].validate({});
  if (result instanceof Promise) {
    result.catch(() => undefined);
    return false;
  }
  return result.issues !== undefined;
}

/** The JSON Schema of one schema; scalars may be references to environment variables. */
export function schemaOf(schema: Schema): JsonSchema {
  const exported = exportSchema(schema);
  if (exported === undefined)
    return {
      $comment: `a schema of ${schema["~standard"].vendor} that does not export JSON Schema`,
    };
  const { $schema: _, ...rest } = withReferences(exported) as JsonSchema & {
    readonly $schema?: unknown;
  };
  return rest;
}

function exportSchema(schema: Schema): JsonSchema | undefined {
  if (schema["~standard"].vendor === "zod") {
    return z.toJSONSchema(schema as unknown as z.ZodType, {
      io: "input",
      unrepresentable: "any",
      override: ({ zodSchema, jsonSchema }) => {
        const { def } = zodSchema as unknown as {
          readonly def: { readonly type: string; readonly catchall?: unknown };
        };
        if (def.type === "object" && def.catchall === undefined)
          jsonSchema.additionalProperties = false;
      },
    }) as JsonSchema;
  }
  const own = schema as unknown as {
    readonly toJSONSchema?: () => JsonSchema;
    readonly toJsonSchema?: () => JsonSchema;
  };
  const standard = schema["~standard"] as unknown as {
    readonly jsonSchema?: { readonly input?: (options: { readonly target: string }) => JsonSchema };
  };
  try {
    return (
      standard.jsonSchema?.input?.({ target: "draft-2020-12" }) ??
      own.toJSONSchema?.() ??
      own.toJsonSchema?.()
    );
  } catch {
    return undefined;
  }
}

const reference = {
  type: "object",
  properties: { env: { type: "string" } },
  required: ["env"],
  additionalProperties: false,
  description: "the value of an environment variable",
};
const fileReference = {
  type: "object",
  properties: { file: { type: "string" } },
  required: ["file"],
  additionalProperties: false,
  description: "the content of a file",
};
const scalars: ReadonlySet<unknown> = new Set(["string", "number", "integer", "boolean"]);

function withReferences(schema: unknown, depth = 0): unknown {
  if (typeof schema !== "object" || schema === null || depth > 64) return schema;
  if (Array.isArray(schema)) return schema.map((item: unknown) => withReferences(item, depth + 1));
  const plain = schema as JsonSchema;
  if (scalars.has(plain["type"])) {
    const { description, default: fallback, ...rest } = plain;
    const secret = plain["writeOnly"] === true;
    return {
      anyOf: secret ? [reference, fileReference] : [rest, reference],
      ...(description === undefined ? {} : { description }),
      ...(fallback === undefined ? {} : { default: fallback }),
    };
  }
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(plain)) {
    if (key === "properties" || key === "$defs" || key === "patternProperties") {
      result[key] = Object.fromEntries(
        Object.entries(value as object).map(([name, inner]: [string, unknown]) => [
          name,
          withReferences(inner, depth + 1),
        ]),
      );
    } else if (
      ["items", "additionalProperties", "anyOf", "oneOf", "allOf", "prefixItems", "not"].includes(
        key,
      )
    ) {
      result[key] = withReferences(value, depth + 1);
    } else {
      result[key] = value;
    }
  }
  return result;
}
