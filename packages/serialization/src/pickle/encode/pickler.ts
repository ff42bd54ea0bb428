import { PickleError, type SerializationErrorCode } from "../../errors.ts";
import { isBytearray, isMarkedBytes } from "../../python/bytes.ts";
import { PyFrozenSet } from "../../python/frozen-set.ts";
import { PyBuffer, PyGlobal, PyObject, PyReduce, PersistentId } from "../../python/nodes.ts";
import { Ellipsis, NotImplemented, PyFloat, PyInt, PyStr } from "../../python/scalars.ts";
import { PyTuple } from "../../python/tuple.ts";
import { effectsOf } from "../decode/effects.ts";
import { NdArray } from "../../types/numpy/nd-array.ts";
import { segment } from "../decode/path.ts";
import { toOldName } from "../fix-imports.ts";
import { floatRepr, longBytes } from "./numbers.ts";
import {
  pickleReduce,
  type DumpsOptions,
  type Reduction,
  type ResolvedDumpsOptions,
  resolveDumpsOptions,
} from "./options.ts";
import { PickleMemo } from "./memo.ts";
import { reduceBytes, type Reducible, reductionOf } from "./reduction.ts";
import { BatchStep, Step, type Task } from "./tasks.ts";
import { encodeUtf8, rawUnicodeEscape, utf8Length } from "./text.ts";
import { PickleWriter } from "./writer.ts";

function hasEnumerable(value: object): boolean {
  for (const _key in value) return true;
  return false;
}

function allPrimitive(values: readonly unknown[]): boolean {
  for (let at = 0; at < values.length; at += 1) if (!isPrimitive(values[at])) return false;
  return true;
}

function isPrimitive(value: unknown): boolean {
  const type = typeof value;
  return type === "number" || type === "string" || type === "boolean" || value === null;
}

/** Types that CPython writes as `type(value)`, since no module holds them. */
const singletonTypes: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["NoneType", null],
  ["ellipsis", Ellipsis],
  ["NotImplementedType", NotImplemented],
]);

const sharedBytes: readonly object[] = Array.from({ length: 257 }, () => ({}));

/**
 * Writes one value as CPython would. Nesting is kept on an explicit stack, so depth is bounded by memory only.
 *
 * The rules (which opcode for which value, memo, batches, frames) are those of CPython's `Modules/_pickle.c`
 * and `Lib/pickle.py`; where the two differ, `profile` decides.
 */
export class Pickler {
  readonly options: ResolvedDumpsOptions;
  readonly writer: PickleWriter;
  /** How arrays are written outside the opcodes, if they are. */
  onArray:
    | ((array: NdArray) => { wrapper: PyObject; write: (writer: PickleWriter) => void })
    | undefined;
  readonly #protocol: number;
  readonly #interned: boolean;
  readonly #memo = new PickleMemo();
  readonly #globals = new Map<string, number>();
  readonly #extensions: ReadonlyMap<string, number>;
  readonly #exact: boolean;
  /** Keys and values of the object at hand, before they are written or copied. */
  readonly #scratch: unknown[] = [];
  /** Whether someone put enumerable properties on every object. */
  readonly #inherits = hasEnumerable({});
  /** Bytes in the writer from which on a long batch makes room for whoever takes them. */
  #pause = Number.POSITIVE_INFINITY;
  readonly #tasks: Task[] = [];

  constructor(options: DumpsOptions) {
    this.options = resolveDumpsOptions(options);
    this.#protocol = this.options.protocol;
    this.#interned = this.options.strings === "interned";
    this.#exact = this.options.profile === "c";
    this.#extensions = new Map(
      Object.entries(this.options.extensions).map(([code, path]) => [path, Number(code)]),
    );
    this.writer = new PickleWriter(this.#protocol >= 4);
  }

  /** Writes the whole program for `value`. */
  dump(value: unknown): void {
    this.begin(value);
    this.advance(Number.POSITIVE_INFINITY);
  }

