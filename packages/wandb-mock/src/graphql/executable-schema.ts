import {
  buildASTSchema,
  concatAST,
  GraphQLError,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  parse,
  type GraphQLSchema,
} from "graphql";
import type { Context } from "../context.ts";
import { typeOfId } from "./ids.ts";
import type { ResolverMap } from "./resolver.ts";

/**
 * Joins schema documents and resolvers. A resolver for a field that does not exist, a field with two
 * resolvers and a root field without one are defects of the maps, and throw.
 */
export function makeExecutableSchema(
  documents: readonly string[],
  maps: readonly ResolverMap[],
): GraphQLSchema {
  const schema = buildASTSchema(concatAST(documents.map((text) => parse(text))));
  const seen = new Set<string>();
  for (const [typeName, fields] of maps.flatMap((map) => Object.entries(map))) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new TypeError(`the schema has no object type ${typeName}`);
    for (const [fieldName, resolver] of Object.entries(fields)) {
      const path = `${typeName}.${fieldName}`;
      const field = type.getFields()[fieldName];
      if (field === undefined) throw new TypeError(`the schema has no field ${path}`);
      if (seen.has(path)) throw new TypeError(`${path} has two resolvers`);
      seen.add(path);
      field.resolve = (source: unknown, args: unknown, context: Context) =>
        resolver(source as never, args as never, context);
    }
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) && !type.name.startsWith("__")) {
      const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
      for (const field of Object.values(type.getFields())) {
        if (field.resolve !== undefined) continue;
        if (isRoot) throw new TypeError(`${type.name}.${field.name} has no resolver`);
        field.resolve = (source: unknown) => memberOf(source, type.name, field.name);
      }
    } else if (isInterfaceType(type) || isUnionType(type)) {
      type.resolveType = (value: unknown) => concreteType(value);
    } else if (isScalarType(type)) {
      defineScalar(type);
    }
  }
  return schema;
}

function memberOf(source: unknown, typeName: string, fieldName: string): unknown {
  if (typeof source === "object" && source !== null && fieldName in source) {
    return (source as Readonly<Record<string, unknown>>)[fieldName];
  }
  throw new Error(`${typeName}.${fieldName} has no answer`);
}

/** Abstract types are told apart by the record's kind or its id. */
function concreteType(value: unknown): string {
  const record = value as { readonly kind?: unknown; readonly id: string };
  if (record.kind === "SEQUENCE") return "ArtifactSequence";
  if (record.kind === "PORTFOLIO") return "ArtifactPortfolio";
  return typeOfId(record.id) ?? "unknown";
}

type Scalar = Extract<ReturnType<GraphQLSchema["getType"]>, { coerceInputValue: unknown }> & {
  name: string;
};

function defineScalar(scalar: Scalar): void {
  switch (scalar.name) {
    case "JSONString":
      scalar.coerceOutputValue = asString(scalar.name);
      scalar.coerceInputValue = asString(scalar.name);
      break;
    case "DateTime":
      scalar.coerceOutputValue = (value: unknown) =>
        new Date(value as number).toISOString().replace(/\.\d+Z$/, "Z");
      scalar.coerceInputValue = asString(scalar.name);
      break;
    case "Int64":
    case "Duration":
      scalar.coerceOutputValue = asInteger(scalar.name);
      scalar.coerceInputValue = asInteger(scalar.name);
      break;
    default:
      break;
  }
}

function asString(scalar: string): (value: unknown) => string {
  return (value) => {
    if (typeof value === "string") return value;
    throw new GraphQLError(
      `${scalar} cannot represent a non string value: ${JSON.stringify(value)}`,
    );
  };
}

function asInteger(scalar: string): (value: unknown) => number {
  return (value) => {
    const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
    if (typeof number === "number" && Number.isSafeInteger(number)) return number;
    throw new GraphQLError(
      `${scalar} cannot represent non-integer value: ${JSON.stringify(value)}`,
    );
  };
}
