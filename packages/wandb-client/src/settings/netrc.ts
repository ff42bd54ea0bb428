/** Login and password of one machine. */
export interface NetrcEntry {
  readonly login: string | undefined;
  readonly password: string | undefined;
}

/**
 * Finds a machine in a netrc file. W&B looks keys up by host *with port* (`localhost:8080`), the key
 * being the password; `default` is not used, as a key belongs to one host.
 *
 * @param text the file's text
 * @param machine host and port as they stand in the base URL
 */
export function findNetrcEntry(text: string, machine: string): NetrcEntry | undefined {
  const tokens = tokenize(text);
  let found: { login: string | undefined; password: string | undefined } | undefined;
  for (let index = 0; index < tokens.length; index++) {
    const word = tokens[index];
    if (word === "machine" || word === "default") {
      if (found !== undefined) return found;
      if (word === "machine" && tokens[++index] === machine)
        found = { login: undefined, password: undefined };
    } else if (word === "login" || word === "account" || word === "password") {
      const value = tokens[++index];
      if (found !== undefined && word !== "account") found[word] = value;
    }
  }
  return found;
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  const lines = text.split(/\r?\n/);
  for (let line = 0; line < lines.length; line++) {
    const words = splitWords(lines[line] ?? "");
    const macro = words.indexOf("macdef");
    if (macro >= 0) {
      tokens.push(...words.slice(0, macro));
      while (line + 1 < lines.length && lines[line + 1]?.trim() !== "") line++;
      continue;
    }
    tokens.push(...words);
  }
  return tokens;
}

/** Splits one line by the shell's rules: quotes group, a backslash takes the next character, `#` starts a comment. */
function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let index = 0; index < line.length; index++) {
    const character = line[index] ?? "";
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else if (character === "\\" && quote === '"') word = (word ?? "") + (line[++index] ?? "");
      else word = (word ?? "") + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= "";
    } else if (character === "\\") {
      word = (word ?? "") + (line[++index] ?? "");
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "#" && word === undefined) {
      return words;
    } else {
      word = (word ?? "") + character;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}
