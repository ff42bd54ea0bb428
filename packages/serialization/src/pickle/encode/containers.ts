import { PyFrozenSet } from "../../python/frozen-set.ts";
import { PyGlobal } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";
import { unhashableKind } from "./hashable.ts";
import { isPrimitive, PicklerRecords } from "./records.ts";
import type { Task } from "./tasks.ts";

/** How many tuples inside tuples are written by calls of a method inside itself; deeper ones wait as tasks. */
const deepest = 32;

/** How lists, dicts, sets and tuples are written: their batches, and the tricks for those inside themselves. */
export abstract class PicklerContainers extends PicklerRecords {
  /** How many tuples are being written by calls inside each other. */
  protected nested = 0;

  protected list(value: readonly unknown[]): boolean {
    const { writer } = this;
    if (this.protocol === 0) {
      writer.byte(0x28);
      writer.byte(0x6c);
    } else writer.byte(0x5d);
    this.memoize(value);
    return this.withEffects(value, this.pushBatch(value, value, 1, 0x61, 0x65, this.exact));
  }

  protected map(value: ReadonlyMap<unknown, unknown>): boolean {
    const items: unknown[] = [];
    for (const [key, item] of value) items.push(this.hashable(key), item);
    return this.dict(value, items);
  }

  protected dict(value: object, items: readonly unknown[]): boolean {
    const { writer } = this;
    if (this.protocol === 0) {
      writer.byte(0x28);
      writer.byte(0x64);
    } else writer.byte(0x7d);
    this.memoize(value);
    return this.withEffects(value, this.pushBatch(value, items, 2, 0x73, 0x75, this.exact));
  }

  protected set(value: ReadonlySet<unknown>): boolean {
    const items = Array.from(value, (item) => this.hashable(item));
    if (this.protocol < 4) {
      return this.reduce(value, { func: new PyGlobal("builtins", "set"), args: [items] });
    }
    this.writer.byte(0x8f);
    this.memoize(value);
    return this.withEffects(value, this.pushBatch(value, items, 1, 0, 0x90, this.exact));
  }

  protected frozenset(value: ReadonlySet<unknown>): boolean {
    const items = Array.from(value, (item) => this.hashable(item));
    if (this.protocol < 4) {
      return this.reduce(value, { func: new PyGlobal("builtins", "frozenset"), args: [items] });
    }
    this.writer.byte(0x28);
    this.push("frozenset", value, items);
    return this.collect(this.tasks.top);
  }

  protected tuple(value: readonly unknown[]): boolean {
    const { length } = value;
    if (length === 0) {
      if (this.protocol === 0) {
        this.writer.byte(0x28);
        this.writer.byte(0x74);
      } else this.writer.byte(0x29);
      return true;
    }
    const marked = this.protocol < 2 || length > 3;
    if (marked) this.writer.byte(0x28);
    if (length <= 16 && allPrimitive(value)) {
      for (let at = 0; at < length; at += 1) this.save(value[at]);
      this.writer.byte(marked ? 0x74 : 0x84 + length);
      this.memoize(value);
      return true;
    }
    this.push("tuple", value, value);
    return this.collect(this.tasks.top);
  }

  /**
   * Writes a tuple's or frozenset's items, then the opcode that collects them.
   *
   * @returns whether it came to the end; false when an item was pushed as a task of its own
   */
  protected collect(task: Task): boolean {
    if (this.nested === deepest) return false;
    this.nested += 1;
    const done = this.saveAll(task);
    this.nested -= 1;
    if (!done) return false;
    const { items } = task;
    this.tasks.pop();
    const { writer } = this;
    const { length } = items;
    const marked = task.kind === "frozenset" || this.protocol < 2 || length > 3;
    const known =
      this.memo.size === task.memoSize ? undefined : this.memo.find(task.value as object);
    if (known !== undefined) {
      // The object came up inside itself and is already made: drop the items.
      if (marked && this.protocol >= 1) writer.byte(0x31);
      else for (let count = marked ? -1 : 0; count < length; count += 1) writer.byte(0x30);
      this.get(known);
      return true;
    }
    if (task.kind === "frozenset") writer.byte(0x91);
    else writer.byte(marked ? 0x74 : 0x84 + length);
    this.memoize(task.value as object);
    return true;
  }

  private saveAll(task: Task): boolean {
    const { items } = task;
    while (task.at < items.length) {
      if (task.at % 1024 === 1023 && this.writer.sealed > this.pause) return false;
      const item = items[task.at];
      task.at += 1;
      if (!this.save(item)) return false;
    }
    return true;
  }

  /** Writes items in batches, each closed by the opcode that adds them to the container. */
  protected batch(task: Task): void {
    const { items, unit } = task;
    const { writer } = this;
    for (;;) {
      if (task.at === task.batchEnd) {
        if (task.open) writer.byte(task.single ? task.singleOp : task.manyOp);
        task.open = false;
        if (task.batches === 0) {
          this.tasks.pop();
          return;
        }
        if (writer.sealed > this.pause) return;
        if (task.at > 0 && this.tasks.size === 1 && this.pause === Number.POSITIVE_INFINITY) {
          writer.expect(items.length / task.at);
        }
        task.batches -= 1;
        task.open = true;
        const left = items.length - task.at;
        const size = this.protocol === 0 ? unit : Math.min(1000 * unit, left);
        task.batchEnd = task.at + size;
        task.single =
          task.singleOp !== 0 &&
          (this.protocol === 0 || (task.exact ? items.length : size) === unit);
        if (!task.single) writer.byte(0x28);
        if (size === 0) continue;
        if (task.distinct) this.distinctPairs(task);
        if (task.at === task.batchEnd) continue;
      }
      const item = items[task.at];
      task.at += 1;
      if (!this.save(item)) return;
    }
  }

  protected pushBatch(
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
      this.protocol === 0
        ? count
        : openEnded
          ? Math.floor(count / 1000) + 1
          : Math.ceil(count / 1000);
    const task = this.tasks.push("batch", value, items, 0);
    task.batchEnd = 0;
    task.batches = batches;
    task.single = false;
    task.open = false;
    task.singleOp = singleOp;
    task.manyOp = manyOp;
    task.unit = unit;
    task.exact = exact;
    task.distinct = false;
    return true;
  }

  /** A key or member that Python can hash; with `unhashable: "convert"` made so. */
  protected hashable(key: unknown): unknown {
    if (typeof key !== "function" && (typeof key !== "object" || key === null)) return key;
    const kind = unhashableKind(key, this.options);
    if (kind === undefined) return key;
    if (this.options.unhashable === "convert") {
      if (Array.isArray(key) && (key.constructor === Array || key instanceof PyTuple)) {
        return PyTuple.from(key, (item: unknown) => this.hashable(item));
      }
      if (key instanceof Set) {
        return new PyFrozenSet(Array.from(key, (item) => this.hashable(item)));
      }
    }
    return this.fail(
      "SERIALIZATION_BAD_TYPE",
      `${kind} cannot be a key of a dict or a member of a set: Python cannot hash it`,
    );
  }
}

function allPrimitive(values: readonly unknown[]): boolean {
  for (let at = 0; at < values.length; at += 1) if (!isPrimitive(values[at])) return false;
  return true;
}
