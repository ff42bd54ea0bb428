/** Compiles an SQL LIKE pattern: `%` stands for any text, `_` for one character, `\` quotes. */
export function likePattern(pattern: string): (text: string) => boolean {
  let source = "";
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? "";
    if (character === "%") source += "[^]*";
    else if (character === "_") source += "[^]";
    else {
      if (character === "\\" && index + 1 < pattern.length) index += 1;
      source += (pattern[index] ?? "").replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
    }
  }
  const expression = new RegExp(`^${source}$`);
  return (text) => expression.test(text);
}
