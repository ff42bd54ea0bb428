import { parseLoose } from "../util/loose-json.ts";
import { tableError } from "./table.ts";

const longestRow = 64 * 1024 * 1024;

/**
 * Reads the rows of a table file as its bytes arrive; nothing but the current row is held. Finds the list
 * under the top-level key `data`, whichever member comes first.
 *
 * @param source the bytes of a `*.table.json` entry
 * @param path its path, for errors
 */
export async function* readTableRows(
  source: AsyncIterable<Uint8Array>,
  path: string,
): AsyncGenerator<unknown[]> {
  yield* new RowScanner(path).rows(source);
}

/**
 * Reads a table file as its bytes arrive: rows one by one, and whatever else stands at the top. Follows
 * strings and depth; a row is what stands at depth 3: object, `data` list, row list.
 */
export class RowScanner {
  readonly #path: string;
  readonly #members = new Map<string, string>();
  #member: string | undefined;
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  #key = "";
  #lastString = "";
  #row: string | undefined;
  #inData = false;
  #hadData = false;

  /** @param path where the file is, for errors */
  constructor(path: string) {
    this.#path = path;
  }

  /** A member besides `data`, as far as the file was read. */
  member(key: string): unknown {
    const text = this.#members.get(key);
    return text === undefined ? undefined : this.#parse(text);
  }

  /** The rows of the file. */
  async *rows(source: AsyncIterable<Uint8Array>): AsyncGenerator<unknown[]> {
    const decoder = new TextDecoder();
    for await (const chunk of source) yield* this.#push(decoder.decode(chunk, { stream: true }));
    yield* this.#push(decoder.decode());
    if (this.#depth !== 0 || this.#inString || !this.#hadData)
      throw tableError(`${this.#path} is cut off or has no data`, { path: this.#path });
  }

  *#push(text: string): Generator<unknown[]> {
    let rowStart = this.#row === undefined ? -1 : 0;
    let memberStart = 0;
    for (let index = 0; index < text.length; index++) {
      const character = text[index] ?? "";
      if (this.#inString) {
        this.#stringCharacter(character);
        continue;
      }
      if (character === '"') {
        this.#inString = true;
        this.#lastString = "";
      } else if (character === ":" && this.#depth === 1) {
        this.#key = this.#lastString;
        if (this.#key !== "data") {
          this.#member = "";
          memberStart = index + 1;
        }
      } else if (character === "," && this.#depth === 1) {
        this.#endMember(text.slice(memberStart, index));
      } else if (character === "[" || character === "{") {
        this.#depth++;
        if (this.#depth === 2 && character === "[" && this.#key === "data") {
          this.#inData = true;
          this.#hadData = true;
        } else if (this.#depth === 3 && this.#inData) {
          this.#row = "";
          rowStart = index;
        }
      } else if (character === "]" || character === "}") {
        if (this.#depth === 3 && this.#inData && this.#row !== undefined) {
          yield this.#parseRow(this.#row + text.slice(rowStart, index + 1));
          this.#row = undefined;
          rowStart = -1;
        }
        if (this.#depth === 2) this.#inData = false;
        if (this.#depth === 1) this.#endMember(text.slice(memberStart, index));
        this.#depth--;
      }
    }
    if (this.#row !== undefined)
      this.#row += this.#bounded(this.#row, text.slice(Math.max(0, rowStart)));
    if (this.#member !== undefined)
      this.#member += this.#bounded(this.#member, text.slice(memberStart));
  }

  #endMember(rest: string): void {
    if (this.#member !== undefined) this.#members.set(this.#key, this.#member + rest);
    this.#member = undefined;
  }

  #bounded(before: string, more: string): string {
    if (before.length + more.length <= longestRow) return more;
    throw tableError(`${this.#path}: a row has more than ${longestRow} characters`, {
      path: this.#path,
    });
  }

  #stringCharacter(character: string): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (character === "\\") this.#isEscaped = true;
    else if (character === '"') {
      this.#inString = false;
      return;
    }
    if (this.#depth === 1) this.#lastString += character;
  }

  #parseRow(text: string): unknown[] {
    const row = this.#parse(text);
    if (!Array.isArray(row))
      throw tableError(`${this.#path} holds a row that is not a list`, { path: this.#path });
    return row;
  }

  #parse(text: string): unknown {
    try {
      return parseLoose(text);
    } catch (error) {
      throw tableError(`${this.#path} holds a row that is not JSON: ${text.slice(0, 80)}`, {
        path: this.#path,
        cause: String(error),
      });
    }
  }
}
