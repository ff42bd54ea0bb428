import { matches, maxName } from "../pickle/decode/globals.ts";
import { inputBytes } from "../pickle/decode/input-bytes.ts";
import { toNewName } from "../pickle/fix-imports.ts";
import { dangerousGlobals } from "./dangerous.ts";
import type { StreamSection } from "../pickle/decode/machine.ts";
import { type Operation, operations } from "./operations.ts";
import { TextTracker } from "./text-tracker.ts";

/** A global that a pickle names. */
export interface GlobalUse {
  /** As the stream spells it, cut after 2000 characters; `?` for a name that is not written in it but made by a call or kept in another pickle. */
  readonly module: string;
  readonly name: string;
  /** Offset of the opcode that names it first. */
  readonly offset: number;
  /** Whether it is one of `dangerousGlobals`, or may be one since its name is not known. */
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
  /** Bytes that follow: another pickle, say. */
  readonly rest: number;
}

/**
 * Takes a pickle apart without building or running anything, as Python's `pickletools` does.
 *
 * Globals that a stream puts together from strings (STACK_GLOBAL) are followed through stack and memo. Files of joblib, whose
 * arrays stand between the opcodes, are for `inspectJoblib`.
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
  return inspectStream(inputBytes(bytes), []);
}

/** An inspection of a stream in which other things stand between the opcodes. */
export function inspectStream(bytes: Uint8Array, sections: readonly StreamSection[]): Inspection {
  // A name that is not known must not pass for one that is spelt `?`.
  const found = new Map<string, Set<string>>();
  const unclear = new Map<string, Set<string>>();
  const globals: GlobalUse[] = [];
  const all: Operation[] = [];
  // A pickle inside another has a stack and a memo of its own.
  const trackers = [new TextTracker()];
  const nested = new Set(
    sections.flatMap((section) => (section.kind === "pickle" ? [section.offset] : [])),
  );
  let protocol = 0;
  let memoSize = 0;
  for (const operation of operations(bytes, 0, sections)) {
    all.push(operation);
    const { opcode, argument, offset } = operation;
    if (nested.has(offset)) trackers.push(new TextTracker());
    const texts = trackers.at(-1)!;
    if (opcode === "PROTO") protocol = Math.max(protocol, Number(argument));
    if (/PUT$|^MEMOIZE$/.test(opcode)) memoSize += 1;
    const pair =
      opcode === "STACK_GLOBAL"
        ? texts.lastTwo
        : opcode === "GLOBAL" || opcode === "INST"
          ? splitName(String(argument))
          : undefined;
    if (pair !== undefined) {
      const [module, name] = pair.map((text) => cutName(text ?? "?")) as [string, string];
      const isKnown = pair[0] === module && pair[1] === name;
      const modules = isKnown ? found : unclear;
      let names = modules.get(module);
      if (names === undefined) modules.set(module, (names = new Set()));
      if (!names.has(name)) {
        names.add(name);
        const modern = toNewName(module, name);
        const dangerous =
          !isKnown ||
          matches(dangerousGlobals, module, name) ||
          matches(dangerousGlobals, modern.module, modern.name);
        globals.push({ module, name, offset, dangerous });
      }
    }
    texts.follow(operation);
    if (opcode === "STOP" && trackers.length > 1) trackers.pop();
  }
  const last = all.at(-1)!;
  const end = last.offset + last.length;
  return {
    protocol,
    operations: all,
    globals,
    memoSize,
    end,
    rest: bytes.length - end,
  };
}

/** A name that no decoder takes is shown by its begin. */
function cutName(text: string): string {
  return text.length > maxName ? `${text.slice(0, maxName)}…` : text;
}

function splitName(text: string): [string, string] {
  const cut = text.indexOf(" ");
  return [text.slice(0, cut), text.slice(cut + 1)];
}
