import { PyFrozenSet } from "../../python/frozen-set.ts";
import { PyNode } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";
import { addMember, isIndexKey, isPlainDict, newPlainDict, setPair } from "./dicts.ts";
import { fault } from "./fault.ts";
import { kindOf } from "./kinds.ts";
import { getsPairs } from "./pairs-ahead.ts";
import { replaceReferences } from "./replace.ts";
import { MachineFrames } from "./frames.ts";
import { decodeLatin1 } from "./text.ts";

/** How items get into dicts, lists, sets and nodes. */
export abstract class MachineContainers extends MachineFrames {
  /**
   * What an EMPTY_DICT becomes under `dicts: "auto"`: a Map when its first key does not fit an object.
   *
   * @param position just after it
   */
  protected newDict(position: number, limit: number): object {
    const isMap =
      this.firstIsNoField(position, limit) &&
      getsPairs(this.bytes, this.view, position, this.ahead);
    return isMap ? new Map() : newPlainDict();
  }

  /** Whether the first value that follows would not fit as a key. */
  private firstIsNoField(position: number, limit: number): boolean {
    const bytes = this.bytes;
    let at = position;
    const put = bytes[at];
    if (put === 0x94) at += 1;
    else if (put === 0x71) at += 2;
    else if (put === 0x72) at += 5;
    else if (put === 0x70) at = bytes.indexOf(10, at) + 1;
    if (bytes[at] === 0x28) at += 1;
    if (at + 10 > limit) return false;
    switch (bytes[at]) {
      case 0x8c:
        return isIndexKey(
          decodeLatin1(bytes, at + 2, at + 2 + Math.min(bytes[at + 1]!, limit - at - 2, 11)),
        );
      case 0x58: {
        const length = this.view.getUint32(at + 1, true);
        return isIndexKey(
          decodeLatin1(bytes, at + 5, at + 5 + Math.min(length, limit - at - 5, 11)),
        );
      }
      case 0x68: {
        const key = this.memo[bytes[at + 1]!];
        return typeof key === "string" ? isIndexKey(key) : key !== undefined;
      }
      case 0x4b:
      case 0x4d:
      case 0x4a:
      case 0x47:
      case 0x43:
      case 0x4e:
      case 0x88:
      case 0x89:
      case 0x8a:
      case 0x49:
      case 0x4c:
        return true;
      default:
        return false;
    }
  }

  protected setItems(targetIndex: number, from: number, to: number): void {
    const stack = this.stack;
    let target = stack[targetIndex];
    if (target instanceof Map) {
      for (let at = from; at < to; at += 2) setPair(target, stack[at], stack[at + 1], this.options);
      return;
    }
    if (target instanceof PyNode) {
      const values: (readonly [unknown, unknown])[] = [];
      for (let at = from; at < to; at += 2) values.push([stack[at], stack[at + 1]]);
      target.operations.push({ kind: "pairs", values });
      return;
    }
    if (!isPlainDict(target)) {
      fault("SERIALIZATION_BAD_TYPE", `${kindOf(target)} does not take items by key`);
    }
    const keepObject = this.options.dicts === "object";
    for (let at = from; at < to; at += 2) {
      const key = stack[at];
      if (typeof key === "string" && (keepObject || !isIndexKey(key))) {
        target[key] = stack[at + 1];
        continue;
      }
      if (keepObject) {
        fault(
          "SERIALIZATION_BAD_TYPE",
          `${kindOf(key)} as a dict key does not fit dicts: "object"`,
        );
      }
      const map = new Map<unknown, unknown>(Object.entries(target));
      this.replaceDict(target, map, targetIndex);
      target = undefined;
      for (let next = at; next < to; next += 2)
        setPair(map, stack[next], stack[next + 1], this.options);
      return;
    }
  }

  protected replaceDict(dict: object, map: Map<unknown, unknown>, index: number): void {
    this.stack[index] = map;
    this.replaceInMemo(dict, map);
    if (this.sharedDicts.has(dict)) {
      const roots = [...this.stack, ...this.memo.slice(0, this.memoSize)];
      this.replaceBudget = replaceReferences(roots, dict, map, this.replaceBudget);
      for (let at = 0; at < this.stack.length; at += 1) {
        if (this.stack[at] === dict) this.stack[at] = map;
      }
    }
  }

  protected append(target: unknown, values: readonly unknown[]): void {
    if (target instanceof PyNode) target.operations.push({ kind: "items", values });
    else if (Array.isArray(target) && !(target instanceof PyTuple)) {
      for (const value of values) (target as unknown[]).push(value);
    } else if (target instanceof Set && !(target instanceof PyFrozenSet)) {
      for (const value of values) addMember(target, value, this.options);
    } else fault("SERIALIZATION_BAD_TYPE", `${kindOf(target)} does not take items`);
  }

  protected addItems(target: unknown, stack: readonly unknown[], from: number, to: number): void {
    if (target instanceof Set && !(target instanceof PyFrozenSet)) {
      for (let at = from; at < to; at += 1) addMember(target, stack[at], this.options);
    } else if (target instanceof PyNode) {
      target.operations.push({ kind: "add", values: stack.slice(from, to) });
    } else fault("SERIALIZATION_BAD_TYPE", `${kindOf(target)} does not take members`);
  }
}
