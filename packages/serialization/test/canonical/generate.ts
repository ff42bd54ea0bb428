import type { Random } from "../fuzz/mutate.ts";
import type { Program, Step } from "./program.ts";

const units = [
  "a",
  "b",
  "key",
  "é",
  "ÿ",
  "漢",
  "🧵",
  "\ud800",
  "\udc00x",
  "a\nb",
  "\\u0041",
  "\0",
  "\r\x1a",
];
const lengths = [0, 1, 1, 2, 3, 7, 84, 85, 86, 127, 128, 254, 255, 256, 257];
const counts = [0, 1, 2, 3, 4, 5, 8, 17, 999, 1000, 1001, 1999, 2000, 2001];
const integers = [
  0n,
  1n,
  127n,
  128n,
  255n,
  256n,
  32767n,
  65535n,
  65536n,
  2n ** 31n,
  2n ** 32n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n,
  10n ** 40n,
  2n ** 2039n,
  2n ** 2047n,
];
const floats = [
  "0000000000000000",
  "8000000000000000",
  "7ff8000000000000",
  "7ff0000000000000",
  "fff0000000000000",
  "3ff0000000000000",
  "3fb999999999999a",
  "0000000000000001",
  "7fefffffffffffff",
  "4340000000000000",
  "4341c37937e08000",
  "3f1a36e2eb1c432d",
  "3ee4f8b588e368f1",
  "4202a05f20000000",
  "3fd5555555555555",
];

/** A program for a random value: nested containers, rows of records, wide dicts, values at the borders of frames. */
export function randomProgram(random: Random): Program {
  return new Generator(random).program();
}

class Generator {
  readonly #random: Random;
  readonly #steps: Step[] = [];
  /** Steps that made a value that may be put anywhere. */
  readonly #values: number[] = [];
  readonly #records: number[] = [];
  /** How many items containers may still get: a large one among many small ones. */
  #room = 2500;

  constructor(random: Random) {
    this.#random = random;
  }

