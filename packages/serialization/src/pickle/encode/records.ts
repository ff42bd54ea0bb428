import { PicklerAtoms } from "./atoms.ts";
import type { Task } from "./tasks.ts";

/** From this many keys on a plain object is written as a large one. */
const largeKeys = 1000;

/** So many keys and values of an object are looked at before it is looked up itself. */
const unmetItems = 32;

/** How plain objects are written: small ones come in rows that are alike, large ones alone. */
export abstract class PicklerRecords extends PicklerAtoms {
  /** Whether the next object may be a large one, as the root and the one before were. */
  protected expectsLarge = true;
  /** Keys and values of the object at hand, before they are written or copied. */
  protected readonly scratch: unknown[] = [];
  /** The key that the last record had at each place, and the key's memo index. */
  protected readonly rowKeys: string[] = [];
  protected readonly rowIndices: number[] = [];
  /** Whether someone put enumerable properties on every object. */
  protected readonly inherits = hasEnumerable({});

  protected abstract withEffects(value: object, pushed: boolean): boolean;
  protected abstract dict(value: object, items: readonly unknown[]): boolean;

  /** @param met whether the object was looked up already, and is new */
  protected plain(value: Record<string, unknown>, met: boolean): boolean {
    let looked = met;
    if (this.options.toJSON && this.asksToJSON(value)) {
      const json = this.jsonOf(value);
      if (json !== value) return this.save(json);
    }
    if (!looked && this.expectsLarge) {
      if (this.recall(value)) return true;
      looked = true;
    }
    const skip = this.options.undefined === "skip";
    // Of a large object the keys are listed faster than walked, of a small one the other way round.
    if (this.expectsLarge) {
      const keys = Object.keys(value);
      if (keys.length >= largeKeys) return this.large(value, pairsOf(value, keys, skip));
    }
    const items = this.scratch;
    const inherits = this.inherits;
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
      if (count === unmetItems && !looked) {
        if (this.recall(value)) return true;
        looked = true;
      }
    }
    this.expectsLarge = count >= 2 * largeKeys;
    if (!flat || count < 4 || this.expectsLarge || this.protocol === 0) {
      if (!looked && this.recall(value)) return true;
      return this.dict(value, items.slice(0, count));
    }
    return this.record(value, items, count, looked);
  }

  /**
   * Writes an object of primitives, which nothing can interrupt: it needs no task.
   *
   * It need not be looked up either, which would cost more than all the rest, if a text in it turns out to be new: then
   * the object is new as well. If no text is, what was written may have to be taken back.
   */
  protected record(
    value: object,
    items: readonly unknown[],
    count: number,
    looked: boolean,
  ): boolean {
    const { writer, memo } = this;
    const { texts } = memo;
    const unmet = !looked && this.interned;
    if (!unmet && !looked && this.recall(value)) return true;
    const { size: index } = memo;
    const { size: start, frame } = writer;
    const { stored } = texts;
    if (unmet && this.protocol >= 4) {
      memo.size += 1;
      writer.opcodes3(0x7d, 0x94, 0x28);
    } else {
      writer.byte(0x7d);
      if (unmet) {
        memo.size += 1;
        this.put();
      } else this.memoize(value);
      writer.byte(0x28);
    }
    this.flatPairs(items, count);
    writer.byte(0x75);
    if (unmet) {
      if (texts.stored > stored) memo.storeUnmet(value, index);
      else {
        const known = memo.enter(value);
        if (known === undefined) memo.storeAt(value, index);
        else {
          writer.rewind(start, frame);
          memo.size = index;
          this.get(known);
          return true;
        }
      }
    }
    return this.withEffects(value, false);
  }

  /** Writes keys and primitives of a record. Records come in rows with the same keys, so each place remembers its key. */
  protected flatPairs(items: readonly unknown[], count: number): void {
    const { writer, rowKeys, rowIndices } = this;
    for (let at = 0; at < count; at += 2) {
      const key = items[at] as string;
      const item = items[at + 1];
      writer.boundary();
      if (key === rowKeys[at]) this.get(rowIndices[at]!);
      else {
        this.str(key, key);
        if (this.interned) {
          rowKeys[at] = key;
          rowIndices[at] = this.memo.findText(key)!;
        }
      }
      writer.boundary();
      if (typeof item === "string") this.str(item, item);
      else this.primitive(item);
    }
  }

  protected primitive(item: unknown): void {
    if (typeof item === "number") this.number(item);
    else if (typeof item === "boolean") this.bool(item);
    else this.writer.byte(0x4e);
  }

  protected large(value: object, items: readonly unknown[]): boolean {
    const done = this.dict(value, items);
    if (!done && this.interned && this.protocol >= 4) this.tasks.top.distinct = true;
    return done;
  }

  /**
   * Writes what follows in a batch of a large object's keys and values as long as the values are no texts. The keys
   * differ from each other, so they are stored for later look-ups only if there is one.
   */
  protected distinctPairs(task: Task): void {
    const { writer, memo } = this;
    const { items, batchEnd } = task;
    if (!memo.texts.canDefer(items)) return;
    const from = task.at;
    const index = memo.size;
    let at = from;
    for (; at < batchEnd; at += 2) {
      const key = items[at] as string;
      const item = items[at + 1];
      if (!isPrimitive(item) || typeof item === "string" || memo.texts.isStored(key)) break;
      writer.boundary();
      this.text(key);
      memo.size += 1;
      this.put();
      writer.boundary();
      this.primitive(item);
    }
    task.at = at;
    if (at > from) memo.texts.defer(items, from, at, index);
  }
}

/** Keys and values in turn. */
function pairsOf(
  value: Record<string, unknown>,
  keys: readonly string[],
  skip: boolean,
): readonly unknown[] {
  const items: unknown[] = [];
  items.length = 2 * keys.length;
  let count = 0;
  for (const key of keys) {
    const item = value[key];
    if (item === undefined && skip) continue;
    items[count] = key;
    items[count + 1] = item;
    count += 2;
  }
  items.length = count;
  return items;
}

/** Whether a value is a number, a text, a boolean or null. */
export function isPrimitive(value: unknown): boolean {
  // Not by a variable for the type: the engine turns only comparisons of `typeof` itself into looks at the value.
  return (
    typeof value === "number" ||
    typeof value === "string" ||
    typeof value === "boolean" ||
    value === null
  );
}

function hasEnumerable(value: object): boolean {
  for (const key in value) if (typeof key === "string") return true;
  return false;
}