  /** Writes the head and starts with `value`. */
  begin(value: unknown): void {
    if (this.#protocol >= 2) {
      this.writer.byte(0x80);
      this.writer.byte(this.#protocol);
    }
    this.writer.openFrame();
    try {
      this.save(value);
    } catch (cause) {
      throw this.#error(cause);
    }
  }

  /**
   * Goes on until everything is written or the writer holds more than `pause` bytes.
   *
   * @returns whether everything is written
   */
  advance(pause: number): boolean {
    const tasks = this.#tasks;
    this.#pause = pause;
    try {
      while (tasks.length > 0) {
        if (this.writer.sealed > pause) return false;
        const task = tasks[tasks.length - 1]!;
        switch (task.kind) {
          case "batch":
            this.#batch(task);
            break;
          case "tuple":
          case "frozenset":
            this.#collect(task);
            break;
          case "steps":
            this.#steps(task);
            break;
        }
      }
    } catch (cause) {
      throw this.#error(cause);
    }
    this.writer.byte(0x2e);
    this.writer.closeFrame();
    return true;
  }

  /**
   * Writes a value without parts at once, or pushes a task for one with parts.
   *
   * @returns whether it was written at once
   */
  save(value: unknown): boolean {
    const { writer } = this;
    writer.boundary();
    switch (typeof value) {
      case "string":
        this.#str(value, value);
        return true;
      case "number":
        this.#number(value);
        return true;
      case "boolean":
        this.#bool(value);
        return true;
      case "bigint":
        this.#int(value);
        return true;
      case "undefined":
        if (this.options.undefined === "error")
          this.fail("SERIALIZATION_UNSUPPORTED_VALUE", "undefined");
        writer.byte(0x4e);
        return true;
      case "object":
        if (value === null) {
          writer.byte(0x4e);
          return true;
        }
        return this.#object(value);
      default:
        return this.#reduced(value as Reducible);
    }
  }

  fail(code: SerializationErrorCode, message: string): never {
    throw new PickleError({ code, message, path: this.#path() });
  }

  #object(value: object): boolean {
    const known = this.#memo.enter(value);
    if (known !== undefined) {
      this.#get(known);
      return true;
    }
    const { persistentId } = this.options;
    if (persistentId !== undefined) {
      const id = persistentId(value);
      if (id !== undefined) return this.#persistent(id);
    }
    if (Array.isArray(value)) {
      if (value instanceof PyTuple) return this.#tuple(value);
      if (value.constructor === Array) return this.#list(value);
      return this.#reduced(value);
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      return this.#plain(value as Record<string, unknown>);
    }
    if (prototype === Map.prototype) return this.#map(value as Map<unknown, unknown>);
    if (prototype === Set.prototype) return this.#set(value as Set<unknown>);
    if (value instanceof PyFloat) this.#float(value.value);
    else if (value instanceof PyInt) this.#int(value.value);
    else if (value instanceof PyStr) this.#str(value.value, value);
    else if (value instanceof PyFrozenSet) return this.#frozenset(value);
    else if (value instanceof PyGlobal) return this.#global(value);
    else if (value instanceof PersistentId) return this.#persistent(value.id);
    else if (value instanceof PyBuffer) return this.#buffer(value);
    else if (value instanceof Uint8Array) return this.#bytes(value);
    else return this.#reduced(value);
    return true;
  }

  #number(value: number): void {
    const { writer } = this;
    const small = value | 0;
    if (small !== value || (small === 0 && 1 / value < 0) || this.options.numbers === "float") {
      if (Number.isSafeInteger(value) && !Object.is(value, -0) && this.options.numbers === "auto") {
        this.#int(BigInt(value));
      } else this.#float(value);
      return;
    }
    if (this.#protocol === 0) {
      writer.ascii(`I${small}\n`);
      return;
    }
    if (writer.size + 5 > writer.bytes.length) writer.ensure(5);
    const { bytes, size } = writer;
    if (small >= 0 && small <= 0xff) {
      bytes[size] = 0x4b;
      bytes[size + 1] = small;
      writer.size = size + 2;
    } else if (small >= 0 && small <= 0xffff) {
      bytes[size] = 0x4d;
      bytes[size + 1] = small;
      bytes[size + 2] = small >> 8;
      writer.size = size + 3;
    } else {
      bytes[size] = 0x4a;
      bytes[size + 1] = small;
      bytes[size + 2] = small >> 8;
      bytes[size + 3] = small >> 16;
      bytes[size + 4] = small >> 24;
      writer.size = size + 5;
    }
  }

  #bool(value: boolean): void {
    if (this.#protocol >= 2) this.writer.byte(value ? 0x88 : 0x89);
    else this.writer.ascii(value ? "I01\n" : "I00\n");
  }

  #int(value: bigint): void {
    const { writer } = this;
    if (value >= -2147483648n && value <= 2147483647n) {
      if (this.#protocol === 0) writer.ascii(`I${value}\n`);
      else if (value >= 0n && value <= 255n) {
        writer.byte(0x4b);
        writer.byte(Number(value));
      } else if (value >= 0n && value <= 65535n) {
        writer.byte(0x4d);
        writer.byte(Number(value) & 255);
        writer.byte(Number(value) >> 8);
      } else writer.opcode4(0x4a, Number(value) >>> 0);
      return;
    }
    if (this.#protocol < 2) {
      writer.ascii(`L${value}L\n`);
      return;
    }
    const digits = longBytes(value);
    if (digits.length <= 255) {
      writer.byte(0x8a);
      writer.byte(digits.length);
    } else writer.opcode4(0x8b, digits.length);
    writer.raw(digits);
  }

  #float(value: number): void {
    const { writer } = this;
    if (this.#protocol === 0) {
      writer.ascii(`F${floatRepr(value)}\n`);
      return;
    }
    writer.ensure(9);
    writer.bytes[writer.size] = 0x47;
    writer.view.setFloat64(writer.size + 1, value);
    writer.size += 9;
  }

