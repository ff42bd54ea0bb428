import { didYouMean, listed } from "../definitions/fault.ts";
import type { OpDefinition } from "../definitions/op-definition.ts";
import { contextMember } from "../context/context-errors.ts";
import { CoreError } from "../errors.ts";
import { acceptsEverything } from "../schema/schema.ts";
import { checkType } from "../execution/check-type.ts";

/**
 * Calls the body of an op or asset with inputs and a context, outside any run. Results of generators come as a list.
 *
 * @throws CORE_INVALID_INVOCATION for missing or unknown inputs
 */
export async function invokeBody(
  definition: OpDefinition,
  inputs: Readonly<Record<string, unknown>>,
  context: object | undefined,
): Promise<unknown> {
  const known = definition.inputs.map((input) => input.name);
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(inputs)) {
    if (!known.includes(name)) {
      throw new CoreError({
        code: "CORE_INVALID_INVOCATION",
        message: `"${definition.name}" has no input "${name}"`,
        hint: didYouMean(name, known) ?? `Its inputs are ${listed(known)}.`,
      });
    }
  }
  for (const input of definition.inputs) {
    if (!Object.hasOwn(inputs, input.name) && input.defaultValue === undefined) {
      throw new CoreError({
        code: "CORE_INVALID_INVOCATION",
        message: `input "${input.name}" of "${definition.name}" was not given`,
        hint: `Its inputs are ${listed(known)}.`,
      });
    }
    const value = Object.hasOwn(inputs, input.name)
      ? inputs[input.name]
      : input.defaultValue?.value;
    values[input.name] =
      input.schema === undefined || acceptsEverything(input.schema) || isKeyed(value)
        ? value
        : await checkType(input.schema, value, `input "${input.name}" of "${definition.name}"`);
  }
  const body = definition.body as (inputs: unknown, context: unknown) => unknown;
  const result = await body(values, context ?? missingContext(definition.name));
  return drain(result);
}

async function drain(result: unknown): Promise<unknown> {
  if (
    typeof result !== "object" ||
    result === null ||
    !Object.prototype.toString.call(result).endsWith("Generator]")
  )
    return result;
  const pieces: unknown[] = [];
  for await (const piece of result as AsyncIterable<unknown>) pieces.push(piece);
  return pieces;
}

function isKeyed(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as { readonly kind?: unknown }).kind === "partitioned-input"
  );
}

function missingContext(name: string): object {
  return new Proxy(
    {},
    {
      get(_, member) {
        if (typeof member === "symbol" || member === "then") return undefined;
        throw contextMember(
          `"${name}" uses context.${member}, but was called without a context`,
          "Give one: buildOpContext({ … }) of @heddle/core/testing.",
        );
      },
    },
  );
}
