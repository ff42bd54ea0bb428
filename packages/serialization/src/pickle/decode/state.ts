import { DeferredTexts } from "./deferred-texts.ts";
import { isPlainDict } from "./dicts.ts";
import { fault } from "./fault.ts";
import { GlobalResolver, type HandlerTable } from "./globals.ts";
import { memoFull, noMark, tooManyObjects } from "./kinds.ts";
import { MemoPlaces } from "./memo-places.ts";
import { isDictAtRoot, reserveMemo, SparseMemo } from "./memo.ts";
import { type LoadsOptions, type ResolvedLoadsOptions, resolveLoadsOptions } from "./options.ts";
import type { LookAhead } from "./pairs-ahead.ts";
import { decodeLatin1, TextReader } from "./text.ts";

/** What may be allocated for however small an input. */
const leastAllowance = 16_777_216;

/**
 * What the pickle machine remembers between opcodes: input, stack, marks, memo and what was spent of the limits.
 * The machine is built up in layers, one file each: this state, containers, calls, rare opcodes, the loop.
 */
export abstract class MachineState {
  readonly options: ResolvedLoadsOptions;
  readonly globals: GlobalResolver;
  protected readonly known: HandlerTable;
  /** The value that STOP took. */
  result: unknown;
  /** The last protocol that the stream declared; 0 until then. */
  protocol = 0;

  protected bytes: Uint8Array = new Uint8Array();
  protected view: DataView = new DataView(this.bytes.buffer);
  protected base = 0;
  protected position = 0;
  protected complete: boolean;
  /** Where the open frame ends, or -1, and how far opcodes may reach: its end or that of the bytes. */
  protected frameEnd = -1;
  protected limit = 0;
  protected readonly stack: unknown[] = [];
  protected size = 0;
  protected readonly marks: number[] = [];
  /** Entries below `memoSize`, and room for more. */
  protected memo: unknown[] = [];
  protected memoSize = 0;
  /** Entries that are not in `memo`; undefined when the bytes do not stay until the pickle ends. */
  protected deferred: DeferredTexts | undefined;
  /** Whether the memo gets room when it is known to be large, not at once. */
  protected reservesLater = false;
  protected sparse: SparseMemo | undefined;
  protected reader: TextReader = new TextReader(new Uint8Array());
  protected objects = 0;
  protected allocated = 0;
  /** Bytes from beside the pickle. */
  protected received = 0;
  protected depth = 0;
  protected replaceBudget = 0;
  protected readonly sharedDicts = new Set<unknown>();
  /** Where objects of the memo's first `noted` entries stand in it. */
  protected places = new MemoPlaces();
  protected noted = 0;
  protected readonly ahead: LookAhead = { left: 0 };
  protected discardable: unknown;
  protected buffers:
    | Iterator<Uint8Array | { readonly bytes: Uint8Array; readonly readonly?: boolean }>
    | undefined;

  constructor(known: HandlerTable, options: LoadsOptions, complete = true) {
    this.options = resolveLoadsOptions(options);
    this.known = known;
    this.globals = new GlobalResolver(this.options, known);
    this.complete = complete;
  }

  /** Where the next opcode is, in the whole stream. */
  get offset(): number {
    return this.base + this.position;
  }

  /** Bytes that are there and not yet read. */
  get rest(): Uint8Array {
    return this.bytes.subarray(this.position);
  }

  /**
   * Gives the machine bytes in place of those it has: what it had not read yet, and more.
   *
   * @param complete whether these are the last ones
   * @param reserve whether a large memo may get room by an estimate; not for bytes of which only an unknown part is this pickle
   */
  feed(bytes: Uint8Array, complete: boolean, reserve = true): void {
    if (this.frameEnd >= 0) this.frameEnd -= this.position;
    this.limit = this.frameEnd < 0 ? bytes.length : Math.min(this.frameEnd, bytes.length);
    this.base += this.position;
    this.position = 0;
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.complete = complete;
    this.reader = new TextReader(bytes);
    this.replaceBudget += 32 * bytes.length + 4096;
    this.ahead.left += 4 * bytes.length + 4096;
    const reserves = reserve && this.memo.length === 0;
    this.reservesLater = reserves && isDictAtRoot(bytes);
    if (reserves && !this.reservesLater) reserveMemo(this.memo, bytes);
    this.forgetDeferred();
  }

  /** Forgets stack and memo, for the next pickle of the same stream. */
  reset(): void {
    this.size = 0;
    this.stack.length = 0;
    this.marks.length = 0;
    this.memo = [];
    this.memoSize = 0;
    // How much of what follows is the next pickle is not known.
    this.reservesLater = false;
    this.forgetDeferred();
    this.places = new MemoPlaces();
    this.noted = 0;
    this.sparse = undefined;
    this.frameEnd = -1;
    this.limit = this.bytes.length;
    this.protocol = 0;
    this.result = undefined;
  }

