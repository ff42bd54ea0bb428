import { PickleError, type SerializationErrorCode } from "../../errors.ts";
import type { PyObject } from "../../python/nodes.ts";
import type { NdArray } from "../../types/numpy/nd-array.ts";
import { segment } from "../decode/path.ts";
import { PickleMemo } from "./memo.ts";
import { type DumpsOptions, type ResolvedDumpsOptions, resolveDumpsOptions } from "./options.ts";
import { Step, TaskStack } from "./tasks.ts";
import { PickleWriter } from "./writer.ts";

/**
 * What the pickler remembers between values: options, output, memo and the levels that are open. It is built up in
 * layers, one file each: this state, atoms, containers, reductions, the loop.
 */
export abstract class PicklerState {
  readonly options: ResolvedDumpsOptions;
  readonly writer: PickleWriter;
  /** How arrays are written outside the opcodes, if they are. */
  onArray:
    | ((array: NdArray) => { wrapper: PyObject; write: (writer: PickleWriter) => void })
    | undefined;
  protected readonly protocol: number;
  protected readonly interned: boolean;
  protected readonly allFloats: boolean;
  protected readonly memo = new PickleMemo();
  protected readonly globals = new Map<string, number>();
  protected readonly extensions: ReadonlyMap<string, number>;
  protected readonly exact: boolean;
  /** Bytes in the writer from which on a long batch makes room for whoever takes them. */
  protected pause = Number.POSITIVE_INFINITY;
  protected readonly tasks = new TaskStack();
  /** How deep the tasks may get before they are searched for a cycle. */
  protected checkedDepth = 1024;
  /** What is written in place of an object; of what must not be replaced again the object itself. */
  protected readonly replacements = new Map<object, unknown>();

  constructor(options: DumpsOptions) {
    this.options = resolveDumpsOptions(options);
    this.protocol = this.options.protocol;
    this.interned = this.options.strings === "interned";
    this.allFloats = this.options.numbers === "float";
    this.exact = this.options.profile === "c";
    this.extensions = new Map(
      Object.entries(this.options.extensions).map(([code, path]) => [path, Number(code)]),
    );
    this.writer = new PickleWriter(this.protocol >= 4);
  }

  fail(code: SerializationErrorCode, message: string): never {
    throw new PickleError({ code, message, path: this.path() });
  }

  /**
   * Writes a value without parts at once, or pushes a task for one with parts.
   *
   * @returns whether it was written at once
   */
  abstract save(value: unknown): boolean;

  protected push(
    kind: "tuple" | "frozenset" | "steps",
    value: unknown,
    items: readonly unknown[],
  ): void {
    const { tasks } = this;
    tasks.push(kind, value, items, this.memo.size);
    if (tasks.size >= this.checkedDepth) {
      this.findCycle();
      // What is honestly deep is walked again only at twice the depth, which a cycle reaches too.
      this.checkedDepth = 2 * tasks.size;
    }
  }

  /**
   * A cycle that leads through tuples and reduced objects only never reaches the memo. Met twice, such an object
   * may still be in a cycle through a list; met three times it is not.
   */
  protected findCycle(): void {
    const seen = new Map<unknown, number>();
    for (const task of this.tasks) {
      if (task.kind === "batch" || typeof task.value !== "object") continue;
      const count = (seen.get(task.value) ?? 0) + 1;
      if (count > 2) {
        this.fail(
          "SERIALIZATION_UNSUPPORTED_VALUE",
          "a cycle that consists only of tuples or arguments",
        );
      }
      seen.set(task.value, count);
    }
  }

  /** What is written in place of an object: made once, so that sharing and cycles stay what they are. */
  protected replacementOf(value: object, make: () => unknown): unknown {
    const { replacements } = this;
    const before = replacements.get(value);
    if (before === undefined || before === value) {
      const made = make();
      replacements.set(value, made);
      if (typeof made === "object" && made !== null && !replacements.has(made)) {
        replacements.set(made, made);
      }
    }
    return replacements.get(value);
  }

  /** Whether an object is asked for what stands for it; as in JSON, what a `toJSON` gave is not asked again. */
  asksToJSON(value: object): value is { toJSON(): unknown } {
    return (
      this.options.toJSON &&
      typeof (value as { readonly toJSON?: unknown }).toJSON === "function" &&
      this.replacements.get(value) !== value
    );
  }

  /** What an object's `toJSON` gives. Apart from the callers: a closure of theirs would cost each object a context. */
  protected jsonOf(value: { toJSON(): unknown }): unknown {
    return this.replacementOf(value, () => value.toJSON());
  }

  protected op(opcode: number): Step {
    return new Step(() => {
      this.writer.byte(opcode);
    });
  }

  protected memoize(value: object): void {
    this.memo.store(value);
    this.put();
  }

  /** Writes the opcode that puts the top of the stack under the index that was given last. */
  protected put(): void {
    const { writer } = this;
    const index = this.memo.size - 1;
    if (this.protocol >= 4) writer.byte(0x94);
    else if (this.protocol === 0) writer.ascii(`p${index}\n`);
    else if (index < 256) writer.opcode1(0x71, index);
    else writer.opcode4(0x72, index);
  }

  /** Writes the index of an object that was written before, if it was. */
  protected recall(value: object): boolean {
    const known = this.memo.enter(value);
    if (known === undefined) return false;
    this.get(known);
    return true;
  }

  protected get(index: number): void {
    const { writer } = this;
    if (this.protocol === 0) writer.ascii(`g${index}\n`);
    else if (index < 256) writer.opcode1(0x68, index);
    else writer.opcode4(0x6a, index);
  }

  protected path(): string {
    let path = "$";
    for (const task of this.tasks) {
      const at = task.at - 1;
      if (task.kind === "steps" || at < 0) continue;
      if (task.unit === 1) path += `[${at}]`;
      else path += at % 2 === 1 ? segment(task.items[at - 1]) : segment(task.items[at]);
      if (path.length > 400) return `${path}…`;
    }
    return path;
  }

  protected error(cause: unknown): unknown {
    if (cause instanceof PickleError) {
      // What others than the pickler found does not know its place.
      if (cause.path !== undefined || cause.offset !== undefined) return cause;
      const { code, message, hint, details } = cause;
      return new PickleError({
        code,
        message,
        hint,
        details,
        path: this.path(),
        cause: cause.cause,
      });
    }
    return new PickleError({
      code: cause instanceof RangeError ? "SERIALIZATION_LIMIT" : "SERIALIZATION_HOOK_FAILED",
      message: `a value could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      path: this.path(),
      cause,
    });
  }
}
