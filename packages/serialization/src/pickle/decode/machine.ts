import { PickleError } from "../../errors.ts";
import { opcodeName } from "../opcodes.ts";
import { Fault, fault } from "./fault.ts";
import { MachineLoop } from "./loop.ts";
import { pathAt } from "./path.ts";

/** A part of a stream that is no opcode of the pickle around it: the items of an array, or a pickle of their own. */
export interface StreamSection {
  readonly kind: "raw" | "pickle";
  /** Offset in the (uncompressed) stream. */
  readonly offset: number;
  readonly length: number;
}

/**
 * The pickle machine: a loop over opcodes with a stack, marks and a memo.
 *
 * It runs over whatever bytes it has. While more may come it stops before an opcode whose bytes are not all there
 * and goes on when more were fed, which is how streams are read; nothing has happened to the machine by then,
 * because every opcode reads its argument before it has an effect.
 */
export class Machine extends MachineLoop {
  /** What stands in the stream besides this pickle's own opcodes, in order. */
  readonly sections: StreamSection[] = [];

  /**
   * Runs until STOP or until bytes are missing.
   *
   * @returns whether STOP was reached
   * @throws PickleError
   */
  run(): boolean {
    this.between = false;
    try {
      return this.loop();
    } catch (cause) {
      throw this.error(cause);
    }
  }

  takeRaw(count: number): Uint8Array {
    const from = this.position;
    if (from < this.frameEnd) fault("SERIALIZATION_FRAME", "raw bytes begin inside a frame");
    if (count > this.bytes.length - from) {
      fault(
        "SERIALIZATION_TRUNCATED",
        `${count} raw bytes follow, but only ${this.bytes.length - from} are left`,
      );
    }
    this.position = from + count;
    this.sections.push({ kind: "raw", offset: this.base + from, length: count });
    return this.bytes.subarray(from, from + count);
  }

  takeNested(): unknown {
    const nested = new Machine(this.known, { ...this.options, trailing: "ignore" });
    nested.depth = this.depth + 1;
    if (nested.depth > 64) fault("SERIALIZATION_LIMIT", "pickles are nested more than 64 deep");
    nested.allocated = this.allocated;
    nested.received = this.received;
    nested.objects = this.objects;
    nested.feed(this.bytes.subarray(this.position), true, false);
    nested.base = this.offset;
    nested.run();
    const { position: length } = nested;
    this.sections.push({ kind: "pickle", offset: nested.base, length }, ...nested.sections);
    this.position += nested.position;
    this.allocated = nested.allocated;
    this.received = nested.received;
    this.objects = nested.objects;
    return nested.result;
  }

  protected error(cause: unknown): PickleError {
    const { start } = this;
    const opcode = this.bytes[start];
    const place = {
      offset: this.base + start,
      opcode: this.between || opcode === undefined ? undefined : opcodeName(opcode),
      path: safely(() => pathAt(this.stack, this.size, this.marks, opcode)),
    };
    const known = safely(() => {
      if (cause instanceof Fault) {
        const { code, message, details, hint } = cause;
        return new PickleError({ code, message, details, hint, ...place });
      }
      if (cause instanceof PickleError) {
        if (cause.offset !== undefined) return cause;
        const { code, message, details, hint } = cause;
        return new PickleError({ code, message, details, hint, cause: cause.cause, ...place });
      }
      if (!(cause instanceof RangeError)) return undefined;
      const message = `the platform's limit was reached: ${cause.message}`;
      return new PickleError({ code: "SERIALIZATION_LIMIT", message, cause, ...place });
    });
    if (known !== undefined) return known;
    const why = safely(() => (cause instanceof Error ? cause.message : String(cause)));
    return new PickleError({
      code: "SERIALIZATION_HOOK_FAILED",
      message: `a hook failed: ${why ?? "what it threw cannot be shown"}`,
      cause,
      ...place,
    });
  }
}

/** What a look at values of hooks gives: they may be proxies, or have getters, that throw. */
function safely<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
