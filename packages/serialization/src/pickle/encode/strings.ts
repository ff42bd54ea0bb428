import type { PyStr } from "../../python/scalars.ts";
import { PicklerState } from "./state.ts";
import { longestHashed, mix } from "./text-memo.ts";
import { encodeUtf8, rawUnicodeEscape, utf8Length } from "./text.ts";

/** How text is written, and which text again by its memo index. */
export abstract class PicklerStrings extends PicklerState {
  protected str(text: string, identity: string | PyStr): void {
    const { length } = text;
    // CPython keeps one object for the empty string and, nearly always, for each Latin-1 character.
    const single = length === 0 || (length === 1 && text.charCodeAt(0) < 256);
    const byText = typeof identity === "string" && (single || this.interned);
    if (byText) {
      if (length <= longestHashed && this.protocol >= 4 && this.shortAscii(text)) return;
      const known = this.memo.findText(text);
      if (known !== undefined) {
        this.get(known);
        return;
      }
    }
    this.text(text);
    if (byText) this.memo.storeText(text);
    else if (typeof identity === "object") this.memo.store(identity);
    else this.memo.size += 1;
    this.put();
  }

  /**
   * Writes, where there is room, what may turn out to be known, and hashes it on the way: one look at each character.
   *
   * @returns whether the text was ASCII; if not, nothing happened
   */
  protected shortAscii(text: string): boolean {
    const { writer } = this;
    const { texts } = this.memo;
    const { length } = text;
    if (writer.size + length + 3 > writer.bytes.length) writer.ensure(length + 3);
    const { bytes, size } = writer;
    let hash = texts.seed(length);
    for (let at = 0; at < length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit > 127) return false;
      bytes[size + 2 + at] = unit;
      hash = mix(hash, unit);
    }
    const known = texts.findByHash(text, hash);
    if (known !== undefined) {
      this.get(known);
      return true;
    }
    bytes[size] = 0x8c;
    bytes[size + 1] = length;
    bytes[size + 2 + length] = 0x94;
    writer.size = size + 3 + length;
    this.memo.storeText(text);
    return true;
  }

  /** Writes a text as such, whether or not it is known. */
  protected text(text: string): void {
    const { writer } = this;
    if (this.protocol === 0) {
      writer.byte(0x56);
      writer.raw(rawUnicodeEscape(text));
      writer.byte(0x0a);
      return;
    }
    const { length } = text;
    if (length <= 255 && this.protocol >= 4) {
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
    if (this.protocol >= 4 && byteLength <= 255) {
      writer.byte(0x8c);
      writer.byte(byteLength);
    } else if (byteLength <= 4294967295) writer.opcode4(0x58, byteLength);
    else if (this.protocol >= 4) writer.opcode8(0x8d, byteLength);
    else this.fail("SERIALIZATION_UNSUPPORTED_VALUE", "a string of 4 GiB or more needs protocol 4");
    writer.ensure(byteLength);
    encodeUtf8(text, writer.bytes, writer.size, byteLength);
    writer.size += byteLength;
    if (large) writer.openFrame();
  }
}
