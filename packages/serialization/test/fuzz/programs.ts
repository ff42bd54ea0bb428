import type { Random } from "./mutate.ts";

/**
 * Random programs for the pickle machine, made by a grammar: mostly what writers write (batches of pairs, records,
 * numbers, frames) with odd opcodes strewn in, so that the ways in which large data is read meet everything else.
 */
export class Programs {
  readonly #random: Random;
  #opcodes: Buffer[] = [];
  /** Entries of the memo so far, as MEMOIZE counts them, and how this program makes them. */
  #memo = 0;
  #put: "memoize" | "binput" | "none" = "memoize";
  /** How likely something odd is, one in so many. */
  #odd = 50;

  constructor(random: Random) {
    this.#random = random;
  }

  next(): Uint8Array {
    const random = this.#random;
    this.#opcodes = [];
    this.#memo = 0;
    this.#put = random.pick(["memoize", "memoize", "binput", "binput", "none"] as const);
    this.#odd = random.pick([8, 40, 300, 3000, 1_000_000]);
    this.#value(0);
    while (random.below(4) === 0) this.#oddity();
    this.#emit(".");
    return this.#framed();
  }

  #emit(...parts: (string | readonly number[])[]): void {
    this.#opcodes.push(
      Buffer.concat(
        parts.map((part) =>
          typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part),
        ),
      ),
    );
    if (this.#random.below(this.#odd) === 0) this.#oddity();
  }

  /** The program with its head, and FRAMEs where it has some: nearly always around whole opcodes. */
  #framed(): Uint8Array {
    const random = this.#random;
    const opcodes = this.#opcodes;
    const parts: Buffer[] = random.below(3) === 0 ? [] : [Buffer.of(0x80, 4)];
    const size = random.pick([0, 3, 40, 400, 4000]);
    for (let at = 0; at < opcodes.length;) {
      const count = size === 0 ? opcodes.length : 1 + random.below(size);
      const content = Buffer.concat(opcodes.slice(at, at + count));
      at += count;
      if (size > 0 && random.below(8) > 0) {
        const head = Buffer.alloc(9, 0);
        head[0] = 0x95;
        head.writeUInt32LE(
          (content.length + (random.below(400) === 0 ? random.below(9) - 4 : 0)) >>> 0,
          1,
        );
        parts.push(head);
      }
      parts.push(content);
    }
    return new Uint8Array(Buffer.concat(parts));
  }

  #oddity(): void {
    const random = this.#random;
    switch (random.below(14)) {
      case 0:
        return this.#emit(
          random.pick([
            "0",
            "2",
            "1",
            "(",
            "(",
            "t",
            "l",
            "d",
            "]",
            "}",
            ")",
            "\x8f",
            "\x91",
            "\x90",
            "e",
            "u",
            "a",
            "s",
          ]),
        );
      case 1:
        return this.#emit("h", [random.below(Math.min(256, this.#memo + 2))]);
      case 2:
        return this.#get(random.below(this.#memo + 2));
      case 3:
        return this.#emit("q", [random.below(256)]);
      case 4:
        return this.#emit("r", u32(random.below(this.#memo + 40)));
      case 5:
        return this.#emit("\x94");
      case 6:
        return this.#emit("g", `${random.below(this.#memo + 1)}\n`);
      case 7:
        return this.#emit("p", `${random.below(this.#memo + 3)}\n`);
      case 8:
        return this.#emit(random.pick(["\x85", "\x86", "\x87", "0", "0", "N"]));
      case 9:
        return this.#emit("\x95", u32(random.below(30)), u32(0));
      case 10:
        return this.#emit("\x8c", [2, random.pick([0xc3, 0x41, 0xff]), random.pick([0xa9, 0x42])]);
      case 11:
        return this.#emit("C", [3, 1, 2, 3]);
      case 12:
        return this.#emit("\x8a", [2, 0, 1]);
      default:
        return this.#atom();
    }
  }

  #memoize(): void {
    if (this.#put === "none" || this.#random.below(40) === 0) return;
    if (this.#put === "memoize") this.#emit("\x94");
    else if (this.#memo < 256 && this.#random.below(20) > 0) this.#emit("q", [this.#memo]);
    else this.#emit("r", u32(this.#memo));
    this.#memo += 1;
  }

  #get(index: number): void {
    if (index < 256 && this.#random.below(20) > 0) this.#emit("h", [index]);
    else this.#emit("j", u32(index));
  }

  #text(text: string): void {
    const bytes = [...Buffer.from(text)];
    if (bytes.length < 256 && this.#random.below(10) > 0) this.#emit("\x8c", [bytes.length], bytes);
    else this.#emit("X", u32(bytes.length), bytes);
    this.#memoize();
  }

  #key(at: number): string {
    const random = this.#random;
    switch (random.below(400)) {
      case 0:
        return String(at);
      case 1:
        return "__proto__";
      case 2:
        return "é".repeat(random.below(4));
      case 3:
        return "k".repeat(random.below(1200));
      case 4:
        return `k${random.below(at + 1)}`;
      default:
        return `k${at}`;
    }
  }

  #number(): void {
    const random = this.#random;
    switch (random.below(4)) {
      case 0:
        return this.#emit("K", [random.below(256)]);
      case 1:
        return this.#emit("M", [random.below(256), random.below(256)]);
      case 2:
        return this.#emit("J", u32(random.below(2 ** 32)));
      default: {
        const float = Buffer.alloc(8);
        float.writeDoubleBE(random.pick([0, -0, 1.5, Number.NaN, 1e300]));
        return this.#emit("G", [...float]);
      }
    }
  }

  #atom(): void {
    const random = this.#random;
    switch (random.below(9)) {
      case 0:
        return this.#emit("N");
      case 1:
        return this.#emit("\x88");
      case 2:
        return this.#emit("\x89");
      case 3:
        return this.#text(`text ${random.below(30)}`);
      case 4:
        return this.#text(random.pick(["", "5", "héllo", "x".repeat(60)]));
      case 5:
        if (this.#memo > 0) return this.#get(random.below(this.#memo));
        return this.#emit("N");
      default:
        return this.#number();
    }
  }

  #value(depth: number): void {
    const random = this.#random;
    if (depth > 3) return this.#atom();
    switch (random.below(depth === 0 ? 7 : 12)) {
      case 0:
        return this.#numbers();
      case 1:
        return this.#records();
      case 2:
      case 3:
        return this.#dict(depth);
      case 4:
        return this.#list(depth);
      case 5:
        for (let count = random.below(3); count >= 0; count -= 1) this.#value(depth + 1);
        return this.#emit(random.pick(["\x85", "\x86", "\x87"]));
      case 6:
        return this.#wide();
      default:
        return this.#atom();
    }
  }

  #list(depth: number): void {
    this.#emit("]");
    this.#memoize();
    for (let batches = this.#random.below(3); batches >= 0; batches -= 1) {
      this.#emit("(");
      for (let count = this.#random.below(5); count > 0; count -= 1) this.#value(depth + 1);
      this.#emit("e");
    }
  }

  #numbers(): void {
    const random = this.#random;
    this.#emit("]");
    this.#memoize();
    for (let batches = random.below(4); batches >= 0; batches -= 1) {
      this.#emit("(");
      for (let count = random.below(random.pick([3, 80])); count >= 0; count -= 1) this.#number();
      if (random.below(10) === 0) this.#value(3);
      this.#emit("e");
    }
  }

  #dict(depth: number): void {
    const random = this.#random;
    this.#emit("}");
    this.#memoize();
    for (let batches = random.below(3); batches >= 0; batches -= 1) {
      this.#emit("(");
      for (let at = random.below(5); at > 0; at -= 1) {
        if (random.below(12) === 0) this.#atom();
        else this.#text(this.#key(at));
        this.#value(depth + 1);
      }
      this.#emit("u");
    }
  }

  #records(): void {
    const random = this.#random;
    const count = 1 + random.below(4);
    const keys: number[] = [];
    this.#emit("]");
    this.#memoize();
    this.#emit("(");
    for (let record = 0; record < 8; record += 1) {
      this.#emit("}");
      this.#memoize();
      this.#emit("(");
      for (let field = 0; field < count; field += 1) {
        if (keys[field] === undefined || random.below(60) === 0) {
          keys[field] = this.#memo;
          this.#text(this.#key(field));
        } else this.#get(random.below(60) === 0 ? random.below(this.#memo) : keys[field]!);
        if (random.below(30) === 0) this.#value(2);
        else this.#atom();
      }
      this.#emit("u");
    }
    this.#emit("e");
  }

  /** A dict of several large batches, and a look at some of its keys and values. */
  #wide(): void {
    const random = this.#random;
    this.#emit("}");
    this.#memoize();
    const first = this.#memo;
    const texts = random.below(3);
    let at = 0;
    for (let batches = 1 + random.below(4); batches > 0; batches -= 1) {
      this.#emit("(");
      const size = random.pick([499, 500, 501, 700, 1000, 3, 1]);
      for (let pair = 0; pair < size; pair += 1) {
        this.#text(this.#key((at += 1)));
        if (texts === 0 && random.below(3) === 0) this.#text(`v${at}`);
        else if (random.below(600) === 0) this.#value(2);
        else this.#number();
      }
      this.#emit("u");
    }
    for (let looks = random.below(4); looks > 0; looks -= 1) {
      this.#get(first + random.below(this.#memo - first + 1));
      if (random.below(3) === 0) this.#emit("q", [random.below(256)]);
      this.#emit("0");
    }
  }
}

function u32(value: number): number[] {
  return [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];
}
