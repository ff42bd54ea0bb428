const frameTarget = 65_536;
const frameLeast = 4;
const frameHead = 9;

/** How many times the present room is made at most for what is only expected. */
const boldest = 16;

/** A size that stands for none, small enough for the engine's own integers. */
const never = 0x7fffffff;

/**
 * Growing bytes with the frames of protocol 4: content between objects is cut at 64 KiB, large payloads stand
 * between frames, and a frame of less than four bytes has no head.
 */
export class PickleWriter {
  /** Room for the bytes; replaced when it grows, so never keep it. */
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView;
  /** How much of it is used. */
  size = 0;
  /** Bytes that were handed out before these. */
  flushed = 0;
  #frame = -1;
  /** From which size on the open frame is full. */
  #full = never;
  readonly #framing: boolean;

  constructor(framing: boolean, capacity = 4096) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
    this.#framing = framing;
  }

  /** Whether no frame is open with content that cannot be handed out yet. */
  get sealed(): number {
    return this.#frame < 0 ? this.size : this.#frame;
  }

  /** Makes room for `count` more bytes. */
  ensure(count: number): void {
    if (this.size + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.size + count + 1024));
    grown.set(this.bytes.subarray(0, this.size));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }

  /**
   * Makes room for all that is likely to come: bytes that grow by and by are copied each time.
   *
   * @param parts how many parts like what there is the whole has
   */
  expect(parts: number): void {
    const likely = Math.min(this.size * parts * 1.03, this.bytes.length * boldest);
    if (likely > this.bytes.length) this.ensure(likely - this.size);
  }

  byte(value: number): void {
    if (this.size === this.bytes.length) this.ensure(1);
    this.bytes[this.size] = value;
    this.size += 1;
  }

  /** Text of ASCII characters. */
  ascii(text: string): void {
    this.ensure(text.length);
    for (let at = 0; at < text.length; at += 1) this.bytes[this.size + at] = text.charCodeAt(at);
    this.size += text.length;
  }

  raw(content: Uint8Array): void {
    this.ensure(content.length);
    this.bytes.set(content, this.size);
    this.size += content.length;
  }

  /** Opcode and u8. */
  opcode1(opcode: number, value: number): void {
    if (this.size + 2 > this.bytes.length) this.ensure(2);
    this.bytes[this.size] = opcode;
    this.bytes[this.size + 1] = value;
    this.size += 2;
  }

  /** Three opcodes without arguments. */
  opcodes3(first: number, second: number, third: number): void {
    if (this.size + 3 > this.bytes.length) this.ensure(3);
    const { bytes, size } = this;
    bytes[size] = first;
    bytes[size + 1] = second;
    bytes[size + 2] = third;
    this.size = size + 3;
  }

  /** BININT1, BININT2 or BININT of a 32-bit integer. */
  int32(value: number): void {
    if (this.size + 5 > this.bytes.length) this.ensure(5);
    const { bytes, size } = this;
    if (value >= 0 && value <= 0xff) {
      bytes[size] = 0x4b;
      bytes[size + 1] = value;
      this.size = size + 2;
    } else if (value >= 0 && value <= 0xffff) {
      bytes[size] = 0x4d;
      bytes[size + 1] = value;
      bytes[size + 2] = value >> 8;
      this.size = size + 3;
    } else {
      bytes[size] = 0x4a;
      bytes[size + 1] = value;
      bytes[size + 2] = value >> 8;
      bytes[size + 3] = value >> 16;
      bytes[size + 4] = value >> 24;
      this.size = size + 5;
    }
  }

  /** BINFLOAT. */
  float64(value: number): void {
    if (this.size + 9 > this.bytes.length) this.ensure(9);
    this.bytes[this.size] = 0x47;
    this.view.setFloat64(this.size + 1, value);
    this.size += 9;
  }

  /** Opcode and little-endian u32. */
  opcode4(opcode: number, value: number): void {
    this.ensure(5);
    this.bytes[this.size] = opcode;
    this.view.setUint32(this.size + 1, value, true);
    this.size += 5;
  }

  /** Opcode and little-endian u64. */
  opcode8(opcode: number, value: number): void {
    this.ensure(9);
    this.bytes[this.size] = opcode;
    this.view.setUint32(this.size + 1, value % 4294967296, true);
    this.view.setUint32(this.size + 5, Math.floor(value / 4294967296), true);
    this.size += 9;
  }

  /** Opens a frame if the protocol has frames. */
  openFrame(): void {
    if (!this.#framing) return;
    this.ensure(frameHead);
    this.#frame = this.size;
    this.size += frameHead;
    this.#full = this.size + frameTarget;
  }

  /** Closes the frame at a border between objects when it is full, and opens the next. */
  boundary(): void {
    if (this.size < this.#full || this.#frame < 0) return;
    this.closeFrame();
    this.openFrame();
  }

  closeFrame(): void {
    const start = this.#frame;
    if (start < 0) return;
    this.#frame = -1;
    this.#full = never;
    const length = this.size - start - frameHead;
    if (length < frameLeast) {
      this.bytes.copyWithin(start, start + frameHead, this.size);
      this.size -= frameHead;
      return;
    }
    const end = this.size;
    this.size = start;
    this.opcode8(0x95, length);
    this.size = end;
  }

  /** Where the open frame begins, or -1. */
  get frame(): number {
    return this.#frame;
  }

  /** Takes back what was written since there were `size` bytes and this frame; no large payload may be among it. */
  rewind(size: number, frame: number): void {
    this.size = size;
    this.#frame = frame;
    this.#full = frame < 0 ? never : frame + frameHead + frameTarget;
  }

  /** Whether a payload of this length stands between frames. */
  isLarge(length: number): boolean {
    return this.#framing && length >= frameTarget;
  }

  /** Takes out what is complete, for a stream. */
  take(): Uint8Array<ArrayBuffer> {
    const end = this.sealed;
    const part = this.bytes.slice(0, end);
    this.bytes.copyWithin(0, end, this.size);
    this.size -= end;
    this.flushed += end;
    if (this.#frame >= 0) {
      this.#frame = 0;
      this.#full = frameHead + frameTarget;
    }
    return part;
  }

  /** All bytes so far, in an array of their own when that is cheap or saves more than half of the room. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.size < 1_048_576 || this.size * 2 < this.bytes.length
      ? this.bytes.slice(0, this.size)
      : this.bytes.subarray(0, this.size);
  }
}
