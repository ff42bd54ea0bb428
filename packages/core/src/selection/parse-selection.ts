import { CoreError } from "../errors.ts";
import type { SelectionNode } from "./selection-tree.ts";

interface Token {
  readonly kind: "(" | ")" | "+" | ":" | "=" | "," | "word" | "text" | "end";
  readonly text: string;
  readonly at: number;
}

const attributes: ReadonlySet<string> = new Set(["tag", "owner", "group", "kind", "code_location"]);
const deepest = 200;

/**
 * Parses a selection (origin of the syntax: Dagster): `*`, `key:"a/b"`, wildcards in keys, `tag:"k"="v"`, `owner:`, `group:`,
 * `kind:`, `and`, `or`, `not`, parentheses, `+x`, `x+`, `1+x+2`, `sinks(e)`, `roots(e)`. The older `++x` means two layers.
 *
 * @throws CORE_INVALID_SELECTION with the position
 */
export function parseSelection(text: string): SelectionNode {
  return new Parser(text).parse();
}

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  parse(): SelectionNode {
    if (this.#peek().kind === "end") throw this.#error("the selection is empty");
    const tree = this.#or();
    if (this.#peek().kind !== "end") throw this.#error(`"${this.#peek().text}" was not expected`);
    return tree;
  }

  #or(): SelectionNode {
    if ((this.#depth += 1) > deepest) throw this.#error("the selection is nested too deeply");
    const items = [this.#and()];
    while (this.#isWord("or") || this.#peek().kind === ",") {
      this.#next += 1;
      items.push(this.#and());
    }
    this.#depth -= 1;
    return items.length === 1 ? (items[0] as SelectionNode) : { kind: "or", items };
  }

  #and(): SelectionNode {
    const items = [this.#not()];
    while (this.#isWord("and")) {
      this.#next += 1;
      items.push(this.#not());
    }
    return items.length === 1 ? (items[0] as SelectionNode) : { kind: "and", items };
  }

  #not(): SelectionNode {
    if (this.#isWord("not") && this.#tokens[this.#next + 1]?.kind !== ":") {
      if ((this.#depth += 1) > deepest) throw this.#error("the selection is nested too deeply");
      this.#next += 1;
      const item = this.#not();
      this.#depth -= 1;
      return { kind: "not", item };
    }
    return this.#reach();
  }

  #reach(): SelectionNode {
    const upstream = this.#layers(true);
    const item = this.#atom();
    const downstream = this.#layers(false);
    return upstream === 0 && downstream === 0
      ? item
      : { kind: "reach", item, upstream, downstream };
  }

  /** `+` is all layers, `2+` two of them, `++` (the older form) as many as there are pluses. */
  #layers(before: boolean): number {
    const start = this.#peek();
    if (
      before &&
      /^\d+$/.test(start.text) &&
      start.kind === "word" &&
      this.#tokens[this.#next + 1]?.kind === "+"
    ) {
      this.#next += 2;
      return Number(start.text);
    }
    let pluses = 0;
    while (this.#peek().kind === "+") {
      pluses += 1;
      this.#next += 1;
    }
    if (pluses === 0) return 0;
    const count = this.#peek();
    if (!before && pluses === 1 && count.kind === "word" && /^\d+$/.test(count.text)) {
      this.#next += 1;
      return Number(count.text);
    }
    return pluses === 1 ? Infinity : pluses;
  }

  #atom(): SelectionNode {
    const token = this.#peek();
    if (token.kind === "(") {
      this.#next += 1;
      const inner = this.#or();
      this.#expect(")");
      return inner;
    }
    if (token.kind !== "word" && token.kind !== "text")
      throw this.#error(
        token.kind === "end" ? "the selection ends too early" : `"${token.text}" was not expected`,
      );
    this.#next += 1;
    if (
      token.kind === "word" &&
      (token.text === "sinks" || token.text === "roots") &&
      this.#peek().kind === "("
    ) {
      this.#next += 1;
      const item = this.#or();
      this.#expect(")");
      return { kind: token.text, item };
    }
    if (token.kind === "word" && this.#peek().kind === ":") return this.#attribute(token);
    if (token.text === "*" && token.kind === "word") return { kind: "all" };
    return { kind: "pattern", pattern: token.text };
  }

  #attribute(name: Token): SelectionNode {
    this.#next += 1;
    const value = this.#value();
    if (name.text === "key")
      return value === "*" ? { kind: "all" } : { kind: "pattern", pattern: value };
    if (!attributes.has(name.text))
      throw this.#error(
        `"${name.text}:" is no attribute; there are key, tag, owner, group, kind, code_location`,
        name.at,
      );
    const attribute = name.text as "tag" | "owner" | "group" | "kind" | "code_location";
    if (this.#peek().kind !== "=") return { kind: "attribute", attribute, value };
    if (attribute !== "tag") throw this.#error(`only tags have a value after "="`);
    this.#next += 1;
    return { kind: "attribute", attribute, value, tagValue: this.#value() };
  }

  #value(): string {
    const token = this.#peek();
    if (token.kind !== "word" && token.kind !== "text") throw this.#error("a value was expected");
    this.#next += 1;
    return token.text;
  }

  #expect(kind: Token["kind"]): void {
    if (this.#peek().kind !== kind) throw this.#error(`"${kind}" was expected`);
    this.#next += 1;
  }

  #isWord(word: string): boolean {
    const token = this.#peek();
    return token.kind === "word" && token.text.toLowerCase() === word;
  }

  #peek(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #error(message: string, at: number = this.#peek().at): CoreError {
    return new CoreError({
      code: "CORE_INVALID_SELECTION",
      message: `${message} at position ${at + 1} of selection ${JSON.stringify(this.#text)}`,
      hint: 'Examples: `total+`, `group:"reports" and not kind:"onnx"`, `1+key:"team/model"`.',
      details: { position: at },
    });
  }
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const expression = /\s*(?:([()+:=,])|"((?:[^"\\]|\\.)*)"|([^\s()+:=,"]+))/gy;
  while (expression.lastIndex < text.length) {
    const start = expression.lastIndex;
    const match = expression.exec(text);
    if (match === null) {
      if (text.slice(start).trim() === "") break;
      const at = start + (text.slice(start).length - text.slice(start).trimStart().length);
      throw new CoreError({
        code: "CORE_INVALID_SELECTION",
        message: `a quoted text is not closed at position ${at + 1} of selection ${JSON.stringify(text)}`,
        details: { position: at },
      });
    }
    const at = expression.lastIndex - match[0].trimStart().length;
    if (match[1] !== undefined)
      tokens.push({ kind: match[1] as Token["kind"], text: match[1], at });
    else if (match[2] !== undefined)
      tokens.push({ kind: "text", text: match[2].replaceAll(/\\(.)/g, "$1"), at });
    else tokens.push({ kind: "word", text: match[3] as string, at });
  }
  tokens.push({ kind: "end", text: "", at: text.length });
  return tokens;
}