  #str(text: string, identity: string | PyStr): void {
    const { writer } = this;
    // CPython keeps one object for the empty string and for each Latin-1 character.
    const single = text.length === 0 || (text.length === 1 && text.charCodeAt(0) < 256);
    const byText = single || (this.#interned && typeof identity === "string");
    if (byText) {
      const known = this.#memo.findText(text);
      if (known !== undefined) {
        this.#get(known);
        return;
      }
    }
    if (this.#protocol === 0) {
      writer.byte(0x56);
      writer.raw(rawUnicodeEscape(text));
      writer.byte(0x0a);
    } else this.#utf8(text);
    if (byText) this.#memo.storeText(text);
    else if (typeof identity === "object") this.#memo.store(identity);
    else this.#memo.size += 1;
    this.#put();
  }

  #utf8(text: string): void {
    const { writer } = this;
    const { length } = text;
    if (length <= 255 && this.#protocol >= 4) {
      writer.ensure(length + 2);
      const { bytes, size } = writer;
      let at = 0;
      for (; at < length; at += 1) {
        const unit = text.charCodeAt(at);
        if (unit > 127) break;
        bytes[size + 2 + at] = unit;
      }
      if (at === length) {
        bytes[size] = 0x8c;
        bytes[size + 1] = length;
        writer.size = size + 2 + length;
        return;
      }
    }
    const byteLength = utf8Length(text);
    const large = writer.isLarge(byteLength);
    if (large) writer.closeFrame();
    if (this.#protocol >= 4 && byteLength <= 255) {
      writer.byte(0x8c);
      writer.byte(byteLength);
    } else if (byteLength <= 4294967295) writer.opcode4(0x58, byteLength);
    else if (this.#protocol >= 4) writer.opcode8(0x8d, byteLength);
    else this.fail("SERIALIZATION_UNSUPPORTED_VALUE", "a string of 4 GiB or more needs protocol 4");
    writer.ensure(byteLength);
    encodeUtf8(text, writer.bytes, writer.size, byteLength);
    writer.size += byteLength;
    if (large) writer.openFrame();
  }

  #bytes(content: Uint8Array): boolean {
    const array =
      isBytearray(content) || (this.options.bytes === "bytearray" && !isMarkedBytes(content));
    // CPython keeps one object for no bytes and one for each single byte.
    const identity = array || content.length > 1 ? content : sharedBytes[content[0] ?? 256]!;
    if (identity !== content) {
      const known = this.#memo.enter(identity);
      if (known !== undefined) {
        this.#get(known);
        return true;
      }
    }
    if (array ? this.#protocol < 5 : this.#protocol < 3) {
      return this.#reduce(identity, reduceBytes(content, array));
    }
    const { writer } = this;
    const { length } = content;
    const large = writer.isLarge(length);
    if (large) writer.closeFrame();
    if (array) writer.opcode8(0x96, length);
    else if (length <= 255) {
      writer.byte(0x43);
      writer.byte(length);
    } else if (length <= 4294967295) writer.opcode4(0x42, length);
    else if (this.#protocol >= 4) writer.opcode8(0x8e, length);
    else this.fail("SERIALIZATION_UNSUPPORTED_VALUE", "4 GiB of bytes or more need protocol 4");
    writer.raw(content);
    if (large) writer.openFrame();
    this.#memoize(identity);
    return true;
  }

