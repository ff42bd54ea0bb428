/**
 * One GraphQL operation with the types of its result and variables. The tests validate every document
 * against the backend's schema.
 */
export interface Operation<Result, Variables extends object> {
  /** The operation's name, as it stands in the document. */
  readonly name: string;
  /** The document. */
  readonly text: string;
  /** Whether repeating it after a conflict (409) is safe. */
  readonly isConflictSafe: boolean;
  /** Carries the types; never set. */
  readonly "~types"?: { readonly result: Result; readonly variables: Variables };
}

const documents: Operation<unknown, object>[] = [];

/**
 * Declares an operation.
 *
 * @param text a document with exactly one named operation, and its fragments
 * @param options `isConflictSafe`: repeat after 409
 */
export function operation<Result, Variables extends object>(
  text: string,
  options: { readonly isConflictSafe?: boolean } = {},
): Operation<Result, Variables> {
  const name = operationName(text) ?? anonymous;
  const declared = { name, text: text.trim(), isConflictSafe: options.isConflictSafe ?? false };
  documents.push(declared);
  return declared;
}

/** What an operation without a name is called in messages. */
export const anonymous = "Anonymous";

/** The name of a document's first operation, if it has one. */
export function operationName(text: string): string | undefined {
  return /^\s*(?:query|mutation)\s+(\w+)/m.exec(text)?.[1];
}

/** Every operation that was declared so far, for the check against the schema. */
export function declaredOperations(): readonly Operation<unknown, object>[] {
  return documents;
}
