const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** The contents of each element of a name, in order; elements of the same name are not nested in S3's answers. */
export function xmlValues(xml: string, name: string): string[] {
  return Array.from(
    xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>(.*?)</${name}>`, "gs")),
    (match) => match[1] ?? "",
  );
}

/** The text of the first element of a name. */
export function xmlValue(xml: string, name: string): string | undefined {
  const value = xmlValues(xml, name)[0];
  return value?.replaceAll(/&(#x?[0-9a-f]+|\w+);/gi, (whole, code: string) => {
    if (!code.startsWith("#")) return entities[code] ?? whole;
    const point =
      code[1]?.toLowerCase() === "x" ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1));
    return String.fromCodePoint(point);
  });
}
