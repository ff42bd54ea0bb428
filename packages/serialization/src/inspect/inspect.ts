import { matches } from "../pickle/decode/globals.ts";
import { toNewName } from "../pickle/fix-imports.ts";
import { dangerousGlobals } from "./dangerous.ts";
import { type Operation, operations } from "./operations.ts";

/** A global that a pickle names. */
export interface GlobalUse {
  /** As the stream spells it. */
  readonly module: string;
  readonly name: string;
  /** Offset of the opcode that names it first. */
  readonly offset: number;
  /** Whether it is one of `dangerousGlobals`. */
  readonly dangerous: boolean;
}

/** What a pickle is made of. */
export interface Inspection {
  /** The protocol that it declares; 0 when it declares none. */
  readonly protocol: number;
  readonly operations: readonly Operation[];
  /** Each global once, in the order of the stream. */
  readonly globals: readonly GlobalUse[];
  /** Entries of the memo. */
  readonly memoSize: number;
  /** Offset after STOP; what follows is not part of the pickle. */
  readonly end: number;
}

/**
 * Takes a pickle apart without building or running anything, as Python's `pickletools` does.
 *
 * Globals that a stream puts together from strings (STACK_GLOBAL) are followed through stack and memo.
 *
 * @throws PickleError for an unknown opcode or an input that ends too early
 *
 * @example
 * ```ts
 * const { globals } = inspect(bytes);
 * if (globals.some((global) => global.dangerous)) throw new Error("do not load this");
 * ```
 */
export function inspect(bytes: Uint8Array): Inspection {
  const found = new Map<string, GlobalUse>();
  const texts = new TextTracker();
  const all: Operation[] = [];
  let protocol = 0;
  let memoSize = 0;
  for (const operation of operations(bytes)) {
    all.push(operation);
    const { opcode, argument, offset } = operation;
    if (opcode === "PROTO") protocol = Number(argument);
    if (/PUT$|^MEMOIZE$/.test(opcode)) memoSize += 1;
    const pair =
      opcode === "STACK_GLOBAL"
        ? texts.lastTwo()
        : opcode === "GLOBAL" || opcode === "INST"
          ? splitName(String(argument))
          : undefined;
    if (pair !== undefined) {
      const [module, name] = pair;
      const key = `${module} ${name}`;
      const modern = protocol < 3 ? toNewName(module, name) : { module, name };
      const dangerous = matches(dangerousGlobals, modern.module, modern.name);
      if (!found.has(key)) found.set(key, { module, name, offset, dangerous });
    }
    texts.follow(operation);
  }
  const last = all.at(-1)!;
  return {
    protocol,
    operations: all,
    globals: [...found.values()],
    memoSize,
    end: last.offset + last.length,
  };
}

function splitName(text: string): [string, string] {
  const cut = text.indexOf(" ");
  return [text.slice(0, cut), text.slice(cut + 1)];
}

/** Follows texts through the top of the stack and the memo, as far as STACK_GLOBAL needs them. */
class TextTracker {
  /** What was pushed last; undefined for what is no text. */
  readonly #recent: (string | undefined)[] = [];
  readonly #memo = new Map<number, string | undefined>();
  #memoSize = 0;

  lastTwo(): [string, string] {
    const [module, name] = this.#recent.slice(-2);
    return [module ?? "?", name ?? "?"];
  }

  follow({ opcode, argument }: Operation): void {
    switch (opcode) {
      case "SHORT_BINUNICODE":
      case "BINUNICODE":
      case "BINUNICODE8":
      case "UNICODE":
        this.#push(String(argument));
        break;
      case "MEMOIZE":
        this.#memo.set(this.#memoSize, this.#recent.at(-1));
        this.#memoSize += 1;
        break;
      case "BINPUT":
      case "LONG_BINPUT":
      case "PUT":
        this.#memo.set(Number(argument), this.#recent.at(-1));
        this.#memoSize += 1;
        break;
      case "BINGET":
      case "LONG_BINGET":
      case "GET":
        this.#push(this.#memo.get(Number(argument)));
        break;
      case "FRAME":
      case "PROTO":
      case "MARK":
        break;
      default:
        this.#push(undefined);
    }
  }

  #push(text: string | undefined): void {
    this.#recent.push(text);
    if (this.#recent.length > 64) this.#recent.splice(0, 32);
  }
}