  #buffer(buffer: PyBuffer): boolean {
    if (this.#protocol < 5) {
      this.fail("SERIALIZATION_UNSUPPORTED_VALUE", "a PyBuffer needs protocol 5");
    }
    const inBand =
      this.options.bufferCallback?.(buffer.bytes) ?? this.options.bufferCallback === undefined;
    if (!inBand) {
      this.writer.byte(0x97);
      if (buffer.readonly) this.writer.byte(0x98);
      return true;
    }
    const { writer } = this;
    const { length } = buffer.bytes;
    const large = writer.isLarge(length);
    if (large) writer.closeFrame();
    if (!buffer.readonly) writer.opcode8(0x96, length);
    else if (length <= 255) {
      writer.byte(0x43);
      writer.byte(length);
    } else if (length <= 4294967295) writer.opcode4(0x42, length);
    else writer.opcode8(0x8e, length);
    writer.raw(buffer.bytes);
    if (large) writer.openFrame();
    this.#memoize(buffer);
    return true;
  }

  #list(value: readonly unknown[]): boolean {
    const { writer } = this;
    if (this.#protocol === 0) {
      writer.byte(0x28);
      writer.byte(0x6c);
    } else writer.byte(0x5d);
    this.#memoize(value);
    return this.#withEffects(value, this.#pushBatch(value, value, 1, 0x61, 0x65, this.#exact));
  }

  #plain(value: Record<string, unknown>): boolean {
    if (this.options.toJSON && typeof value["toJSON"] === "function") {
      return this.save((value["toJSON"] as () => unknown).call(value));
    }
    const items = this.#scratch;
    const inherits = this.#inherits;
    const skip = this.options.undefined === "skip";
    let count = 0;
    let flat = true;
    // The engine reads the properties of such a loop by place; nothing is inherited that could be enumerated.
    for (const key in value) {
      if (inherits && !Object.hasOwn(value, key)) continue;
      const item = value[key];
      if (item === undefined && skip) continue;
      flat &&= isPrimitive(item);
      items[count] = key;
      items[count + 1] = item;
      count += 2;
    }
    if (!flat || count < 4 || count >= 2000 || this.#protocol === 0)
      return this.#dict(value, items.slice(0, count));
    // Most records hold nothing that could interrupt them: they need no task.
    this.writer.byte(0x7d);
    this.#memoize(value);
    this.writer.byte(0x28);
    for (let at = 0; at < count; at += 1) this.save(items[at]);
    this.writer.byte(0x75);
    return this.#withEffects(value, false);
  }

  #map(value: ReadonlyMap<unknown, unknown>): boolean {
    const items: unknown[] = [];
    for (const [key, item] of value) items.push(this.#hashable(key), item);
    return this.#dict(value, items);
  }

  #dict(value: object, items: readonly unknown[]): boolean {
    const { writer } = this;
    if (this.#protocol === 0) {
      writer.byte(0x28);
      writer.byte(0x64);
    } else writer.byte(0x7d);
    this.#memoize(value);
    return this.#withEffects(value, this.#pushBatch(value, items, 2, 0x73, 0x75, this.#exact));
  }

  #set(value: ReadonlySet<unknown>): boolean {
    const items = Array.from(value, (item) => this.#hashable(item));
    if (this.#protocol < 4) {
      return this.#reduce(value, { func: new PyGlobal("builtins", "set"), args: [items] });
    }
    this.writer.byte(0x8f);
    this.#memoize(value);
    return this.#withEffects(value, this.#pushBatch(value, items, 1, 0, 0x90, this.#exact));
  }

  #frozenset(value: ReadonlySet<unknown>): boolean {
    const items = Array.from(value, (item) => this.#hashable(item));
    if (this.#protocol < 4) {
      return this.#reduce(value, { func: new PyGlobal("builtins", "frozenset"), args: [items] });
    }
    this.writer.byte(0x28);
    this.#push("frozenset", value, items);
    return false;
  }

  #tuple(value: readonly unknown[]): boolean {
    const { length } = value;
    if (length === 0) {
      if (this.#protocol === 0) {
        this.writer.byte(0x28);
        this.writer.byte(0x74);
      } else this.writer.byte(0x29);
      return true;
    }
    const marked = this.#protocol < 2 || length > 3;
    if (marked) this.writer.byte(0x28);
    if (length <= 16 && allPrimitive(value)) {
      for (let at = 0; at < length; at += 1) this.save(value[at]);
      this.writer.byte(marked ? 0x74 : 0x84 + length);
      this.#memoize(value);
      return true;
    }
    this.#push("tuple", value, value);
    return false;
  }

  /** Writes a tuple's or frozenset's items, then the opcode that collects them. */
  #collect(task: Task): void {
    const { items } = task;
    while (task.at < items.length) {
      const item = items[task.at];
      task.at += 1;
      if (!this.save(item)) return;
    }
    this.#tasks.pop();
    const { writer } = this;
    const { length } = items;
    const marked = task.kind === "frozenset" || this.#protocol < 2 || length > 3;
    const known =
      this.#memo.size === task.memoSize ? undefined : this.#memo.find(task.value as object);
    if (known !== undefined) {
      // The object came up inside itself and is already made: drop the items.
      if (marked && this.#protocol >= 1) writer.byte(0x31);
      else for (let count = marked ? -1 : 0; count < length; count += 1) writer.byte(0x30);
      this.#get(known);
      return;
    }
    if (task.kind === "frozenset") writer.byte(0x91);
    else writer.byte(marked ? 0x74 : 0x84 + length);
    this.#memoize(task.value as object);
  }

  /** Writes items in batches, each closed by the opcode that adds them to the container. */
  #batch(task: Task): void {
    const { items, unit } = task;
    const { writer } = this;
    for (;;) {
      if (task.at === task.batchEnd) {
        if (task.open) writer.byte(task.single ? task.singleOp : task.manyOp);
        task.open = false;
        if (task.batches === 0) {
          this.#tasks.pop();
          return;
        }
        if (writer.sealed > this.#pause) return;
        task.batches -= 1;
        task.open = true;
        const left = items.length - task.at;
        const size = this.#protocol === 0 ? unit : Math.min(1000 * unit, left);
        task.batchEnd = task.at + size;
        task.single =
          task.singleOp !== 0 &&
          (this.#protocol === 0 || (task.exact ? items.length : size) === unit);
        if (!task.single) writer.byte(0x28);
        if (size === 0) continue;
      }
      const item = items[task.at];
      task.at += 1;
      if (!this.save(item)) return;
    }
  }

  #pushBatch(
    value: unknown,
    items: readonly unknown[],
    unit: 1 | 2,
    singleOp: number,
    manyOp: number,
    exact: boolean,
  ): boolean {
    const count = items.length / unit;
    if (count === 0) return false;
    // CPython's C pickler learns that a dict or set is at its end by an empty batch, a list by its length.
    const openEnded = exact && manyOp !== 0x65 && !(unit === 2 && count === 1);
    const batches =
      this.#protocol === 0
        ? count
        : openEnded
          ? Math.floor(count / 1000) + 1
          : Math.ceil(count / 1000);
    this.#tasks.push({
      kind: "batch",
      value,
      items,
      at: 0,
      batchEnd: 0,
      batches,
      single: false,
      open: false,
      singleOp,
      manyOp,
      unit,
      exact,
      memoSize: 0,
    });
    return true;
  }

  #push(kind: "tuple" | "frozenset" | "steps", value: unknown, items: readonly unknown[]): void {
    const tasks = this.#tasks;
    tasks.push({
      kind,
      value,
      items,
      at: 0,
      batchEnd: 0,
      batches: 0,
      single: false,
      open: false,
      singleOp: 0,
      manyOp: 0,
      unit: 1,
      exact: false,
      memoSize: this.#memo.size,
    });
    if (tasks.length % 1024 === 0) this.#findCycle();
  }

  /**
   * A cycle that leads through tuples and reduced objects only never reaches the memo. Met twice, such an object
   * may still be in a cycle through a list; met three times it is not.
   */
  #findCycle(): void {
    const seen = new Map<unknown, number>();
    for (const task of this.#tasks) {
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

  #steps(task: Task): void {
    const { items } = task;
    while (task.at < items.length) {
      const item = items[task.at];
      task.at += 1;
      if (item instanceof Step) item.run();
      else if (item instanceof BatchStep) {
        const [single, many] = item.add ? [0, 0x90] : item.unit === 1 ? [0x61, 0x65] : [0x73, 0x75];
        this.#pushBatch(undefined, item.items, item.unit, single, many, false);
        return;
      } else if (!this.save(item)) return;
    }
    this.#tasks.pop();
  }

  #withEffects(value: object, pushed: boolean): boolean {
    const effects = effectsOf(value);
    if (effects.length === 0) return !pushed;
    const batch = pushed ? this.#tasks.pop() : undefined;
    const steps = effects.flatMap((effect) => this.#effect(effect, value));
    this.#push("steps", value, steps);
    if (batch !== undefined) this.#tasks.push(batch);
    return false;
  }

  #op(opcode: number): Step {
    return new Step(() => {
      this.writer.byte(opcode);
    });
  }

  /** A call whose result is thrown away: a state setter of CPython, `setter(object, state)`, or another. */
  #effect(call: PyReduce, owner: object): unknown[] {
    const { func, args } = call;
    const [reduce, pop] = [this.#op(0x52), this.#op(0x30)];
    if (args.length !== 2 || args[0] !== owner) return [func, args, reduce, pop];
    return [func, args[0], args[1], this.#op(0x86), reduce, pop];
  }

  /** Everything that is not written by an opcode of its own. */
  #reduced(value: Reducible): boolean {
    if (value === Ellipsis || value === NotImplemented) {
      return this.#global(
        new PyGlobal("builtins", value === Ellipsis ? "Ellipsis" : "NotImplemented"),
      );
    }
    if (value instanceof PyObject || value instanceof PyReduce) return this.#node(value);
    if (value instanceof NdArray && this.onArray !== undefined) return this.#raw(value);
    if (typeof value === "function") {
      const known = this.#memo.enter(value);
      if (known !== undefined) {
        this.#get(known);
        return true;
      }
    }
    if (typeof value === "object" && !(pickleReduce in value)) {
      const registered = this.options.classes?.reductionOf(value);
      if (registered !== undefined) return this.#reduce(value, registered);
      if (value instanceof Map) return this.#map(value as Map<unknown, unknown>);
      if (value instanceof Set) return this.#set(value as Set<unknown>);
      if (Array.isArray(value)) return this.#list(value);
    }
    const made = reductionOf(value, this);
    if ("save" in made) return this.save(made.save);
    if (!("array" in made)) return this.#reduce(value as object, made);
    return this.onArray === undefined
      ? this.#reduce(value as object, made.array[pickleReduce](this.options))
      : this.#raw(made.array);
  }

  /** An array that stands outside the opcodes, behind an object that announces it: joblib's way. */
  #raw(array: NdArray): boolean {
    const { wrapper, write } = this.onArray!(array);
    const after = new Step(() => {
      this.writer.closeFrame();
      write(this.writer);
      this.writer.openFrame();
    });
    this.#push("steps", wrapper, [wrapper, after]);
    return false;
  }

  #node(node: PyObject | PyReduce): boolean {
    const steps: unknown[] =
      node instanceof PyReduce
        ? [node.func, node.args, this.#op(0x52)]
        : node.base === undefined
          ? this.#newobj(node.cls, node.args, node.kwargs)
          : [
              new PyGlobal("copyreg", "_reconstructor"),
              PyTuple.of<unknown>(node.cls, node.base.type, node.base.value),
              this.#op(0x52),
            ];
    steps.push(this.#afterConstruction(node));
    for (const operation of node.operations) {
      switch (operation.kind) {
        case "state":
          steps.push(operation.value, this.#op(0x62));
          break;
        case "items":
          steps.push(new BatchStep(operation.values, 1));
          break;
        case "add":
          steps.push(new BatchStep(operation.values, 1, true));
          break;
        case "pairs":
          steps.push(new BatchStep(operation.values.flat(1), 2));
          break;
        case "effect":
          steps.push(...this.#effect(operation.call, node));
          break;
      }
    }
    this.#push("steps", node, steps);
    return false;
  }

  #reduce(value: object, reduction: Reduction): boolean {
    const { func, args, kwargs, how, state, items, pairs, setter } = reduction;
    const steps =
      how === "newobj"
        ? this.#newobj(func, args, kwargs)
        : [func, PyTuple.from(args), this.#op(0x52)];
    steps.push(this.#afterConstruction(value));
    if (items !== undefined) steps.push(new BatchStep(items, 1));
    if (pairs !== undefined) steps.push(new BatchStep(pairs.flat(1), 2));
    if (state !== undefined) {
      if (setter === undefined) steps.push(state, this.#op(0x62));
      else steps.push(setter, value, state, this.#op(0x86), this.#op(0x52), this.#op(0x30));
    }
    this.#push("steps", value, steps);
    return false;
  }

  /** `cls.__new__(cls, *args, **kwargs)` as the protocol can say it. */
  #newobj(
    cls: unknown,
    args: readonly unknown[],
    kwargs: ReadonlyMap<unknown, unknown> | undefined,
  ): unknown[] {
    const tuple = args instanceof PyTuple ? args : PyTuple.from(args);
    if (kwargs !== undefined) {
      if (this.#protocol >= 4) return [cls, tuple, new Map(kwargs), this.#op(0x92)];
      const make = new PyReduce(
        new PyGlobal("builtins", "getattr"),
        PyTuple.of<unknown>(cls, "__new__"),
      );
      const bound = new PyReduce(new PyGlobal("functools", "partial"), PyTuple.of<unknown>(make));
      bound.operations.push({
        kind: "state",
        value: PyTuple.of<unknown>(make, PyTuple.of(cls, ...args), new Map(kwargs), null),
      });
      return [bound, new PyTuple(), this.#op(0x52)];
    }
    if (this.#protocol >= 2) return [cls, tuple, this.#op(0x81)];
    const call = new PyGlobal("copyreg", "__newobj__");
    return [call, PyTuple.of(cls, ...args), this.#op(0x52)];
  }

  /** Memoizes what was just made, unless it came up inside itself and is there already. */
  #afterConstruction(value: object): Step {
    return new Step(() => {
      const known = this.#memo.find(value);
      if (known === undefined) this.#memoize(value);
      else {
        this.writer.byte(0x30);
        this.#get(known);
      }
    });
  }

  #global(value: PyGlobal): boolean {
    const { writer } = this;
    const { fixImports } = this.options;
    const key = `${value.module} ${value.name}`;
    const known = this.#globals.get(key);
    if (known !== undefined) {
      this.#get(known);
      return true;
    }
    const code = this.#protocol >= 2 ? this.#extensions.get(value.path) : undefined;
    if (code !== undefined) {
      this.#extension(code);
      return true;
    }
    if (value.module === "builtins" && singletonTypes.has(value.name)) {
      const args = [singletonTypes.get(value.name)];
      return this.#reduce(value, { func: new PyGlobal("builtins", "type"), args });
    }
    if (value.module === "__builtin__" && value.name === "__main__") {
      // dill's name for the namespace of the main program: always by GLOBAL, never in the memo.
      writer.ascii("c__builtin__\n__main__\n");
      return true;
    }
    if (this.#protocol >= 4) {
      writer.boundary();
      this.#str(value.module, value.module);
      writer.boundary();
      // A module and a class in it of the same name (datetime, array) are two strings in CPython.
      this.#str(value.name, value.name === value.module ? new PyStr(value.name) : value.name);
      writer.byte(0x93);
    } else {
      const cut = value.name.lastIndexOf(".");
      if (cut > 0) {
        const parent = new PyGlobal(value.module, value.name.slice(0, cut));
        const node = new PyReduce(
          new PyGlobal("builtins", "getattr"),
          PyTuple.of<unknown>(parent, value.name.slice(cut + 1)),
        );
        this.#push("steps", value, [
          node,
          new Step(() => {
            this.#globals.set(key, this.#memo.find(node)!);
          }),
        ]);
        return false;
      }
      const { module, name } =
        this.#protocol < 3 && fixImports ? toOldName(value.module, value.name) : value;
      if (/[\n\r]/.test(module + name)) {
        this.fail(
          "SERIALIZATION_UNSUPPORTED_VALUE",
          "a line break in a global's name needs protocol 4",
        );
      }
      // oxlint-disable-next-line no-control-regex -- ASCII is meant
      if (this.#protocol < 3 && /[^\x00-\x7f]/.test(module + name)) {
        this.fail(
          "SERIALIZATION_UNSUPPORTED_VALUE",
          "a global's name that is not ASCII needs protocol 3",
        );
      }
      writer.byte(0x63);
      this.#line(module);
      this.#line(name);
    }
    this.#globals.set(key, this.#memo.size);
    this.#memo.size += 1;
    this.#put();
    return true;
  }

  #line(text: string): void {
    const length = utf8Length(text);
    this.writer.ensure(length);
    encodeUtf8(text, this.writer.bytes, this.writer.size, length);
    this.writer.size += length;
    this.writer.byte(0x0a);
  }

  #extension(code: number): void {
    const { writer } = this;
    if (code <= 0xff) {
      writer.byte(0x82);
      writer.byte(code);
    } else if (code <= 0xffff) {
      writer.byte(0x83);
      writer.byte(code & 255);
      writer.byte(code >> 8);
    } else writer.opcode4(0x84, code);
  }

  #persistent(id: unknown): boolean {
    if (this.#protocol === 0) {
      const text = String(id);
      // oxlint-disable-next-line no-control-regex -- ASCII is meant
      if (text.includes("\n") || /[^\x00-\x7f]/.test(text)) {
        this.fail(
          "SERIALIZATION_UNSUPPORTED_VALUE",
          "a persistent id at protocol 0 must be ASCII text without line breaks",
        );
      }
      this.writer.ascii(`P${text}\n`);
      return true;
    }
    this.#push("steps", undefined, [id, this.#op(0x51)]);
    return false;
  }

  /** A key or member that Python can hash; with `unhashable: "convert"` made so. */
  #hashable(key: unknown): unknown {
    if (typeof key !== "object" || key === null) return key;
    const convert = this.options.unhashable === "convert";
    let kind: string | undefined;
    if (Array.isArray(key) && !(key instanceof PyTuple)) {
      if (convert && key.constructor === Array) {
        return PyTuple.from(key, (item: unknown) => this.#hashable(item));
      }
      kind = "an array";
    } else if (key instanceof Set && !(key instanceof PyFrozenSet)) {
      if (convert) return new PyFrozenSet(Array.from(key, (item) => this.#hashable(item)));
      kind = "a Set";
    } else if (key instanceof Map) kind = "a Map";
    else if (key instanceof Uint8Array && isBytearray(key)) kind = "a bytearray";
    else {
      const prototype: unknown = Object.getPrototypeOf(key);
      if (prototype === null || prototype === Object.prototype) kind = "a plain object";
    }
    if (kind === undefined) return key;
    return this.fail(
      "SERIALIZATION_BAD_TYPE",
      `${kind} cannot be a key of a dict or a member of a set: Python cannot hash it`,
    );
  }

  #memoize(value: object): void {
    this.#memo.store(value);
    this.#put();
  }

  /** Writes the opcode that puts the top of the stack under the index that was given last. */
  #put(): void {
    const { writer } = this;
    const index = this.#memo.size - 1;
    if (this.#protocol >= 4) writer.byte(0x94);
    else if (this.#protocol === 0) writer.ascii(`p${index}\n`);
    else if (index < 256) {
      writer.byte(0x71);
      writer.byte(index);
    } else writer.opcode4(0x72, index);
  }

  #get(index: number): void {
    const { writer } = this;
    if (this.#protocol === 0) writer.ascii(`g${index}\n`);
    else if (index < 256) {
      writer.byte(0x68);
      writer.byte(index);
    } else writer.opcode4(0x6a, index);
  }

  #path(): string {
    let path = "$";
    for (const task of this.#tasks) {
      const at = task.at - 1;
      if (task.kind === "steps" || at < 0) continue;
      if (task.unit === 1) path += `[${at}]`;
      else path += at % 2 === 1 ? segment(task.items[at - 1]) : segment(task.items[at]);
      if (path.length > 400) return `${path}…`;
    }
    return path;
  }

  #error(cause: unknown): unknown {
    if (cause instanceof PickleError) return cause;
    return new PickleError({
      code: cause instanceof RangeError ? "SERIALIZATION_LIMIT" : "SERIALIZATION_HOOK_FAILED",
      message: `a value could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      path: this.#path(),
      cause,
    });
  }
}