  allocate(bytes: number): void {
    this.allocated += bytes;
    const input = this.base + this.bytes.length + this.received;
    const maxBytes = this.options.limits.maxBytes ?? leastAllowance + 64 * input;
    if (this.allocated > maxBytes) {
      fault(
        "SERIALIZATION_LIMIT",
        `more than ${maxBytes} bytes to allocate (maxBytes)`,
        { maxBytes },
        "If it is right that it takes so much, raise `limits.maxBytes`.",
      );
    }
  }

  receive(bytes: number): void {
    this.received += bytes;
  }

  globalOf(module: string, name: string): unknown {
    return this.globals.resolve(module, name, 5);
  }

  /** A length argument that is checked against what can be there before anything is allocated. */
  protected length(position: number, width: number): number {
    if (width === 1) return this.bytes[position]!;
    const low = this.view.getUint32(position, true);
    if (width === 4) return low;
    const high = this.view.getUint32(position + 4, true);
    if (high > 0x1fffff) fault("SERIALIZATION_BAD_ARGUMENT", "a length of more than 2^53 bytes");
    return high * 4294967296 + low;
  }

  protected count(): void {
    this.objects += 1;
    const { maxObjects } = this.options.limits;
    if (this.objects > maxObjects) tooManyObjects(maxObjects);
  }

  protected int(value: number | bigint): number | bigint {
    const mode = this.options.ints;
    if (mode === "auto") return value;
    return mode === "bigint" ? BigInt(value) : Number(value);
  }

  protected get(index: number): unknown {
    let value: unknown;
    if (this.sparse === undefined) {
      if (index >= this.memoSize) {
        fault("SERIALIZATION_MEMO_MISS", `memo entry ${index} was never written`);
      }
      value = this.memo[index];
      if (value === undefined) value = this.settle(index);
    } else value = this.sparse.get(index);
    if (typeof value === "object") this.noteShared(value);
    return value;
  }

  private forgetDeferred(): void {
    const { bytes, view, reader } = this;
    const stays = this.complete && bytes.length <= 0x7fffffff;
    this.deferred = stays ? new DeferredTexts(bytes, view, reader) : undefined;
  }

  /** The entry of this index, if it was left out until now. */
  private settle(index: number): unknown {
    this.deferred?.settle(this.memo, index);
    return this.memo[index];
  }

  protected put(index: number, value: unknown): void {
    const { maxMemo } = this.options.limits;
    if (this.sparse === undefined) {
      if (index <= this.memoSize) {
        if (index < this.memoSize) this.deferred?.settle(this.memo, index);
        this.memo[index] = value;
        if (index < this.noted) this.places.note(index, value);
        if (index < this.memoSize) return;
        this.memoSize += 1;
        if (this.memoSize > maxMemo) memoFull(maxMemo);
        return;
      }
      this.deferred?.settleAll(this.memo);
      this.memo.length = this.memoSize;
      this.sparse = new SparseMemo(this.memo);
      this.memo = [];
      this.memoSize = 0;
    }
    this.sparse.set(index, value, maxMemo);
  }

  protected index(from: number, to: number): number {
    const text = decodeLatin1(this.bytes, from, Math.min(to, from + 32));
    if (to - from > 32 || !/^\s*\+?\d+\s*$/.test(text)) {
      fault(
        "SERIALIZATION_BAD_ARGUMENT",
        `a memo index must be a decimal number, not ${JSON.stringify(text)}`,
      );
    }
    return Number(text);
  }

  /** Dicts whose identity is already in use elsewhere must be found again if they turn into a Map. */
  protected noteShared(value: unknown): void {
    if (this.options.dicts === "auto" && isPlainDict(value)) this.sharedDicts.add(value);
  }

  protected replaceInMemo(from: object, to: object): void {
    if (this.sparse !== undefined) {
      this.sparse.replace(from, to);
      return;
    }
    const { memo, places } = this;
    for (; this.noted < this.memoSize; this.noted += 1) places.note(this.noted, memo[this.noted]);
    for (const index of places.take(from)) {
      if (memo[index] !== from) continue;
      memo[index] = to;
      places.note(index, to);
    }
  }

  /** Takes the last mark off and gives the height of the stack that it stood for. */
  protected popMark(): number {
    return this.marks.pop() ?? noMark();
  }

  /** The height below which no opcode may reach: the last mark. */
  protected get floor(): number {
    return this.marks.length === 0 ? 0 : this.marks[this.marks.length - 1]!;
  }
}
