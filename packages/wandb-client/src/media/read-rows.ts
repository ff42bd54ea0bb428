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
  const decoder = new TextDecoder();
  const scanner = new RowScanner(path);
  for await (const chunk of source) yield* scanner.push(decoder.decode(chunk, { stream: true }));
  yield* scanner.push(decoder.decode());
  scanner.end();
}

/** Follows strings and depth; a row is what stands at depth 3: object, `data` list, row list. */
class RowScanner {
  readonly #path: string;
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  #key = "";
  #lastString = "";
  #row: string | undefined;
  #inData = false;
  #hadData = false;

  constructor(path: string) {
    this.#path = path;
  }

  *push(text: string): Generator<unknown[]> {
    let rowStart = this.#row === undefined ? -1 : 0;
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
          yield this.#parse(this.#row + text.slice(rowStart, index + 1));
          this.#row = undefined;
          rowStart = -1;
        }
        if (this.#depth === 2) this.#inData = false;
        this.#depth--;
      }
    }
    if (this.#row !== undefined) {
      this.#row += text.slice(Math.max(0, rowStart));
      if (this.#row.length > longestRow)
        throw tableError(`${this.#path}: a row has more than ${longestRow} characters`, {
          path: this.#path,
        });
    }
  }

  end(): void {
    if (this.#depth !== 0 || this.#inString || !this.#hadData)
      throw tableError(`${this.#path} is cut off or has no data`, { path: this.#path });
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

  #parse(text: string): unknown[] {
    let row: unknown;
    try {
      row = JSON.parse(text);
    } catch (error) {
      throw tableError(`${this.#path} holds a row that is not JSON: ${text.slice(0, 80)}`, {
        path: this.#path,
        cause: String(error),
      });
    }
    if (!Array.isArray(row))
      throw tableError(`${this.#path} holds a row that is not a list`, { path: this.#path });
    return row;
  }
}
