/** The promise ids that a test title begins with: `A17 F068 adds files` names A17 and F068. */
export function readIds(title: string): string[] {
  const ids: string[] = [];
  for (const word of title.split(/[\s,]+/)) {
    if (!/^(?:A\d{2}|[FOP]\d{3})$/.test(word)) break;
    ids.push(word);
  }
  return ids;
}
