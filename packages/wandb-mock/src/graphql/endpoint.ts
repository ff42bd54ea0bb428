import {
  execute,
  getOperationAST,
  GraphQLError,
  isInputType,
  parse,
  typeFromAST,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from "graphql";
import type { Context } from "../context.ts";
import { constraintChecker } from "./input-constraints.ts";
import { gatedFields, type GatedField } from "./feature-gates.ts";
import { Rejection } from "./rejection.ts";

/** The JSON body of a GraphQL request. */
export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** A GraphQL answer with its HTTP status. */
export interface GraphqlAnswer {
  readonly status: number;
  readonly body: { readonly data?: unknown; readonly errors?: readonly unknown[] };
  /** What the document asks for that the schema does not have. */
  readonly unknown: readonly string[];
}

/** Executes operations; `onDefect` hears of errors that are ours and not the caller's. */
export type GraphqlEndpoint = (
  request: GraphqlRequest,
  context: Context,
  onDefect: (error: unknown) => void,
) => Promise<GraphqlAnswer>;

const heldDocuments = 500;

/** Makes the endpoint for a schema. */
export function createGraphqlEndpoint(schema: GraphQLSchema): GraphqlEndpoint {
  const checkConstraints = constraintChecker(schema);
  const documents = new Map<string, PreparedDocument>();
  const prepare = (query: string): PreparedDocument => {
    const known = documents.get(query);
    if (known !== undefined) return known;
    const prepared = parseAndValidate(schema, query);
    if (documents.size >= heldDocuments) documents.clear();
    documents.set(query, prepared);
    return prepared;
  };
  return async (request, context, onDefect) => {
    const prepared = prepare(request.query);
    if ("errors" in prepared) return invalidDocument(prepared.errors);
    const { document } = prepared;
    const missing = prepared.gated.filter(({ feature }) => !context.features.has(feature));
    if (missing.length > 0) {
      return invalidDocument(missing.map(({ message }) => new GraphQLError(message)));
    }
    const operation = getOperationAST(document, request.operationName);
    try {
      for (const { variable, type } of operation?.variableDefinitions ?? []) {
        const inputType = typeFromAST(schema, type);
        if (!isInputType(inputType)) continue;
        const name = variable.name.value;
        checkConstraints(inputType, request.variables[name], name);
      }
    } catch (cause) {
      if (!(cause instanceof Rejection)) throw cause;
      return { status: cause.status, body: { errors: [{ message: cause.message }] }, unknown: [] };
    }
    const result = await execute({
      schema,
      document,
      variableValues: request.variables,
      operationName: request.operationName,
      contextValue: context,
      hideSuggestions: true,
    });
    if (result.errors === undefined)
      return { status: 200, body: { data: result.data }, unknown: [] };
    let status = 200;
    for (const error of result.errors) {
      const original = error.originalError;
      if (original instanceof Rejection) status = Math.max(status, original.status);
      else if (original !== undefined && !(original instanceof GraphQLError)) {
        status = 500;
        onDefect(original);
      } else if (result.data === undefined) status = 400;
    }
    return {
      status,
      body: { errors: result.errors.map((error) => formatError(error)), data: result.data ?? null },
      unknown: [],
    };
  };
}

type PreparedDocument =
  | { readonly errors: readonly GraphQLError[] }
  | { readonly document: DocumentNode; readonly gated: readonly GatedField[] };

function parseAndValidate(schema: GraphQLSchema, query: string): PreparedDocument {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (cause) {
    if (cause instanceof GraphQLError) return { errors: [cause] };
    throw cause;
  }
  const errors = validate(schema, document, undefined, { hideSuggestions: true });
  return errors.length > 0 ? { errors } : { document, gated: gatedFields(schema, document) };
}

function invalidDocument(errors: readonly GraphQLError[]): GraphqlAnswer {
  const unknown = errors
    .map(({ message }) => message)
    .filter((message) => /^(?:Cannot query field|Unknown )|is not defined/.test(message));
  return { status: 400, body: { errors: errors.map((error) => formatError(error)) }, unknown };
}

function formatError(error: GraphQLError): Readonly<Record<string, unknown>> {
  const original = error.originalError;
  const code = original instanceof Rejection ? original.code : undefined;
  return {
    message: error.message,
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(code === undefined ? {} : { extensions: { code } }),
  };
}
