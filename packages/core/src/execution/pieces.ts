import type { ProducedValue } from "./store-output.ts";

/** What a result object says besides its value. */
export function produced(given: {
  readonly metadata?: ProducedValue["metadata"];
  readonly partitionKey?: string;
  readonly dataVersion?: string;
  readonly tags?: Readonly<Record<string, string>>;
}): Pick<ProducedValue, "metadata" | "partitionKey" | "dataVersion" | "tags"> {
  return {
    metadata: given.metadata ?? {},
    partitionKey: given.partitionKey,
    dataVersion: given.dataVersion,
    tags: given.tags ?? {},
  };
}

const pieceKinds: ReadonlySet<unknown> = new Set([
  "output",
  "dynamic-output",
  "materialize-result",
  "asset-check-result",
  "asset-materialization",
  "asset-observation",
  "expectation-result",
]);

/** The kind of a result object or event; undefined for a plain value. */
export function kindOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const kind = (value as { readonly kind?: unknown }).kind;
  return pieceKinds.has(kind) ? (kind as string) : undefined;
}

/** Whether a value is a result object or event. */
export function isPiece(value: unknown): boolean {
  return kindOf(value) !== undefined;
}

/** Whether a body returned a generator. */
export function isGenerator(value: unknown): value is Generator | AsyncGenerator {
  if (typeof value !== "object" || value === null) return false;
  const candidate = value as {
    readonly next?: unknown;
    readonly [Symbol.iterator]?: unknown;
    readonly [Symbol.asyncIterator]?: unknown;
  };
  return (
    typeof candidate.next === "function" &&
    (Symbol.asyncIterator in candidate || Symbol.iterator in candidate) &&
    Object.prototype.toString.call(value).endsWith("Generator]")
  );
}

/** A value in words, for messages. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return Array.isArray(value)
    ? "a list"
    : typeof value === "object"
      ? `a ${value.constructor?.name ?? "object"}`
      : `a ${typeof value}`;
}