  program(): Program {
    const root = this.#step(["list"]);
    const shape = this.#random.pick([
      () => this.#append(root, this.#value(4)),
      () => this.#mixed(root),
      () => this.#rows(root),
      () => this.#rows(root),
      () => this.#border(root),
      () => this.#wide(root),
    ]);
    shape();
    return { steps: this.#steps, root: this.#random.below(4) === 0 ? this.#tuple([root]) : root };
  }

  #step(step: Step): number {
    return this.#steps.push(step) - 1;
  }

  #append(list: number, value: number): void {
    this.#step(["append", list, value]);
  }

  #tuple(items: readonly number[]): number {
    return this.#step(["tuple", items]);
  }

  /** A few values beside each other. */
  #mixed(root: number): void {
    for (let left = 2 + this.#random.below(6); left > 0; left -= 1)
      this.#append(root, this.#value(3));
  }

  #atom(): number {
    const random = this.#random;
    const made = random.pick([
      (): Step => ["const", random.pick([null, true, false])],
      (): Step => [
        "int",
        String(random.pick([1n, -1n]) * (random.pick(integers) + BigInt(random.below(3) - 1))),
      ],
      (): Step => ["int", String(random.below(300))],
      (): Step => ["float", random.pick(floats)],
      (): Step => ["text", random.pick(units), random.pick(lengths)],
      (): Step => ["text", random.pick(units), random.pick(lengths)],
      (): Step => [random.pick(["bytes", "bytearray"]), random.below(256), random.pick(lengths)],
    ]);
    return this.#step(made());
  }

  #value(depth: number): number {
    const random = this.#random;
    if (this.#values.length > 0 && random.below(5) === 0) return random.pick(this.#values);
    if (depth === 0 || random.below(3) === 0) {
      const atom = this.#atom();
      this.#values.push(atom);
      return atom;
    }
    const size = Math.min(
      random.below(8) === 0 ? random.pick(counts) : random.below(5),
      this.#room,
    );
    this.#room -= size;
    // Of many items only a few differ, so that programs stay short.
    const pool = Array.from({ length: Math.min(size, 6) }, () =>
      this.#value(size > 20 ? 0 : depth - 1),
    );
    const item = (): number => random.pick(pool);
    const made = random.pick([
      () => {
        const list = this.#step(["list"]);
        this.#values.push(list);
        for (let at = 0; at < size; at += 1)
          this.#append(list, at % 7 === 6 ? this.#value(0) : item());
        return list;
      },
      () => this.#tuple(Array.from({ length: size }, item)),
      () => {
        const dict = this.#step(["dict"]);
        this.#values.push(dict);
        for (let at = 0; at < size; at += 1) this.#step(["put", dict, this.#key(at), item()]);
        return dict;
      },
      () => {
        const object = this.#step(["object"]);
        this.#values.push(object);
        for (let at = 0; at < size; at += 1) this.#step(["field", object, `f${at}`, item()]);
        return object;
      },
      () => this.#step([random.pick(["set", "frozenset"]), size]),
      () => this.#cycle(),
    ])();
    this.#values.push(made);
    return made;
  }

  /** The key at a place of a dict, different from all others in it. */
  #key(at: number): number {
    return this.#random.pick([
      () => this.#step(["int", String(at)]),
      () => this.#step(["text", `key ${at}`, 1]),
      () => this.#tuple([this.#step(["int", String(at)]), this.#step(["text", "part", 1])]),
      () => this.#step(["bytes", at % 200, 2 + Math.floor(at / 200)]),
    ])();
  }

  /** A list that holds itself through a tuple, a dict and an object. */
  #cycle(): number {
    const list = this.#step(["list"]);
    const dict = this.#step(["dict"]);
    const object = this.#step(["object"]);
    const tuple = this.#tuple(
      Array.from({ length: 1 + this.#random.below(5) }, () => this.#random.pick([list, dict])),
    );
    this.#step(["put", dict, this.#key(0), this.#random.pick([tuple, object])]);
    this.#step(["field", object, "self", this.#random.pick([tuple, object, list])]);
    this.#append(list, tuple);
    this.#append(list, object);
    return this.#random.pick([list, dict, object, tuple]);
  }

  /** A value of a record; few texts, so that records without a new one are frequent. */
  #field(at: number): number {
    const random = this.#random;
    return random.pick([
      () => this.#step(["int", String(at % 70_000)]),
      () => this.#step(["float", random.pick(floats)]),
      () => this.#step(["text", `kind ${random.below(3)}`, 1]),
      () => this.#step(["text", random.pick(["x", "y", "", "é"]), 1]),
      () => this.#step(["const", random.pick([null, true])]),
      () =>
        random.below(6) === 0
          ? this.#step(["text", `new ${at}`, 1 + random.below(60)])
          : this.#step(["const", false]),
    ])();
  }

  #record(keys: readonly string[], at: number): number {
    const record = this.#step(["object"]);
    for (const key of keys) this.#step(["field", record, key, this.#field(at)]);
    this.#records.push(record);
    return record;
  }

  /** Rows of records: alike, with keys in other places, met again, twice in a row, inside other containers. */
  #rows(root: number): void {
    const random = this.#random;
    const width = random.pick([2, 2, 3, 4, 5, 15, 16, 17, 40]);
    const keys = Array.from({ length: width }, (_, at) => `column ${at}`);
    const count = random.pick([3, 20, 200, Math.floor(4000 / width)]);
    for (let at = 0; at < count; at += 1) {
      if (random.below(10) === 0) keys.reverse();
      const columns = random.below(12) === 0 ? keys.slice(0, 1 + random.below(width)) : keys;
      const record =
        this.#records.length > 0 && random.below(4) === 0
          ? random.pick([this.#records.at(-1)!, random.pick(this.#records)])
          : this.#record(columns, at);
      this.#append(root, this.#placed(record));
      if (random.below(8) === 0) this.#append(root, record);
      if (random.below(200) === 0) this.#wide(root);
    }
  }

  /** A record by itself, or in another container. */
  #placed(record: number): number {
    return this.#random.pick([
      () => record,
      () => record,
      () => record,
      () => this.#tuple([record, record]),
      () => {
        const dict = this.#step(["dict"]);
        this.#step(["put", dict, this.#key(0), record]);
        return dict;
      },
      () => {
        const list = this.#step(["list"]);
        this.#append(list, record);
        return list;
      },
    ])();
  }

  /** A text that nearly fills a frame, then values of all kinds on its border. */
  #border(root: number): void {
    const random = this.#random;
    for (let left = 1 + random.below(3); left > 0; left -= 1) {
      const known = this.#record(["a", "b", "c"], 1);
      this.#append(root, known);
      const size = random.pick([65_536, 65_535, 65_536 - random.below(120), 65_537]);
      this.#append(
        root,
        this.#step(random.below(2) === 0 ? ["text", "x", size] : ["bytes", 7, size]),
      );
      for (let more = 1 + random.below(8); more > 0; more -= 1) {
        this.#append(
          root,
          random.pick([() => known, () => this.#value(1), () => this.#record(["c", "b"], more)])(),
        );
      }
    }
  }

  /** A dict of many keys, its values numbers with some others between them; then what was there before. */
  #wide(root: number): void {
    const random = this.#random;
    const before = this.#record(["x", "y", "z"], 7);
    if (random.below(2) === 0) this.#append(root, before);
    const wide = this.#step(["object"]);
    const count = random.pick([998, 999, 1000, 1001, 2000, 3500]);
    const number = this.#step(["int", "5"]);
    const rare = random.pick([2, 50, 1500]);
    const prefix = random.pick(["k", "column ", "w"]);
    for (let at = 0; at < count; at += 1) {
      const value = random.below(rare) === 0 ? random.pick([before, this.#value(1), wide]) : number;
      this.#step(["field", wide, `${prefix}${at}`, value]);
    }
    const after = random.pick([before, wide, this.#record(["z", "k1"], 3)]);
    for (const value of random.pick([
      [wide, after],
      [wide, wide, before],
      [this.#tuple([wide, after])],
    ])) {
      this.#append(root, value);
    }
  }
}
