import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
  type GraphQLSchema,
} from "graphql";
import { invalid } from "./rejection.ts";

interface Constraint {
  readonly max?: number;
  readonly pattern?: RegExp;
}

/**
 * Checks variables against the schema's `@constraints(max:, pattern:)`: `max` bounds the characters of
 * a string or the members of a list.
 *
 * @returns the function that throws a Rejection for the first value that breaks one
 */
export function constraintChecker(
  schema: GraphQLSchema,
): (type: GraphQLInputType, value: unknown, path: string) => void {
  const constraints = new Map<string, Constraint>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isInputObjectType(type)) continue;
    for (const field of type.astNode?.fields ?? []) {
      const directive = field.directives?.find(({ name }) => name.value === "constraints");
      if (directive === undefined) continue;
      const found: { max?: number; pattern?: RegExp } = {};
      for (const { name, value } of directive.arguments ?? []) {
        if (name.value === "max" && value.kind === "IntValue") found.max = Number(value.value);
        if (name.value === "pattern" && value.kind === "StringValue") {
          found.pattern = new RegExp(value.value, "u");
        }
      }
      constraints.set(`${type.name}.${field.name.value}`, found);
    }
  }
  const check = (type: GraphQLInputType, value: unknown, path: string): void => {
    if (value === null || value === undefined) return;
    if (isNonNullType(type)) {
      check(type.ofType, value, path);
      return;
    }
    if (isListType(type)) {
      if (!Array.isArray(value)) return;
      for (const [index, item] of value.entries()) check(type.ofType, item, `${path}[${index}]`);
      return;
    }
    const named = getNamedType(type);
    if (!isInputObjectType(named) || typeof value !== "object") return;
    for (const [name, field] of Object.entries(named.getFields())) {
      const member = (value as Readonly<Record<string, unknown>>)[name];
      const constraint = constraints.get(`${named.name}.${name}`);
      if (constraint !== undefined) enforce(constraint, member, `${path}.${name}`);
      check(field.type, member, `${path}.${name}`);
    }
  };
  return check;
}

function enforce(constraint: Constraint, value: unknown, path: string): void {
  if (typeof value !== "string" && !Array.isArray(value)) return;
  if (constraint.max !== undefined && value.length > constraint.max) {
    throw invalid(`${path} exceeds the maximum length of ${constraint.max}`);
  }
  if (typeof value === "string" && constraint.pattern?.test(value) === false) {
    throw invalid(`${path} does not match the pattern ${constraint.pattern.source}`);
  }
}
