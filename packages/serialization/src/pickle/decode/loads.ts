import { PickleError } from "../../errors.ts";
import { knownGlobals } from "../../types/known-globals.ts";
import { inputBytes } from "./input-bytes.ts";
import { Machine } from "./machine.ts";
import type { LoadsOptions } from "./options.ts";

/**
 * Decodes one pickle of any protocol (0 to 5) without running any code.
 *
 * Python's values become JavaScript's as the options say; a global without a counterpart is an error unless
 * the policy is `"inspect"` or `allow` names it.
 *
 * @param bytes the pickle; what follows its end is ignored unless `trailing: "error"`
 * @returns the value; check its shape before use, it comes from outside
 * @throws PickleError `SERIALIZATION_…` with offset, opcode and path
 *
 * @example
 * ```ts
 * const rows = loads(await readFile("output.pickle"));
 * ```
 */
export function loads(bytes: Uint8Array, options: LoadsOptions = {}): unknown {
  const input = inputBytes(bytes);
  const machine = new Machine(knownGlobals, options);
  machine.feed(input, true);
  machine.run();
  return machine.result;
}

/** Decodes all pickles that stand one after the other; each has its own memo. */
export function loadsAll(bytes: Uint8Array, options: LoadsOptions = {}): unknown[] {
  const input = inputBytes(bytes);
  const machine = new Machine(knownGlobals, { ...options, trailing: "ignore" });
  machine.feed(input, true);
  const values: unknown[] = [];
  while (machine.rest.length > 0) {
    machine.run();
    values.push(machine.result);
    machine.reset();
  }
  return values;
}

/**
 * Decodes one pickle from a stream, holding only what is not yet decoded.
 *
 * @param source chunks of any size, such as a web stream or a Node stream
 * @throws PickleError as {@link loads}; the source is closed early when the pickle ends or is faulty
 */
export async function loadsFrom(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: LoadsOptions = {},
): Promise<unknown> {
  const machine = new Machine(knownGlobals, options, false);
  let waiting: Uint8Array[] = [];
  let size = 0;
  let wanted = 1;
  for await (const chunk of source) {
    waiting.push(inputBytes(chunk));
    size += chunk.length;
    if (size < wanted) continue;
    machine.feed(join(machine.rest, waiting), false);
    waiting = [];
    size = 0;
    if (machine.run()) return machine.result;
    // What is left is the begin of one opcode: wait for as much again, so that a long payload costs linear time.
    wanted = Math.max(1, machine.rest.length);
  }
  machine.feed(join(machine.rest, waiting), true);
  if (machine.run()) return machine.result;
  throw new PickleError({
    code: "SERIALIZATION_TRUNCATED",
    message: "the input ends before STOP",
    offset: machine.offset,
  });
}

function join(first: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  let size = first.length;
  for (const chunk of others) size += chunk.length;
  const whole = new Uint8Array(size);
  whole.set(first);
  let at = first.length;
  for (const chunk of others) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
