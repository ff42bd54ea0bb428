import { decodeRawUnicodeEscape, decodeStringLiteral } from "../pickle/decode/text.ts";
import type { Operation } from "./operations.ts";

/** How many values an opcode takes from the stack and how many it leaves; those not listed leave one. */
const effects: ReadonlyMap<string, readonly [takes: number, leaves: number]> = new Map<
  string,
  readonly [number, number]
>([
  ["PROTO", [0, 0]],
  ["FRAME", [0, 0]],
  ["RAW", [0, 0]],
  ["READONLY_BUFFER", [0, 0]],
  ["APPEND", [1, 0]],
  ["BUILD", [1, 0]],
  ["STOP", [1, 0]],
  ["SETITEM", [2, 0]],
  ["TUPLE1", [1, 1]],
  ["BINPERSID", [1, 1]],
  ["TUPLE2", [2, 1]],
  ["REDUCE", [2, 1]],
  ["NEWOBJ", [2, 1]],
  ["STACK_GLOBAL", [2, 1]],
  ["TUPLE3", [3, 1]],
  ["NEWOBJ_EX", [3, 1]],
]);

/** Opcodes that take all down to the last mark, and whether they leave a value. */
const closers: ReadonlyMap<string, boolean> = new Map([
  ...["TUPLE", "LIST", "DICT", "FROZENSET", "OBJ", "INST"].map((name) => [name, true] as const),
  ...["APPENDS", "SETITEMS", "ADDITEMS", "POP_MARK"].map((name) => [name, false] as const),
]);

/** Follows the texts of a pickle through stack and memo, so that STACK_GLOBAL's names are known without building anything. */
export class TextTracker {
  /** Undefined for what is no text, or none that is known. */
  readonly #stack: (string | undefined)[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, string | undefined>();

  /** Module and name that STACK_GLOBAL would take; undefined for what a call or another pickle makes. */
  get lastTwo(): [module: string | undefined, name: string | undefined] {
    return [this.#stack.at(-2), this.#stack.at(-1)];
  }

  follow({ opcode, argument }: Operation): void {
    const stack = this.#stack;
    switch (opcode) {
      case "MARK":
        this.#marks.push(stack.length);
        return;
      case "POP":
        if (stack.length > (this.#marks.at(-1) ?? 0)) stack.pop();
        else this.#marks.pop();
        return;
      case "DUP":
        stack.push(stack.at(-1));
        return;
      case "MEMOIZE":
        this.#memo.set(this.#memo.size, stack.at(-1));
        return;
      case "BINPUT":
      case "LONG_BINPUT":
      case "PUT":
        this.#memo.set(Number(argument), stack.at(-1));
        return;
      case "BINGET":
      case "LONG_BINGET":
      case "GET":
        stack.push(this.#memo.get(Number(argument)));
        return;
      default:
    }
    const leaves = closers.get(opcode);
    if (leaves !== undefined) {
      stack.length = this.#marks.pop() ?? 0;
      if (leaves) stack.push(undefined);
      return;
    }
    const [takes, made] = effects.get(opcode) ?? [0, 1];
    stack.length = Math.max(0, stack.length - takes);
    if (made === 1) stack.push(textOf(opcode, argument));
  }
}

/** The text that an opcode pushes, as the decoder reads it. */
function textOf(opcode: string, argument: Operation["argument"]): string | undefined {
  switch (opcode) {
    case "SHORT_BINUNICODE":
    case "BINUNICODE":
    case "BINUNICODE8":
      return String(argument);
    case "UNICODE":
      return decodeRawUnicodeEscape(String(argument));
    case "SHORT_BINSTRING":
    case "BINSTRING":
      return argument instanceof Uint8Array ? decoder.decode(argument) : undefined;
    case "STRING": {
      const bytes = decodeStringLiteral(String(argument));
      return bytes === undefined ? undefined : decoder.decode(bytes);
    }
    default:
      return undefined;
  }
}

const decoder = new TextDecoder();
