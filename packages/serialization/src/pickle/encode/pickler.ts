import { PyFrozenSet } from "../../python/frozen-set.ts";
import { PersistentId, PyBuffer, PyGlobal } from "../../python/nodes.ts";
import { PyFloat, PyInt, PyStr } from "../../python/scalars.ts";
import { PyTuple } from "../../python/tuple.ts";
import { PicklerReductions } from "./reductions.ts";

/**
 * Writes one value as CPython would. Nesting is kept on an explicit stack, so depth is bounded by memory only.
 *
 * The rules (which opcode for which value, memo, batches, frames) are those of CPython's `Modules/_pickle.c`
 * and `Lib/pickle.py`; where the two differ, `profile` decides.
 */
export class Pickler extends PicklerReductions {
  /** Writes the whole program for `value`. */
  dump(value: unknown): void {
    this.begin(value);
    this.advance(Number.POSITIVE_INFINITY);
  }

  /** Writes the head and starts with `value`, up to about `pause` bytes. */
  begin(value: unknown, pause = Number.POSITIVE_INFINITY): void {
    this.pause = pause;
    if (this.protocol >= 2) {
      this.writer.byte(0x80);
      this.writer.byte(this.protocol);
    }
    this.writer.openFrame();
    try {
      this.save(value);
    } catch (cause) {
      throw this.error(cause);
    }
  }

  /**
   * Goes on until everything is written or the writer holds more than `pause` bytes.
   *
   * @returns whether everything is written
   */
  advance(pause: number): boolean {
    const tasks = this.tasks;
    this.pause = pause;
    try {
      while (tasks.size > 0) {
        if (this.writer.sealed > pause) return false;
        const task = tasks.top;
        switch (task.kind) {
          case "batch":
            this.batch(task);
            break;
          case "tuple":
          case "frozenset":
            this.collect(task);
            break;
          case "steps":
            this.steps(task);
            break;
        }
      }
    } catch (cause) {
      throw this.error(cause);
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
    // No switch: the engine looks at the value where `typeof` is compared, but calls for the type's name elsewhere.
    if (typeof value === "number") this.number(value);
    else if (typeof value === "string") this.str(value, value);
    else if (typeof value === "object") {
      if (value !== null) return this.object(value);
      writer.byte(0x4e);
    } else if (typeof value === "boolean") this.bool(value);
    else if (typeof value === "bigint") this.int(value);
    else if (value === undefined) {
      if (this.options.undefined === "error") {
        this.fail(
          "SERIALIZATION_UNSUPPORTED_VALUE",
          'undefined cannot be written (undefined: "error")',
        );
      }
      writer.byte(0x4e);
    } else return this.reduced(value);
    return true;
  }

  protected object(value: object): boolean {
    const array = Array.isArray(value);
    const prototype: unknown = array ? undefined : Object.getPrototypeOf(value);
    const plain = prototype === Object.prototype || prototype === null;
    const { persistentId } = this.options;
    // A plain object finds out itself whether it was written before: its texts may tell.
    if (plain && persistentId === undefined) {
      return this.plain(value as Record<string, unknown>, false);
    }
    if (this.recall(value)) return true;
    if (persistentId !== undefined) {
      const id = persistentId(value);
      if (id !== undefined) return this.persistent(id);
    }
    if (plain) return this.plain(value as Record<string, unknown>, true);
    if (array) {
      if (value instanceof PyTuple && value.constructor === PyTuple) return this.tuple(value);
      if (value.constructor === Array) return this.list(value);
      return this.reduced(value);
    }
    if (prototype === Map.prototype) return this.map(value as Map<unknown, unknown>);
    if (prototype === Set.prototype) return this.set(value as Set<unknown>);
    if (value instanceof PyFloat) this.float(value.value);
    else if (value instanceof PyInt) this.int(value.value);
    else if (value instanceof PyStr) this.str(value.value, value);
    else if (value instanceof PyFrozenSet) return this.frozenset(value);
    else if (value instanceof PyGlobal) return this.global(value);
    else if (value instanceof PersistentId) return this.persistent(value.id);
    else if (value instanceof PyBuffer) return this.buffer(value);
    else if (value instanceof Uint8Array) return this.bytes(value);
    else return this.reduced(value);
    return true;
  }
}
